namespace BotHost.Core.Eligibility;

/// <summary>A program that came to look likely for somebody because rules or amounts changed, which a person said they shall be told of.</summary>
/// <param name="ChangeId">The change of content that turned it.</param>
/// <param name="Program">Id of the program.</param>
public sealed record Gain(string ChangeId, string SubjectId, string Program);

/// <summary>What became of telling somebody.</summary>
public enum GainAnswer
{
    /// <summary>Nothing was said: they want no messages, or it does not look likely any more.</summary>
    Stopped,
    /// <summary>The words were shown to somebody who gave the short code.</summary>
    Read,
    /// <summary>They asked for it to be put forward.</summary>
    Wanted,
    /// <summary>They do not want it.</summary>
    Declined,
}
