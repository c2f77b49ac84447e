using System.Collections.Concurrent;
using BotHost.Storage.Database;

namespace BotHost.Storage.Conversations;

/// <summary>Which account a conversation belongs to, and its last inbound message: kept in memory, so that a turn need not ask for it.</summary>
internal sealed class ConversationDirectory(Reads reads)
{
    /// <summary>About 20 MB; beyond that the memory is emptied and fills again.</summary>
    private const int MostKept = 100_000;

    private const string FindAccount = "SELECT account_id FROM conversations WHERE id = ?1";

    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);

    /// <summary>True when conversation and account are known to be stored, with the place where they are answered.</summary>
    public bool Knows(string conversationId, string accountId, string? replyTo) =>
        entries.TryGetValue(conversationId, out var entry) && entry.AccountId == accountId && (replyTo is null || entry.ReplyTo == string.GetHashCode(replyTo, StringComparison.Ordinal));

    /// <summary>The account; null when nothing was ever accepted for the conversation.</summary>
    public ValueTask<string?> AccountOfAsync(string conversationId, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (entries.TryGetValue(conversationId, out var known)) return new(known.AccountId);
        var accountId = reads.Run(statements => statements.First(FindAccount, row => row.Text(0), conversationId));
        if (accountId is not null) Keep(conversationId, new(accountId, null));
        return new(accountId);
    }

    /// <summary>Notes a committed inbound message and returns the one before it: 0 when there was none, null when that is not known. Called by the writer only, in order.</summary>
    public long? Advance(string conversationId, string accountId, long sequence, bool isFirst, string? replyTo)
    {
        var known = entries.GetValueOrDefault(conversationId);
        Keep(conversationId, new(known?.AccountId ?? accountId, sequence)
        {
            ReplyTo = replyTo is null ? known?.ReplyTo : string.GetHashCode(replyTo, StringComparison.Ordinal),
        });
        return isFirst ? 0 : known?.Last;
    }

    private void Keep(string conversationId, Entry entry)
    {
        if (entries.Count >= MostKept) entries.Clear();
        entries[conversationId] = entry;
    }

    private sealed record Entry(string AccountId, long? Last)
    {
        /// <summary>Hash of the place where the account is answered: enough to see that it moved.</summary>
        public int? ReplyTo { get; init; }
    }
}
