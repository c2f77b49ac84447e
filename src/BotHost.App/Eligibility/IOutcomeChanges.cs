using System.Collections.Immutable;
using BotHost.App.Conversations;
using BotHost.Core.Claims;
using BotHost.Core.Eligibility;
using BotHost.Core.Facts;

namespace BotHost.App.Eligibility;

/// <summary>A change of content whose effect on what people told us is being worked out.</summary>
/// <param name="Cursor">The last subject that was looked at; empty at the beginning.</param>
public sealed record OpenChange(string Id, string Before, string After, string Cursor);

/// <summary>What somebody told us, with the claim that says where it belongs and who may know.</summary>
public sealed record StoredHousehold(string SubjectId, string ClaimId, string Place, Audience Audience, ImmutableDictionary<string, FactValue> Facts);

/// <summary>What was found about one subject.</summary>
public sealed record TurnedHousehold(StoredHousehold Household, ImmutableArray<TurnedOutcome> Outcomes);

/// <summary>Where a turned outcome stands.</summary>
public enum TurnedState
{
    /// <summary>Nobody has looked yet.</summary>
    Waiting,
    /// <summary>A person says that they shall be told. Only those who gain can come here.</summary>
    Approved,
    /// <summary>A person says that they shall not be told, or has seen to it.</summary>
    Settled,
    /// <summary>News of it went to their conversation.</summary>
    Told,
    /// <summary>They looked at it.</summary>
    Read,
    /// <summary>They asked for it to be put forward.</summary>
    Wanted,
    /// <summary>They do not want it.</summary>
    Declined,
    /// <summary>They were not told after all: no chat of theirs is known, they want no messages, or it does not hold any more.</summary>
    Stopped,
}

/// <summary>What one person is to be told now, together.</summary>
/// <param name="Key">Names this news and no other, and says nothing.</param>
/// <param name="ConversationId">Where they were spoken of last; null when nobody's chat knows them.</param>
public sealed record DueGains(string SubjectId, string Key, string? ConversationId, ImmutableArray<Gain> Gains);

/// <summary>One line of the list.</summary>
public sealed record TurnedLine(string ChangeId, string SubjectId, string ClaimId, string Place, TurnedOutcome Outcome, TurnedState State, string? DecidedBy);

/// <summary>A page of the list and how many lines the reviewer may know of in all.</summary>
public sealed record TurnedPage(IReadOnlyList<TurnedLine> Lines, int Total);

/// <summary>Changes of content and whose outcome they turn. Lines obey the audience of the claim they stand beside.</summary>
public interface IOutcomeChanges
{
    /// <summary>Notes that this content is live now; a change to work out when another one was before. Doing it again changes nothing.</summary>
    Task BeginAsync(string hash, string changeId, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>The oldest change that is not worked out yet; null when there is none.</summary>
    Task<OpenChange?> OpenAsync(CancellationToken cancellation);

    /// <summary>The next subjects after the cursor, in a fixed order. Private leads and complaints are nobody's to list: they are left out.</summary>
    Task<(IReadOnlyList<StoredHousehold> Households, string Cursor, bool Last)> PageAsync(string cursor, int take, CancellationToken cancellation);

    /// <summary>Keeps what a page turned and moves the cursor, in one transaction; a page that was kept already is not kept twice.</summary>
    Task KeepAsync(OpenChange change, IReadOnlyList<TurnedHousehold> turned, string cursor, bool done, DateTimeOffset at, CancellationToken cancellation);

    Task<TurnedPage> ListAsync(Reviewer reviewer, bool gains, TurnedState state, int skip, int take, CancellationToken cancellation);

    /// <summary>How many lines of those who gain stand where, of those the reviewer may know of.</summary>
    Task<IReadOnlyDictionary<TurnedState, int>> CountAsync(Reviewer reviewer, CancellationToken cancellation);

    /// <summary>People with approved lines who have not been told, at most so many; each person's lines together.</summary>
    Task<IReadOnlyList<DueGains>> DueAsync(int people, CancellationToken cancellation);

    /// <summary>Marks the lines as told and puts the news into the conversation's inbox, in one transaction; without a conversation they are stopped. False when they were told already.</summary>
    Task<bool> SendAsync(DueGains due, InboundActivity? outcomesTurned, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Sets the state of a waiting line that the reviewer may know of, with an audit entry. False when there is none, or somebody was first.</summary>
    Task<bool> DecideAsync(string changeId, string subjectId, string program, TurnedState state, Reviewer reviewer, DateTimeOffset at, CancellationToken cancellation);
}
