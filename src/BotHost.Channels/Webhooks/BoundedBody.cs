using System.Buffers;

namespace BotHost.Channels.Webhooks;

/// <summary>Reads what a client sends, up to a limit.</summary>
public static class BoundedBody
{
    private const int Chunk = 8 * 1024;

    /// <summary>All bytes, or null as soon as there are more than <paramref name="limit"/>; allocates in step with what arrives, never with what was announced.</summary>
    public static async Task<byte[]?> ReadAsync(Stream body, long? announced, int limit, CancellationToken cancellation)
    {
        if (announced > limit) return null;
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            using var whole = new MemoryStream();
            int read;
            while ((read = await body.ReadAsync(buffer.AsMemory(0, Chunk), cancellation)) > 0)
            {
                if (whole.Length + read > limit) return null;
                whole.Write(buffer, 0, read);
            }

            return whole.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
