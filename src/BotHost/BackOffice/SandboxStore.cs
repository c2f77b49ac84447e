using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace BotHost.BackOffice;

/// <summary>A claim that arrived at the sandbox.</summary>
internal sealed record ArrivedClaim(long Number, string Key, string ClaimId, string Body, DateTimeOffset At, int Tries);

/// <summary>What the sandbox back-office keeps: its own small SQLite file, apart from the host's.</summary>
internal sealed class SandboxStore : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Lock gate = new();

    public SandboxStore(IConfiguration configuration)
    {
        var folder = configuration["Storage:Directory"] is { Length: > 0 } configured ? configured : "data";
        Directory.CreateDirectory(folder);
        connection = new($"Data Source={Path.Combine(folder, "sandbox.db")}");
        connection.Open();
        Run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS claims (number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, claim_id TEXT NOT NULL, body TEXT NOT NULL, at TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 1)");
    }

    /// <summary><c>ok</c>, <c>failing</c> or <c>slow</c>: what the sandbox plays.</summary>
    public string Mode { get; set; } = "ok";

    /// <summary>Keeps a claim once. Null when the key was used for another body.</summary>
    public ArrivedClaim? Keep(string key, string claimId, string body, DateTimeOffset at)
    {
        lock (gate)
        {
            Run("INSERT INTO claims (key, claim_id, body, at) VALUES ($key, $id, $body, $at) ON CONFLICT (key) DO UPDATE SET tries = tries + 1",
                ("$key", key), ("$id", claimId), ("$body", body), ("$at", at.ToString("O")));
            var kept = Read("WHERE key = $key", ("$key", key)).Single();
            return kept.Body == body ? kept : null;
        }
    }

    public IReadOnlyList<ArrivedClaim> All()
    {
        lock (gate) return Read("ORDER BY number DESC LIMIT 500");
    }

    public ArrivedClaim? Find(long number)
    {
        lock (gate) return Read("WHERE number = $number", ("$number", number)).SingleOrDefault();
    }

    public void Dispose() => connection.Dispose();

    private List<ArrivedClaim> Read(string where, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var command = Command("SELECT number, key, claim_id, body, at, tries FROM claims " + where, values);
        using var row = command.ExecuteReader();
        var found = new List<ArrivedClaim>();
        while (row.Read()) found.Add(new(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), DateTimeOffset.Parse(row.GetString(4), null), row.GetInt32(5)));
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
