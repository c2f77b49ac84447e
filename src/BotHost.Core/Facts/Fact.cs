using System.Collections.Immutable;

namespace BotHost.Core.Facts;

/// <summary>How sure we are of a fact, and who said so (facts.md).</summary>
public enum FactState
{
    Stated,
    /// <summary>Read back and agreed to.</summary>
    Confirmed,
    /// <summary>Asked; the answer was 不知道.</summary>
    AskedUnknown,
    /// <summary>Asked; the answer was 不想说.</summary>
    Declined,
    /// <summary>From an official register.</summary>
    Register,
    /// <summary>Put right by a reviewer.</summary>
    Corrected,
    /// <summary>Computed from other facts.</summary>
    Derived,
}

/// <summary>Where a fact came from: the words of a message, or the person or register that supplied it.</summary>
/// <param name="ActivityId">The message; empty for a register or a reviewer.</param>
/// <param name="Start">First character of the quote in that message (UTF-16 units).</param>
/// <param name="Length">Length of the quote.</param>
/// <param name="Quote">The words themselves, equal to the message at that place.</param>
/// <param name="By">Who supplied it, when it was not said in the conversation (a reviewer's account, a register's name).</param>
public sealed record Evidence(string ActivityId, int Start, int Length, string Quote, string? By = null)
{
    /// <summary>The recording the words were heard in; null when they were written.</summary>
    public Speech? Speech { get; init; }
}

/// <summary>A recording in which something was said.</summary>
/// <param name="MediumId">Id of the recording; empty where the channel gave its words only.</param>
/// <param name="Seconds">The words lie between its beginning and here; null when unknown.</param>
public sealed record Speech(string MediumId, double? Seconds);

/// <summary>What is known about a subject, with the proof.</summary>
/// <param name="Id">Id from the catalogue.</param>
/// <param name="Value">Null exactly when the state is <see cref="FactState.AskedUnknown"/> or <see cref="FactState.Declined"/>.</param>
public sealed record Fact(string Id, FactValue? Value, FactState State, ImmutableArray<Evidence> Evidence, DateTimeOffset At)
{
    /// <summary>What it was before, oldest first, as far as it was changed after somebody had been told what a program looks like. For the reviewer; no reproach.</summary>
    public ImmutableArray<FactValue> Earlier { get; init; } = [];

    /// <summary>True when there is a value to work with.</summary>
    public bool IsKnown => Value is not null;

    public bool Equals(Fact? other) => other is not null && Id == other.Id && Equals(Value, other.Value) && State == other.State
        && At == other.At && Evidence.SequenceEqual(other.Evidence) && Earlier.AsSpan().SequenceEqual(other.Earlier.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Id, Value, State, At);
}
