using System.Collections.Immutable;
using BotHost.Core.Facts;

namespace BotHost.Core.Eligibility;

/// <summary>Who counts (民发〔2021〕57号 art 7; 豫民〔2021〕5号 restates it).</summary>
internal static class HouseholdSize
{
    /// <summary>
    /// The listed members who count. Where only some were listed, those who do not count are taken off the number that was said;
    /// a list longer than that number already left somebody out.
    /// </summary>
    public static Derivation Counted(Circumstances c)
    {
        var size = c.Amount("household.size") is { Value: >= 1 } said && !(said.Min < 1) ? said : null;
        if (c.Members.IsEmpty) return size is null ? Derivation.Unknown("household.size") : new(size, size.Approximate ? ["household.size"] : [], ["household.size"]);
        var counting = c.Members.Count(m => m.Counts);
        // The one who speaks is a member too, even when only the others were listed.
        var listed = c.Members.Any(m => m.IsSubject) ? c.Members.Length : c.Members.Length + 1;
        if (size is null) return Derivation.Of(Math.Max(1, counting + listed - c.Members.Length), "household.members");
        // 老两口,仨闺女都嫁出去了: more than were said to be there, and the speaker not among them, so none of those who left was counted.
        var count = size.Value >= c.Members.Length ? size.Value - (c.Members.Length - counting) : c.Members.Any(m => m.IsSubject) ? Math.Min(size.Value, counting) : size.Value;
        return Derivation.Of(Math.Max(1, count), "household.members", "household.size");
    }
}
