using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace BotHost.Storage.Database;

/// <summary>Prepared statements of one connection, kept as long as it is open. Used by one thread at a time.</summary>
internal sealed class Statements : IDisposable
{
    private readonly Dictionary<string, sqlite3_stmt> prepared = new(ReferenceEqualityComparer.Instance as IEqualityComparer<string>);
    private readonly sqlite3 handle;

    /// <param name="connection">Open; closed by whoever opened it, after these.</param>
    public Statements(SqliteConnection connection) => handle = connection.Handle ?? throw new InvalidOperationException("the connection is not open");

    /// <summary>True while a transaction is open: an error like a full disk ends it behind our back.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(handle) == 0;

    /// <summary>Number of the row that was inserted last.</summary>
    public long LastInserted => raw.sqlite3_last_insert_rowid(handle);

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

    /// <summary>The first row; the default when there is none.</summary>
    /// <param name="read">May use the row only until it returns.</param>
    public T? First<T>(string sql, Func<Row, T> read, params ReadOnlySpan<object?> values)
    {
        var statement = Bind(sql, values);
        try
        {
            return Step(statement) ? read(new(statement)) : default;
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }

    /// <summary>All rows, in the statement's order.</summary>
    /// <inheritdoc cref="First"/>
    public List<T> All<T>(string sql, Func<Row, T> read, params ReadOnlySpan<object?> values)
    {
        var (statement, rows) = (Bind(sql, values), new List<T>());
        try
        {
            while (Step(statement)) rows.Add(read(new(statement)));
            return rows;
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }

    public void Dispose()
    {
        foreach (var statement in prepared.Values) statement.Dispose();
        prepared.Clear();
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

    /// <summary>The row a statement stands on. Columns count from 0.</summary>
    internal readonly struct Row(sqlite3_stmt statement)
    {
        public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

        public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

        public long Number(int column) => raw.sqlite3_column_int64(statement, column);

        public byte[] Bytes(int column) => raw.sqlite3_column_blob(statement, column).ToArray();

        public DateTimeOffset At(int column) => DateTimeOffset.FromUnixTimeMilliseconds(Number(column));
    }
}
