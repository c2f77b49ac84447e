using BotHost.Storage.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace BotHost.Storage.Database;

/// <summary>How the SQLite file is opened.</summary>
internal static class SqliteSetup
{
    /// <summary>
    /// A commit is on disk when it returns (<c>FULL</c>), and what is deleted is overwritten. The log is folded back every 32 MB or so: more often
    /// costs throughput, more rarely costs reading.
    /// </summary>
    private const string WriterPragmas = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA busy_timeout = 10000;
        PRAGMA secure_delete = ON;
        PRAGMA cache_size = -16000;
        PRAGMA temp_store = MEMORY;
        PRAGMA wal_autocheckpoint = 8000;
        PRAGMA journal_size_limit = 67108864;
        """;

    public static string ConnectionString(StorageOptions options) => options.ConnectionString is { Length: > 0 } given ? given
        : new SqliteConnectionStringBuilder { DataSource = Path.Combine(Path.GetFullPath(options.Directory), "bothost.db"), DefaultTimeout = 10 }.ToString();

    /// <summary>Sees what is committed, and can write nothing. Not from the pool, like the writer: its statements stay prepared.</summary>
    public static SqliteConnection OpenReader(StorageOptions options)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(ConnectionString(options)) { Pooling = false }.ToString());
        connection.Open();
        using var pragmas = connection.CreateCommand();
        pragmas.CommandText = "PRAGMA query_only = ON; PRAGMA busy_timeout = 10000;";
        pragmas.ExecuteNonQuery();
        return connection;
    }

    public static WriteSession OpenWriter(StorageOptions options)
    {
        // Not from the pool: the pragmas above are for this connection alone.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(ConnectionString(options)) { Pooling = false }.ToString());
        connection.Open();
        using (var pragmas = connection.CreateCommand())
        {
            pragmas.CommandText = WriterPragmas;
            pragmas.ExecuteNonQuery();
        }

        return new(connection, shared =>
        {
            var context = new BotHostDb(new DbContextOptionsBuilder<BotHostDb>().UseSqlite(shared).Options);
            // The transaction is the writer's own.
            context.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
            context.Database.AutoSavepointsEnabled = false;
            return context;
        });
    }
}
