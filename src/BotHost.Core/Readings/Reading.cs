using System.Collections.Immutable;
using BotHost.Core.Facts;

namespace BotHost.Core.Readings;

/// <summary>A stretch of the message (UTF-16 units). Invariant: inside the text, <c>text.Substring(Start, Length)</c> is the quote.</summary>
public readonly record struct TextSpan(int Start, int Length);

/// <summary>A fact read from one message, with the words that prove it (at least one span).</summary>
public sealed record StatedFact(string Id, FactValue Value, ImmutableArray<TextSpan> Spans);

/// <summary>Words that have two readings: asked back, never guessed (DESIGN §3b.7).</summary>
/// <param name="FactId">The fact in doubt.</param>
/// <param name="Candidates">What it could be; for a place, each with its code. Empty when only the question is open (an amount whose period is not clear).</param>
/// <param name="Span">The words.</param>
/// <param name="Why">Short key of the reason: <c>place-ambiguous</c>, <c>place-unknown</c>, <c>period</c>, <c>basis</c>, <c>nominal-age</c>, <c>out-of-range</c>, <c>two-readings</c>.</param>
public sealed record Doubt(string FactId, ImmutableArray<FactValue> Candidates, TextSpan Span, string Why);

/// <summary>How a message answers a question, apart from any fact in it.</summary>
public enum AnswerKind
{
    None,
    Yes,
    No,
    /// <summary>不知道, 记不清.</summary>
    Unknown,
    /// <summary>不想说.</summary>
    Declined,
    /// <summary>问问再说, 等会.</summary>
    Later,
}

/// <summary>Danger heard in a message.</summary>
/// <param name="Kind">One of <c>no_food, no_shelter, treatment_stopping, violence, suicide, medical_emergency, fire_or_flood</c>.</param>
/// <param name="Idiom">True when the words are usually only strong feeling (气死我了, 过不下去了): one soft check comes first.</param>
/// <param name="Span">The words.</param>
public sealed record UrgentWords(string Kind, bool Idiom, TextSpan Span);

/// <summary>What was heard in a recording.</summary>
/// <param name="Text">The words; empty when nothing was understood.</param>
/// <param name="Seconds">How long the recording is, where that is known.</param>
/// <param name="NotYet">True when the recording is still with its channel.</param>
public sealed record Heard(string Text, double? Seconds = null, bool NotYet = false);

/// <summary>What understanding made of one message. Stored with the turn; a replay uses it and never reads again.</summary>
public sealed record Reading
{
    /// <summary>An intent of facts.md; <c>none</c> when no intent is sure.</summary>
    public string Intent { get; init; } = "none";

    /// <summary>Calibrated confidence of <see cref="Intent"/>, 0–1.</summary>
    public double Confidence { get; init; }

    public ImmutableArray<StatedFact> Facts { get; init; } = [];

    public ImmutableArray<Doubt> Doubts { get; init; } = [];

    public AnswerKind Answer { get; init; }

    /// <summary>The quick reply that was meant (0-based), by digit, word or near-word; null when none was.</summary>
    public int? Choice { get; init; }

    /// <summary>The words put something right that was said before (不对,是三口).</summary>
    public bool Correction { get; init; }

    public UrgentWords? Urgent { get; init; }

    /// <summary>The words suggest that somebody else now holds the phone (我是他儿子).</summary>
    public bool OtherSpeaker { get; init; }

    /// <summary>What a question is about: a program id (<c>dibao</c>) or a term; null when none was named.</summary>
    public string? Topic { get; init; }

    /// <summary>Who read it: <c>rules</c>, or the model's name with the rules.</summary>
    public string Reader { get; init; } = "rules";

    /// <summary>What came of listening to a recording; null when the message was no recording.</summary>
    public Heard? Heard { get; init; }

    public static Reading Nothing { get; } = new();
}
