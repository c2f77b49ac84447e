using BotHost.App.Conversations;
using BotHost.Storage.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Host.Tests.Storage;

public class GroupWriterTests
{
    private const string Insert = "INSERT INTO secrets (name, wrapped) VALUES (?1, ?2)";

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_waits_together_shares_a_transaction_and_a_failing_write_fails_alone()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var writer = store.Services.GetRequiredService<GroupWriter>();
        using var gate = new ManualResetEventSlim();
        var holding = writer.RunAsync(_ => gate.Wait(Now), null, Now);
        var before = writer.Counted.Transactions;
        var writes = Enumerable.Range(0, 100).Select(i => Record.ExceptionAsync(() => writer.RunAsync(session =>
        {
            session.Execute(Insert, $"n{i}", new byte[1]);
            if (i % 10 == 5) throw new InvalidOperationException("bad");
            if (i % 10 == 7) session.Execute(Insert, $"n{i}", new byte[1]);
        }, null, Now)).AsTask()).ToList();
        gate.Set();
        await holding;
        var faults = await Task.WhenAll(writes);

        Assert.Equal(10, faults.Count(f => f is InvalidOperationException));
        Assert.Equal(10, faults.Count(f => f is SqliteException));
        Assert.Equal(80, faults.Count(f => f is null));
        await using var db = store.Db();
        Assert.Equal(80, db.Secrets.Count(s => s.Name != "blind-index"));
        Assert.InRange(writer.Counted.Transactions - before, 1, 3);
    }

    [Fact]
    public async Task When_the_transaction_itself_breaks_each_write_is_tried_alone()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var writer = store.Services.GetRequiredService<GroupWriter>();
        using var gate = new ManualResetEventSlim();
        var holding = writer.RunAsync(_ => gate.Wait(Now), null, Now);
        var writes = Enumerable.Range(0, 9).Select(i => Record.ExceptionAsync(() => writer.RunAsync(session =>
        {
            session.Execute(Insert, $"n{i}", new byte[1]);
            // As SQLite does by itself when the disk is full: the whole transaction is gone.
            if (i != 4) return;
            session.Execute("ROLLBACK");
            throw new SqliteException("full", 13);
        }, null, Now)).AsTask()).ToList();
        gate.Set();
        await holding;
        var faults = await Task.WhenAll(writes);

        Assert.IsType<StorageUnavailableException>(faults[4]);
        Assert.All(faults.Where((_, i) => i != 4), Assert.Null);
        await using var db = store.Db();
        Assert.Equal(8, db.Secrets.Count(s => s.Name != "blind-index"));
    }

    [Fact]
    public async Task What_is_queued_when_the_host_stops_is_still_written()
    {
        var store = await StoreUnderTest.OpenAsync();
        var writer = store.Services.GetRequiredService<GroupWriter>();
        var writes = Enumerable.Range(0, 200).Select(i => writer.RunAsync(session => { session.Execute(Insert, $"n{i}", new byte[1]); }, null, Now)).ToList();
        await writer.DisposeAsync();
        Assert.All(writes, w => Assert.True(w.IsCompletedSuccessfully || w.Wait(5_000, Now)));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => writer.RunAsync(_ => { }, null, Now));
        await store.DisposeAsync();
    }
}
