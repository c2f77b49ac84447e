using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace BotHost.Storage.Database;

/// <summary>
/// Connections for what every turn reads, each with its statements prepared: a handful of small look-ups through EF Core cost more than the
/// rest of the turn. They see what is committed, and can write nothing.
/// </summary>
internal sealed class Reads(IOptions<StorageOptions> options) : IDisposable
{
    /// <summary>More than these at the same time are opened for once.</summary>
    private const int MostKept = 16;

    private readonly ConcurrentBag<Reader> idle = [];
    private bool disposed;

    /// <summary>Runs look-ups on one connection. Each sees the last commit before it; together they are no snapshot.</summary>
    public T Run<T>(Func<Statements, T> read)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        var reader = idle.TryTake(out var kept) ? kept : new(SqliteSetup.OpenReader(options.Value));
        try
        {
            return read(reader.Statements);
        }
        finally
        {
            if (disposed || idle.Count >= MostKept) reader.Dispose();
            else idle.Add(reader);
        }
    }

    public void Dispose()
    {
        disposed = true;
        while (idle.TryTake(out var reader)) reader.Dispose();
    }

    private sealed class Reader(SqliteConnection connection) : IDisposable
    {
        public Statements Statements { get; } = new(connection);

        public void Dispose()
        {
            Statements.Dispose();
            connection.Dispose();
        }
    }
}
