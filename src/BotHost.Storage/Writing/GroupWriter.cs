using BotHost.App.Conversations;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace BotHost.Storage.Writing;

/// <summary>
/// The one writer. Whatever waits is written in one transaction, so that many turns share one wait for the disk. A write that fails is
/// undone by itself; when the transaction as a whole fails, each write is tried again alone. So a write may run more than once: it must
/// have no effect but on the session. Tasks complete, and <c>committed</c> callbacks run in order, only once the data is on disk.
/// </summary>
internal sealed class GroupWriter(Func<WriteSession> open, ILogger<GroupWriter> log) : IAsyncDisposable
{
    /// <summary>Keeps one transaction below about 20 ms, so that the first in it does not wait for the last.</summary>
    private const int LargestGroup = 400;

    private readonly Lock gate = new();
    private readonly SemaphoreSlim waiting = new(0);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Queue<Write> queue = new();
    private bool started;
    private bool stopping;

    /// <summary>Number of transactions and of writes in them since the start, for measuring.</summary>
    public (long Transactions, long Writes) Counted { get; private set; }

    public void Start()
    {
        started = true;
        // A thread of its own: it spends its life waiting for the disk, which would starve the pool on a small machine.
        new Thread(Run) { IsBackground = true, Name = "storage-writer" }.Start(open());
    }

    /// <summary>Queues a write. Cancellation counts only until then: what is queued is written.</summary>
    /// <param name="write">Runs on the writer's thread; throwing undoes this write alone.</param>
    /// <param name="committed">Runs on the writer's thread after the commit; must be quick.</param>
    public Task<T> RunAsync<T>(Func<WriteSession, T> write, Action<T>? committed = null, CancellationToken cancellation = default)
    {
        if (cancellation.IsCancellationRequested) return Task.FromCanceled<T>(cancellation);
        var queued = new Write<T>(write, committed);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(stopping || !started, this);
            queue.Enqueue(queued);
            if (queue.Count == 1) waiting.Release();
        }

        return queued.Task;
    }

    public Task RunAsync(Action<WriteSession> write, Action? committed = null, CancellationToken cancellation = default) =>
        RunAsync(session => { write(session); return true; }, committed is null ? null : _ => committed(), cancellation);

    /// <summary>Writes what waits, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            if (stopping) return;
            stopping = true;
            if (queue.Count == 0) waiting.Release();
        }

        if (started) await ended.Task;
        waiting.Dispose();
    }

    private void Run(object? opened)
    {
        using (var session = (WriteSession)opened!)
        {
            var group = new List<Write>(LargestGroup);
            while (Take(group))
            {
                WriteGroup(session, group);
                Counted = (Counted.Transactions + 1, Counted.Writes + group.Count);
                foreach (var write in group) write.Complete(log);
                if (session.LeaveNoTrace) Scrub(session);
                group.Clear();
            }
        }

        ended.SetResult();
    }

    private bool Take(List<Write> group)
    {
        waiting.Wait();
        lock (gate)
        {
            while (group.Count < LargestGroup && queue.TryDequeue(out var write)) group.Add(write);
            if (queue.Count > 0 || stopping) waiting.Release();
            return group.Count > 0 || !stopping;
        }
    }

    private void WriteGroup(WriteSession session, List<Write> group)
    {
        if (!TryBegin(session, group)) return;
        try
        {
            foreach (var write in group) write.Execute(session);
            session.Execute("COMMIT");
        }
        catch (Exception e)
        {
            Undo(session);
            if (group.Count == 1) group[0].Fault = Translate(e);
            else WriteApart(session, group);
        }
    }

    /// <summary>The second try, after something failed: each write behind a savepoint, which costs a little and therefore is not the first.</summary>
    private void WriteApart(WriteSession session, List<Write> group)
    {
        if (!TryBegin(session, group)) return;
        try
        {
            foreach (var write in group) RunGuarded(session, write);
            session.Execute("COMMIT");
        }
        catch (Exception e)
        {
            Undo(session);
            log.LogWarning("A group of {Count} writes failed ({Fault}); each is tried alone", group.Count, e.GetType().Name);
            foreach (var write in group) WriteAlone(session, write);
        }
    }

    /// <summary>Where not even a transaction can be begun, trying each write alone would only multiply the wait.</summary>
    private static bool TryBegin(WriteSession session, List<Write> group)
    {
        try
        {
            session.Execute("BEGIN IMMEDIATE");
            return true;
        }
        catch (SqliteException e)
        {
            foreach (var write in group) write.Fault = Translate(e);
            return false;
        }
    }

    /// <summary>Inside the group's transaction: a write that throws is undone to the point before it, and the others go on.</summary>
    private static void RunGuarded(WriteSession session, Write write)
    {
        session.Execute("SAVEPOINT one");
        try
        {
            write.Execute(session);
            session.Execute("RELEASE one");
        }
        catch (Exception e) when (session.InTransaction)
        {
            session.Clear();
            session.Execute("ROLLBACK TO one");
            session.Execute("RELEASE one");
            write.Fault = Translate(e);
        }
    }

    private static void WriteAlone(WriteSession session, Write write)
    {
        write.Fault = null;
        try
        {
            session.Execute("BEGIN IMMEDIATE");
            write.Execute(session);
            session.Execute("COMMIT");
        }
        catch (Exception e)
        {
            Undo(session);
            write.Fault = Translate(e);
        }
    }

    private static void Undo(WriteSession session)
    {
        session.Clear();
        session.LeaveNoTrace = false;
        if (session.InTransaction) session.Execute("ROLLBACK");
    }

    /// <summary>Empties the write-ahead log. A reader may hold it up; then the next automatic checkpoint does it.</summary>
    private void Scrub(WriteSession session)
    {
        session.LeaveNoTrace = false;
        try
        {
            session.Number("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteException e)
        {
            log.LogWarning("The write-ahead log could not be emptied now: {Code}", e.SqliteErrorCode);
        }
    }

    /// <summary>Tells what is wrong with the disk from what is wrong with a write.</summary>
    private static Exception Translate(Exception e) => (e as SqliteException ?? e.InnerException as SqliteException) is { SqliteErrorCode: 5 or 6 or 7 or 8 or 10 or 11 or 13 or 14 } sqlite
        ? new StorageUnavailableException($"the database cannot be written now (SQLite error {sqlite.SqliteErrorCode})", sqlite)
        : e;

    private abstract class Write
    {
        public Exception? Fault { get; set; }

        public abstract void Execute(WriteSession session);

        public abstract void Complete(ILogger log);
    }

    private sealed class Write<T>(Func<WriteSession, T> write, Action<T>? committed) : Write
    {
        private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? result;

        public Task<T> Task => completion.Task;

        public override void Execute(WriteSession session)
        {
            result = write(session);
            session.Clear();
        }

        public override void Complete(ILogger log)
        {
            if (Fault is not null)
            {
                completion.SetException(Fault);
                return;
            }

            try
            {
                committed?.Invoke(result!);
            }
            catch (Exception e)
            {
                log.LogError("What follows a commit failed: {Fault}", e.GetType().Name);
            }

            completion.SetResult(result!);
        }
    }
}
