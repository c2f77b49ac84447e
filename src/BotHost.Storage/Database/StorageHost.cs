using BotHost.Storage.Encryption;
using BotHost.Storage.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BotHost.Storage.Database;

/// <summary>Opens the data directory for this process: lock, schema, keys, writer; and closes it in the opposite order.</summary>
internal sealed class StorageHost(IOptions<StorageOptions> options, IDbContextFactory<BotHostDb> contexts, HostSecrets secrets, GroupWriter writer) : IAsyncDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private DataDirectoryLock? held;

    /// <summary>For the host that serves: exclusive.</summary>
    /// <exception cref="DataDirectoryInUseException">Another host works here.</exception>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        if (held is not null) return;
        held = DataDirectoryLock.Acquire(CreateDirectories(options.Value));
        await MigrateAsync(cancellation);
        await secrets.OpenAsync(cancellation);
        writer.Start();
    }

    /// <summary>For a verb that may run beside the host (<c>users add</c>): only Identity and API tokens can be written then.</summary>
    public async Task OpenBesideHostAsync(CancellationToken cancellation)
    {
        DataDirectoryLock held;
        try
        {
            held = DataDirectoryLock.Acquire(CreateDirectories(options.Value));
        }
        catch (DataDirectoryInUseException)
        {
            // The host that runs has brought the schema up to date.
            return;
        }

        using (held) await MigrateAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        held?.Dispose();
    }

    /// <summary>Also called while services are put together, because the key ring needs its directory.</summary>
    public static string CreateDirectories(StorageOptions options)
    {
        var directory = Path.GetFullPath(options.Directory);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(options.KeyDirectory);
        }
        else
        {
            Directory.CreateDirectory(directory, OwnerOnly);
            Directory.CreateDirectory(options.KeyDirectory, OwnerOnly);
            File.SetUnixFileMode(options.KeyDirectory, OwnerOnly);
        }

        return directory;
    }

    private async Task MigrateAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        // Before anything else is open: the mode is kept in the file, and only a file at rest can change it.
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellation);
        // A host that was killed while it migrated leaves this lock behind, and the next would wait for ever. We hold the directory, so nobody else migrates.
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS __EFMigrationsLock", cancellation);
        if ((await db.Database.GetPendingMigrationsAsync(cancellation)).Any()) await db.Database.MigrateAsync(cancellation);
    }
}
