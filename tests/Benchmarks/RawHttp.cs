using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Benchmarks;

/// <summary>One kept-alive HTTP/1.1 connection with as little work as possible on this side, because both sides share the processors.</summary>
public sealed class RawHttp : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] buffer = new byte[1024 * 1024];

    public static async Task<RawHttp> ConnectAsync(int port)
    {
        var http = new RawHttp();
        await http.socket.ConnectAsync(IPAddress.Loopback, port);
        return http;
    }

    public static byte[] Post(string path, string body, string? bearer = null)
    {
        var bytes = Encoding.UTF8.GetByteCount(body);
        var authorization = bearer is null ? "" : $"Authorization: Bearer {bearer}\r\n";
        return Encoding.UTF8.GetBytes($"POST {path} HTTP/1.1\r\nHost: localhost\r\n{authorization}Content-Type: application/json\r\nContent-Length: {bytes}\r\n\r\n{body}");
    }

    /// <summary>Sends and reads the whole answer; throws when it is not a 2xx.</summary>
    public async Task<string> SendAsync(ReadOnlyMemory<byte> request)
    {
        await socket.SendAsync(request);
        var read = 0;
        while (true)
        {
            var got = await socket.ReceiveAsync(buffer.AsMemory(read));
            if (got == 0) throw new IOException("the server closed the connection");
            read += got;
            if (IsWhole(buffer.AsSpan(0, read), out var body))
            {
                if (buffer[9] != (byte)'2') throw new IOException(Encoding.UTF8.GetString(buffer, 0, read));
                return body;
            }
        }
    }

    public void Dispose() => socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer, out string body)
    {
        body = "";
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0) return false;
        var headers = answer[..end];
        var rest = answer[(end + 4)..];
        var length = headers.IndexOf("Content-Length: "u8);
        if (length < 0)
        {
            return rest.EndsWith("\r\n0\r\n\r\n"u8) && IsWholeChunked(rest, out body);
        }

        if (!System.Buffers.Text.Utf8Parser.TryParse(headers[(length + 16)..], out int expected, out _) || rest.Length < expected) return false;
        body = Encoding.UTF8.GetString(rest[..expected]);
        return true;
    }

    private static bool IsWholeChunked(ReadOnlySpan<byte> rest, out string body)
    {
        var text = new List<byte>(rest.Length);
        while (true)
        {
            var line = rest.IndexOf("\r\n"u8);
            body = "";
            if (line < 0 || !System.Buffers.Text.Utf8Parser.TryParse(rest[..line], out int size, out _, 'x')) return false;
            if (size == 0) break;
            if (rest.Length < line + size + 4) return false;
            text.AddRange(rest.Slice(line + 2, size));
            rest = rest[(line + size + 4)..];
        }

        body = Encoding.UTF8.GetString(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(text));
        return true;
    }
}
