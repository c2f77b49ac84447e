using BotHost.Storage;
using BotHost.Storage.Database;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Host.Tests.Storage;

public class OpeningTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_host_on_the_same_directory_is_refused_in_plain_words()
    {
        await using var first = await StoreUnderTest.OpenAsync();
        var refused = await Assert.ThrowsAsync<DataDirectoryInUseException>(() => StoreUnderTest.OpenAsync(first.Directory));
        Assert.Contains(first.Directory, refused.Message, StringComparison.Ordinal);
        Assert.Contains($"process {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, DataDirectoryInUseException.ExitCode);
        await first.Inbox.AcceptAsync(Sample.Message("还在"), Now);
    }

    [Fact]
    public async Task A_verb_may_run_beside_the_host()
    {
        await using var host = await StoreUnderTest.OpenAsync();
        await host.Services.OpenStorageBesideHostAsync(Now);
    }

    [Fact]
    public async Task A_migration_lock_that_a_killed_host_left_does_not_stop_the_next()
    {
        await using var before = await StoreUnderTest.OpenAsync();
        await using (var db = before.Db())
        {
            await db.Database.ExecuteSqlRawAsync("CREATE TABLE IF NOT EXISTS __EFMigrationsLock (Id INTEGER PRIMARY KEY, Timestamp TEXT NOT NULL); INSERT INTO __EFMigrationsLock VALUES (1, 'now')", Now);
        }

        await using var after = await before.RestartAsync();
        await after.Inbox.AcceptAsync(Sample.Message("你好"), Now);
    }

    [Fact]
    public async Task Commits_wait_for_the_disk_and_the_keys_are_the_owners_alone()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        await using var db = store.Db();
        await db.Database.OpenConnectionAsync(Now);
        Assert.Equal(0, await db.Messages.CountAsync(Now));
        using var pragma = db.Database.GetDbConnection().CreateCommand();
        pragma.CommandText = "PRAGMA synchronous";
        Assert.Equal(2L, await pragma.ExecuteScalarAsync(Now));
        pragma.CommandText = "PRAGMA journal_mode";
        Assert.Equal("wal", await pragma.ExecuteScalarAsync(Now));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(store.Directory, "keys")));
    }

    [Fact]
    public async Task The_migrations_make_the_schema_that_the_model_expects()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        await using var db = store.Db();
        Assert.False(db.Database.HasPendingModelChanges());
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Now));
    }

    [Fact]
    public async Task Content_versions_are_kept_once_and_found_by_hash()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var files = new Dictionary<string, string> { ["dialogs/a.yaml"] = "dialog: a\ntitle: 困难申报\n", ["prompts/b.yaml"] = "" };
        await store.Archive.KeepAsync("sha256:1", files, StoreUnderTest.Start, Now);
        await store.Archive.KeepAsync("sha256:1", new Dictionary<string, string>(), StoreUnderTest.Start, Now);
        Assert.Equal(files, await store.Archive.FindAsync("sha256:1", Now));
        Assert.Null(await store.Archive.FindAsync("sha256:2", Now));
    }
}
