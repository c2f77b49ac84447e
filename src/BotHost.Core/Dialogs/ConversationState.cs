using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BotHost.Core.Desk;
using BotHost.Core.Eligibility;
using BotHost.Core.Facts;
using BotHost.Core.Media;
using BotHost.Core.Offers;
using BotHost.Core.Readings;

namespace BotHost.Core.Dialogs;

/// <summary>Everything a conversation remembers between turns, apart from the records that belong to subjects. Immutable; serialised after each turn.</summary>
public sealed record ConversationState
{
    public required string Id { get; init; }

    public required string Channel { get; init; }

    /// <summary>Number of turns taken; the store refuses a commit that was not made from the latest.</summary>
    public int Turn { get; init; }

    /// <summary>Whom the facts of this conversation are about now; null before consent.</summary>
    public string? SubjectId { get; init; }

    /// <summary>True when this speaker has shown that they may see the subject's status: consented in this sitting, or gave the short code.</summary>
    public bool Verified { get; init; }

    public DateTimeOffset? LastHeardAt { get; init; }

    /// <summary>Open dialogs, the current one last.</summary>
    public ImmutableList<DialogFrame> Frames { get; init; } = [];

    /// <summary>What was said before a yes: nobody reads it, and it is wiped at no or after 72 hours (DESIGN §3b.5).</summary>
    public ImmutableDictionary<string, Fact> Quarantine { get; init; } = ImmutableDictionary<string, Fact>.Empty;

    /// <summary>Photos and recordings that no claim has taken yet; before a yes they are as quarantined as the words.</summary>
    public ImmutableList<WaitingMedium> Media { get; init; } = [];

    /// <summary>Jobs and courses that wait for the resident's answer.</summary>
    public ImmutableList<Offer> Offers { get; init; } = [];

    /// <summary>What they said yes to and are asked after.</summary>
    public ImmutableList<FollowedOffer> Followed { get; init; } = [];

    /// <summary>What a change of rules brought the subjects of this conversation, and nobody has looked at.</summary>
    public ImmutableList<Gain> Gains { get; init; } = [];

    /// <summary>The question that is open; null when nothing was asked.</summary>
    public Question? Question { get; init; }

    /// <summary>The question before it, for an answer that comes late (a button of yesterday).</summary>
    public Question? Previous { get; init; }

    /// <summary>A message that waits until we know who is speaking.</summary>
    public HeldMessage? Held { get; init; }

    /// <summary>True while a person speaks in this conversation and the bot is silent.</summary>
    public bool WithHuman { get; init; }

    /// <summary>Escalations under which a person speaks here now; more than one cadre may.</summary>
    public ImmutableHashSet<string> SpeakingUnder { get; init; } = [];

    /// <summary>True when there is news that the resident has not heard, because a person was speaking.</summary>
    public bool NewsWaiting { get; init; }

    /// <summary>True once somebody was told here what a program looks like: a fact changed after that keeps what it was before.</summary>
    public bool OutcomeShown { get; init; }

    /// <summary>Recordings in a row that nobody could make words of.</summary>
    public int Unheard { get; init; }

    /// <summary>Wrong short codes given since the last right one.</summary>
    public int CodeFailures { get; init; }

    /// <summary>When it may be tried again after too many wrong short codes.</summary>
    public DateTimeOffset? CodeLockedUntil { get; init; }

    /// <summary>True once the resident asked not to be written to.</summary>
    public bool Unsubscribed { get; init; }

    /// <summary>True while the account has closed its channel (unfollowed, blocked).</summary>
    public bool Left { get; init; }

    /// <summary>False where nothing may be sent that was not asked for.</summary>
    [JsonIgnore]
    public bool MayBeOffered => !Unsubscribed && !Left;

    /// <summary>What a cadre's chat remembers; null in a resident's conversation.</summary>
    public DeskState? Desk { get; init; }

    public static ConversationState New(string id, string channel) => new() { Id = id, Channel = channel };
}

/// <summary>One open dialog. It runs to its end on the content version it started with.</summary>
/// <param name="Dialog">Name of the dialog.</param>
/// <param name="ContentVersion">Hash of the content it runs on.</param>
/// <param name="Step">Where in the dialog we are; meaning belongs to the dialog's runner.</param>
public sealed record DialogFrame(string Dialog, string ContentVersion, string Step = "")
{
    /// <summary>Facts asked in this dialog, in order: what 返回 walks back through.</summary>
    public ImmutableList<string> Asked { get; init; } = [];

    /// <summary>Facts to ask again even though they are known (返回, a correction).</summary>
    public ImmutableHashSet<string> Again { get; init; } = [];

    /// <summary>Number of questions announced at the start; 0 before.</summary>
    public int Announced { get; init; }

    /// <summary>Small things the runner must remember (the claim being amended, the purpose being asked).</summary>
    public ImmutableDictionary<string, string> Notes { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>A question as it was put.</summary>
/// <param name="Key">What is asked: a fact id, or a step of the dialog (<c>consent.personal-data</c>).</param>
/// <param name="Choices">The quick replies offered; empty for an open question.</param>
/// <param name="Attempts">How often it was put.</param>
/// <param name="AskedAt">When it was put last.</param>
public sealed record Question(string Key, ImmutableArray<Choice> Choices, int Attempts, DateTimeOffset AskedAt);

/// <summary>One quick reply.</summary>
/// <param name="Value">What it stands for (an option of a fact, <c>yes</c>, <c>no</c>).</param>
/// <param name="Label">What the resident sees and may type.</param>
public sealed record Choice(string Value, string Label);

/// <summary>A message that was heard but not yet used.</summary>
/// <param name="Open">The question it answered, which is open again when the message is taken up.</param>
public sealed record HeldMessage(string ActivityId, string Text, Reading Reading, Question? Open = null)
{
    /// <summary>Set when the words were spoken.</summary>
    public Facts.Speech? Speech { get; init; }
}
