using System.Collections.Concurrent;
using System.Security.Cryptography;
using BotHost.Storage.Database;
using Microsoft.AspNetCore.DataProtection;

namespace BotHost.Storage.Encryption;

/// <summary>
/// The data keys: made here, wrapped by the host's data-protection keys, kept unwrapped in memory only. A key that was deleted with its
/// row is gone for good, and with it everything it sealed.
/// </summary>
internal sealed class KeyRing(IDataProtectionProvider protection, Reads reads)
{
    /// <summary>About 5 MB of keys; beyond that the memory is emptied and fills again.</summary>
    private const int MostKept = 40_000;
    private const int KeySize = 32;

    private const string FindAccountKey = "SELECT data_key FROM accounts WHERE id = ?1";

    private const string FindSubjectKey = "SELECT data_key FROM subjects WHERE id = ?1";

    private readonly IDataProtector protector = protection.CreateProtector("BotHost.Storage.DataKeys.v1");
    private readonly ConcurrentDictionary<string, DataKey> accounts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DataKey> subjects = new(StringComparer.Ordinal);

    /// <summary>The account's key; a new one, not stored yet, for an account that was never seen.</summary>
    public ValueTask<DataKey> AccountAsync(string accountId, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (accounts.TryGetValue(accountId, out var known)) return new(known);
        var wrapped = reads.Run(statements => statements.First(FindAccountKey, row => row.Bytes(0), accountId));
        return new(Keep(accounts, accountId, wrapped is null ? Create() : Unwrap(wrapped)));
    }

    /// <summary>The subject's key; null when the subject was forgotten.</summary>
    public ValueTask<DataKey?> SubjectAsync(string subjectId, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (subjects.TryGetValue(subjectId, out var known)) return new(known);
        var wrapped = reads.Run(statements => statements.First(FindSubjectKey, row => row.Bytes(0), subjectId));
        return new(wrapped is null ? null : Keep(subjects, subjectId, Unwrap(wrapped)));
    }

    public DataKey Account(string accountId, byte[] wrapped) => accounts.TryGetValue(accountId, out var known) ? known : Keep(accounts, accountId, Unwrap(wrapped));

    public DataKey Subject(string subjectId, byte[] wrapped) => subjects.TryGetValue(subjectId, out var known) ? known : Keep(subjects, subjectId, Unwrap(wrapped));

    /// <summary>A new key, known to nobody until the caller stores it.</summary>
    public DataKey Create()
    {
        var key = RandomNumberGenerator.GetBytes(KeySize);
        return new(key, protector.Protect(key));
    }

    /// <summary>Drops a key from memory: the subject was forgotten, or a stored key turned out to be another one.</summary>
    public void ForgetSubject(string subjectId) => subjects.TryRemove(subjectId, out _);

    /// <inheritdoc cref="ForgetSubject"/>
    public void ForgetAccount(string accountId) => accounts.TryRemove(accountId, out _);

    private DataKey Unwrap(byte[] wrapped) => new(protector.Unprotect(wrapped), wrapped);

    private static DataKey Keep(ConcurrentDictionary<string, DataKey> kept, string id, DataKey key)
    {
        if (kept.Count >= MostKept) kept.Clear();
        return kept.GetOrAdd(id, key);
    }
}
