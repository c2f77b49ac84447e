using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Benchmarks;

/// <summary>One writer and one transaction for all that wait, one row each: as fast as requests can be made durable on this machine when nothing else is done for them.</summary>
public sealed class GroupCommitFloor : IDisposable
{
    private readonly BlockingCollection<(string Text, TaskCompletionSource Done)> queue = [];
    private readonly Thread writer;

    public GroupCommitFloor(string path)
    {
        writer = new(() => Write(path)) { IsBackground = true };
        writer.Start();
    }

    public Task StoreAsync(string text)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        queue.Add((text, done));
        return done.Task;
    }

    public void Dispose()
    {
        queue.CompleteAdding();
        writer.Join();
        queue.Dispose();
    }

    private void Write(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE rows (id INTEGER PRIMARY KEY, text TEXT)");
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO rows (text) VALUES ($text)";
        var text = insert.Parameters.Add("$text", SqliteType.Text);
        var group = new List<(string Text, TaskCompletionSource Done)>();
        foreach (var first in queue.GetConsumingEnumerable())
        {
            group.Add(first);
            while (group.Count < 400 && queue.TryTake(out var more)) group.Add(more);
            using (var transaction = connection.BeginTransaction())
            {
                insert.Transaction = transaction;
                foreach (var waiting in group)
                {
                    text.Value = waiting.Text;
                    insert.ExecuteNonQuery();
                }

                transaction.Commit();
            }

            foreach (var waiting in group) waiting.Done.SetResult();
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
