using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;

namespace BotHost.BackOffice;

/// <summary>What the sandbox plays.</summary>
internal enum SandboxMode
{
    Ok,
    /// <summary>Every call ends with 503 and nothing is kept.</summary>
    Failing,
    /// <summary>Keeps the claim at once but answers late: the caller does not learn that it was taken.</summary>
    Slow,
}

/// <summary>A claim that arrived at the sandbox.</summary>
/// <param name="Tries">How often it was sent under its key.</param>
internal sealed record ArrivedClaim(long Number, string Key, string ClaimId, byte[] Body, DateTimeOffset At, int Tries)
{
    public string Reference => "SB-" + Number.ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>What the sandbox back-office keeps: its own small SQLite file, apart from the host's. Bodies are personal data and encrypted.</summary>
internal sealed class SandboxStore : IDisposable
{
    private const string Tables = """
        PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
        CREATE TABLE IF NOT EXISTS arrivals (number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, claim_id TEXT NOT NULL, body BLOB NOT NULL, at TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 1);
        CREATE TABLE IF NOT EXISTS register (hash TEXT PRIMARY KEY, facts BLOB NOT NULL)
        """;

    private readonly SqliteConnection connection;
    private readonly IDataProtector protector;
    private readonly Lock gate = new();

    public SandboxStore(IConfiguration configuration, IDataProtectionProvider protection)
    {
        protector = protection.CreateProtector("sandbox-back-office");
        var folder = configuration["Storage:Directory"] is { Length: > 0 } configured ? configured : "data";
        Directory.CreateDirectory(folder);
        connection = new($"Data Source={Path.Combine(folder, "sandbox.db")};Pooling=False");
        connection.Open();
        Run(Tables);
    }

    public SandboxMode Mode { get; set; }

    /// <summary>Keeps a claim once, on disk when this returns. Null when the key was used for another body.</summary>
    public ArrivedClaim? Keep(string key, string claimId, byte[] body, DateTimeOffset at)
    {
        lock (gate)
        {
            if (Read("WHERE key = $key", ("$key", key)) is [var known])
            {
                if (!known.Body.AsSpan().SequenceEqual(body)) return null;
                Run("UPDATE arrivals SET tries = tries + 1 WHERE key = $key", ("$key", key));
                return known with { Tries = known.Tries + 1 };
            }

            Run("INSERT INTO arrivals (key, claim_id, body, at) VALUES ($key, $id, $body, $at)", ("$key", key), ("$id", claimId), ("$body", protector.Protect(body)), ("$at", at.ToString("O")));
            return Read("WHERE key = $key", ("$key", key)).Single();
        }
    }

    /// <summary>The newest claims first.</summary>
    public IReadOnlyList<ArrivedClaim> All()
    {
        lock (gate) return Read("ORDER BY number DESC LIMIT 200");
    }

    public ArrivedClaim? Find(long number)
    {
        lock (gate) return Read("WHERE number = $number", ("$number", number)).SingleOrDefault();
    }

    /// <summary>What the sandbox's register says about a resident: the body of <c>GET residents/{idHash}/facts</c>.</summary>
    public void Register(string idHash, byte[] facts)
    {
        lock (gate) Run("INSERT INTO register (hash, facts) VALUES ($hash, $facts) ON CONFLICT (hash) DO UPDATE SET facts = $facts", ("$hash", idHash), ("$facts", protector.Protect(facts)));
    }

    public byte[]? FindRegistered(string idHash)
    {
        lock (gate)
        {
            using var command = Command("SELECT facts FROM register WHERE hash = $hash", [("$hash", idHash)]);
            return command.ExecuteScalar() is byte[] kept ? protector.Unprotect(kept) : null;
        }
    }

    public void Dispose() => connection.Dispose();

    private List<ArrivedClaim> Read(string where, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var command = Command("SELECT number, key, claim_id, body, at, tries FROM arrivals " + where, values);
        using var row = command.ExecuteReader();
        var found = new List<ArrivedClaim>();
        while (row.Read()) found.Add(new(row.GetInt64(0), row.GetString(1), row.GetString(2), protector.Unprotect((byte[])row["body"]), DateTimeOffset.Parse(row.GetString(4), null), row.GetInt32(5)));
        return found;
    }

    private void Run(string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var command = Command(sql, values);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, ReadOnlySpan<(string Name, object Value)> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value);
        return command;
    }
}
