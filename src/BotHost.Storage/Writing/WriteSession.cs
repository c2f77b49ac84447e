using BotHost.Storage.Database;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace BotHost.Storage.Writing;

/// <summary>
/// The writer's connection inside a transaction. Rows that every turn writes go through prepared statements; everything rarer through
/// <see cref="Db"/>, which shares the connection and therefore the transaction. Used by one thread only.
/// </summary>
internal sealed class WriteSession : IDisposable
{
    private readonly Dictionary<string, sqlite3_stmt> prepared = new(ReferenceEqualityComparer.Instance as IEqualityComparer<string>);
    private readonly SqliteConnection connection;
    private readonly sqlite3 handle;
    private readonly Func<SqliteConnection, BotHostDb> newContext;
    private BotHostDb? context;

    public WriteSession(SqliteConnection connection, Func<SqliteConnection, BotHostDb> newContext)
    {
        this.connection = connection;
        this.newContext = newContext;
        handle = connection.Handle ?? throw new InvalidOperationException("the writer's connection is not open");
    }

    /// <summary>The same transaction through EF Core. Save before the write ends; nothing stays tracked afterwards.</summary>
    public BotHostDb Db => context ??= newContext(connection);

    /// <summary>Set by a write that deleted something which must not survive in the write-ahead log.</summary>
    public bool LeaveNoTrace { get; set; }

    /// <summary>True while the transaction is open: an error like a full disk ends it behind our back.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(handle) == 0;

    /// <summary>Runs a statement and returns the number of rows it changed.</summary>
    /// <param name="sql">A constant: statements are kept prepared by identity.</param>
    /// <param name="values">For <c>?1, ?2 …</c>: null, text, whole numbers, booleans, instants, bytes.</param>
    public int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        var statement = Bind(sql, values);
        try
        {
            Check(raw.sqlite3_step(statement), raw.SQLITE_DONE);
            return raw.sqlite3_changes(handle);
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }

    /// <summary>Number of the row that was inserted last.</summary>
    public long LastInserted => raw.sqlite3_last_insert_rowid(handle);

    /// <summary>The first column of the first row as a whole number; null when there is none.</summary>
    public long? Number(string sql, params ReadOnlySpan<object?> values)
    {
        var statement = Bind(sql, values);
        try
        {
            return Step(statement) && raw.sqlite3_column_type(statement, 0) != raw.SQLITE_NULL ? raw.sqlite3_column_int64(statement, 0) : null;
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }

    /// <summary>The first column of the first row as bytes; null when there is none.</summary>
    public byte[]? Bytes(string sql, params ReadOnlySpan<object?> values)
    {
        var statement = Bind(sql, values);
        try
        {
            return Step(statement) && raw.sqlite3_column_type(statement, 0) != raw.SQLITE_NULL ? raw.sqlite3_column_blob(statement, 0).ToArray() : null;
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }

    /// <summary>Forgets what EF Core tracked.</summary>
    public void Clear() => context?.ChangeTracker.Clear();

    public void Dispose()
    {
        foreach (var statement in prepared.Values) statement.Dispose();
        context?.Dispose();
        connection.Dispose();
    }

    private bool Step(sqlite3_stmt statement)
    {
        var code = raw.sqlite3_step(statement);
        if (code == raw.SQLITE_DONE) return false;
        Check(code, raw.SQLITE_ROW);
        return true;
    }

    private sqlite3_stmt Bind(string sql, ReadOnlySpan<object?> values)
    {
        if (!prepared.TryGetValue(sql, out var statement))
        {
            Check(raw.sqlite3_prepare_v3(handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement), raw.SQLITE_OK);
            prepared.Add(sql, statement);
        }

        for (var i = 0; i < values.Length; i++) Check(Bind(statement, i + 1, values[i]), raw.SQLITE_OK);
        return statement;
    }

    private static int Bind(sqlite3_stmt statement, int index, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(statement, index),
        string text => raw.sqlite3_bind_text(statement, index, text),
        byte[] bytes => raw.sqlite3_bind_blob(statement, index, bytes),
        long number => raw.sqlite3_bind_int64(statement, index, number),
        int number => raw.sqlite3_bind_int64(statement, index, number),
        bool flag => raw.sqlite3_bind_int64(statement, index, flag ? 1 : 0),
        DateTimeOffset at => raw.sqlite3_bind_int64(statement, index, at.ToUnixTimeMilliseconds()),
        Enum member => raw.sqlite3_bind_int64(statement, index, Convert.ToInt64(member, System.Globalization.CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException($"{value.GetType().Name} cannot be stored", nameof(value)),
    };

    private void Check(int code, int expected)
    {
        if (code != expected) throw new SqliteException($"SQLite: {raw.sqlite3_errmsg(handle).utf8_to_string()}", code, raw.sqlite3_extended_errcode(handle));
    }
}
