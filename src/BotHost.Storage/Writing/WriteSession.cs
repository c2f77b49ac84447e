using BotHost.Storage.Database;
using Microsoft.Data.Sqlite;

namespace BotHost.Storage.Writing;

/// <summary>
/// The writer's connection inside a transaction. Rows that every turn writes go through prepared statements; everything rarer through
/// <see cref="Db"/>, which shares the connection and therefore the transaction. Used by one thread only.
/// </summary>
internal sealed class WriteSession(SqliteConnection connection, Func<SqliteConnection, BotHostDb> newContext) : IDisposable
{
    private readonly Statements statements = new(connection);
    private BotHostDb? context;

    /// <summary>The same transaction through EF Core. Save before the write ends; nothing stays tracked afterwards.</summary>
    public BotHostDb Db => context ??= newContext(connection);

    /// <summary>Set by a write that deleted something which must not survive in the write-ahead log.</summary>
    public bool LeaveNoTrace { get; set; }

    /// <inheritdoc cref="Statements.InTransaction"/>
    public bool InTransaction => statements.InTransaction;

    /// <inheritdoc cref="Statements.LastInserted"/>
    public long LastInserted => statements.LastInserted;

    /// <inheritdoc cref="Statements.Execute"/>
    public int Execute(string sql, params ReadOnlySpan<object?> values) => statements.Execute(sql, values);

    /// <summary>The first column of the first row as a whole number; null when there is none.</summary>
    public long? Number(string sql, params ReadOnlySpan<object?> values) => statements.First<long?>(sql, row => row.IsNull(0) ? null : row.Number(0), values);

    /// <summary>The first column of the first row as bytes; null when there is none.</summary>
    public byte[]? Bytes(string sql, params ReadOnlySpan<object?> values) => statements.First(sql, row => row.IsNull(0) ? null : row.Bytes(0), values);

    /// <summary>Forgets what EF Core tracked.</summary>
    public void Clear() => context?.ChangeTracker.Clear();

    public void Dispose()
    {
        statements.Dispose();
        context?.Dispose();
        connection.Dispose();
    }
}
