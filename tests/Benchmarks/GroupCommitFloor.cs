using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Benchmarks;

/// <summary>The second floor: many waiting callers, one writer, one transaction for all that wait; one row each, no HTTP, no encryption, no grain.</summary>
public static class GroupCommitFloor
{
    public static async Task<double> CommitsPerSecondAsync(string directory, int callers, TimeSpan duration)
    {
        using var queue = new BlockingCollection<TaskCompletionSource>();
        var writer = new Thread(() => Write(Path.Combine(directory, "group.db"), queue));
        writer.Start();
        var (clock, done) = (Stopwatch.StartNew(), 0L);
        await Task.WhenAll(Enumerable.Range(0, callers).Select(async _ =>
        {
            while (clock.Elapsed < duration)
            {
                var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                queue.Add(waiting);
                await waiting.Task;
                Interlocked.Increment(ref done);
            }
        }));
        var rate = done / clock.Elapsed.TotalSeconds;
        queue.CompleteAdding();
        writer.Join();
        return rate;
    }

    private static void Write(string path, BlockingCollection<TaskCompletionSource> queue)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE rows (id INTEGER PRIMARY KEY, text TEXT)");
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO rows (text) VALUES ($text)";
        var text = insert.Parameters.Add("$text", SqliteType.Text);
        var group = new List<TaskCompletionSource>();
        foreach (var first in queue.GetConsumingEnumerable())
        {
            group.Add(first);
            while (group.Count < 400 && queue.TryTake(out var more)) group.Add(more);
            using (var transaction = connection.BeginTransaction())
            {
                insert.Transaction = transaction;
                foreach (var _ in group)
                {
                    text.Value = "家里五口人,两个孩子上学";
                    insert.ExecuteNonQuery();
                }

                transaction.Commit();
            }

            foreach (var waiting in group) waiting.SetResult();
            group.Clear();
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
