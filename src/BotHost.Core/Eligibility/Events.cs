using BotHost.Core.Facts;

namespace BotHost.Core.Eligibility;

/// <summary>What happened, from the event as told or from the kinds of hardship named.</summary>
internal static class Events
{
    private static readonly string[] SuddenKinds = ["accident", "disaster", "death"];

    public static Derivation Field(Circumstances c, string field) =>
        c.Find("event") is FactValue.Object what && what.Fields.TryGetValue(field, out var value) ? new(value, [], ["event"]) : Derivation.Unknown("event");

    /// <summary>The kind of the event; without one, the only kind of hardship there is, or the sudden one among several.</summary>
    public static Derivation Kind(Circumstances c)
    {
        if (Field(c, "kind") is { Value: not null } told) return told;
        if (c.Find("hardship.kind") is not FactValue.Set kinds) return Derivation.Unknown("hardship.kind");
        var kind = SuddenKinds.FirstOrDefault(kinds.Values.Contains) ?? (kinds.Values.Count == 1 || !kinds.Values.Contains("illness") ? kinds.Values.FirstOrDefault() : "illness");
        return kind is null ? Derivation.Unknown("hardship.kind") : new(new FactValue.Choice(kind), [], ["hardship.kind"]);
    }

    /// <summary>Accidents, disasters and deaths are sudden by their kind; an illness is when it was said so, or when life or treatment hangs on it.</summary>
    public static Derivation Sudden(Circumstances c)
    {
        if (Field(c, "sudden") is { Value: not null } told) return told;
        if (c.Find("hardship.sudden") is { } said) return new(said, [], ["hardship.sudden"]);
        if (PeopleTold.Sudden(c) is { } answered) return answered;
        if (Kind(c).Value is FactValue.Choice { Value: var kind } && SuddenKinds.Contains(kind)) return Derivation.Of(true, "hardship.kind");
        // 羊一下死了八十多只,赔进去九万: so much lost in animals or crops is lost at one blow.
        if (c.Has("hardship.kind", "crop_or_livestock_loss") && c.Number("expense.disaster_loss") is > 0) return Derivation.Of(true, "hardship.kind", "expense.disaster_loss");
        return c.Yes("hardship.urgent") == true && c.Find("hardship.kind") is FactValue.Set kinds && kinds.Values.Contains("illness") ? Derivation.Of(true, "hardship.urgent", "hardship.kind") : Derivation.Unknown("event");
    }
}
