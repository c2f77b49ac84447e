using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using BotHost.App.Media;

namespace BotHost.Media;

/// <summary>Asks a ClamAV daemon (its INSTREAM command).</summary>
/// <param name="address"><c>host:port</c>.</param>
internal sealed class ClamAvScanner(string address) : IVirusScanner
{
    private const int DefaultPort = 3310, MostAnswer = 4096;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task<bool> IsCleanAsync(byte[] bytes, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        var parts = address.Split(':');
        using var client = new TcpClient();
        await client.ConnectAsync(parts[0], parts.Length > 1 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : DefaultPort, limit.Token);
        await using var stream = client.GetStream();
        var size = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(size, bytes.Length);
        await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), limit.Token);
        await stream.WriteAsync(size, limit.Token);
        await stream.WriteAsync(bytes, limit.Token);
        await stream.WriteAsync(new byte[4], limit.Token);
        var answer = new byte[MostAnswer];
        var read = 0;
        for (int more; read < answer.Length && (more = await stream.ReadAsync(answer.AsMemory(read), limit.Token)) > 0;) read += more;
        return Encoding.ASCII.GetString(answer, 0, read).TrimEnd('\0', '\n') switch
        {
            "stream: OK" => true,
            var said when said.EndsWith(" FOUND", StringComparison.Ordinal) => false,
            _ => throw new IOException("the virus scanner gave no verdict"),
        };
    }
}
