namespace BotHost.Understanding.Words;

/// <summary>A meaning that lexicon phrases stand for: <c>hardship.kind</c> / <c>illness</c>.</summary>
internal sealed record Meaning(string Group, string Entry);

/// <summary>A lexicon phrase found in a message.</summary>
/// <param name="Start">First character in the cleaned text.</param>
/// <param name="End">One past the last.</param>
/// <param name="Gapped">True when other words stand between its parts (儿子…给).</param>
internal sealed record Cue(Meaning Meaning, int Start, int End, bool Gapped = false)
{
    /// <summary>Where the part before its first gap ends.</summary>
    public int HeadEnd { get; init; } = End;

    /// <summary>Where the part behind its last gap begins; its start when it has no gap.</summary>
    public int TailStart { get; init; } = Start;

    public string Group => Meaning.Group;

    public string Entry => Meaning.Entry;

    public int Length => End - Start;

    public bool Is(string group, string entry) => Group == group && Entry == entry;
}
