using System.IO.Compression;
using System.Text.Json;
using BotHost.App.Content;
using BotHost.Storage.Database;
using BotHost.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace BotHost.Storage.Content;

internal sealed class ContentArchive(GroupWriter writer, IDbContextFactory<BotHostDb> contexts) : IContentArchive
{
    private const string Insert = "INSERT INTO content_versions (hash, files, at) VALUES (?1, ?2, ?3) ON CONFLICT (hash) DO NOTHING";

    public async Task KeepAsync(string hash, IReadOnlyDictionary<string, string> files, DateTimeOffset at, CancellationToken cancellation)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            if (await db.ContentVersions.AnyAsync(c => c.Hash == hash, cancellation)) return;
        }

        using var packed = new MemoryStream();
        await using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true)) await JsonSerializer.SerializeAsync(brotli, files, cancellationToken: cancellation);
        await writer.RunAsync(session => { session.Execute(Insert, hash, packed.ToArray(), at); }, null, cancellation);
    }

    public async Task<IReadOnlyDictionary<string, string>?> FindAsync(string hash, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var packed = await db.ContentVersions.Where(c => c.Hash == hash).Select(c => c.Files).SingleOrDefaultAsync(cancellation);
        if (packed is null) return null;
        await using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        return await JsonSerializer.DeserializeAsync<Dictionary<string, string>>(brotli, cancellationToken: cancellation);
    }
}
