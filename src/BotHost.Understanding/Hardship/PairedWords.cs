using BotHost.Understanding.Words;

namespace BotHost.Understanding.Hardship;

/// <summary>
/// Hardships told in two words that stand apart: 种了六亩玉米,今年叫风刮倒了 names the crop, and in a later clause of the sentence what became of it.
/// The words are groups of the lexicon.
/// </summary>
internal static class PairedWords
{
    /// <param name="Thing">Group of what it happened to.</param>
    /// <param name="Befell">Group of what happened.</param>
    /// <param name="Within">So many characters may stand between them.</param>
    /// <param name="NotBetween">A group that takes the thing's place when it stands between (玉米还没收,房子叫风刮倒了); null for none.</param>
    /// <param name="Before">What happened may also be named first, so closely: 凑不齐学费.</param>
    private sealed record Pair(string Kind, string Thing, string Befell, int Within, string? NotBetween = null, int Before = -1);

    private static readonly Pair[] Pairs =
    [
        new("crop_or_livestock_loss", "grown", "ruined", 16, "dwelling"), new("housing", "house.noun", "house.bad", 14), new("education", "school_fee", "cannot_pay", 30, Before: 4),
        new("fraud", "lure", "money_gone", 24), new("wage_arrears", "worked", "unpaid", 14),
    ];

    public static IEnumerable<Cue> Read(Scene scene) => Pairs.Select(p => Find(scene, p)).OfType<Cue>().Where(c => c.Entry != "housing" || !scene.Any(KindReader.Fact, "disaster"));

    /// <summary>Fees of a school that cannot be paid; null when none are told of.</summary>
    public static Cue? UnpaidFees(Scene scene) => Find(scene, Pairs[2]);

    private static Cue? Find(Scene scene, Pair pair)
    {
        var things = scene.In(pair.Thing);
        if (things.Count == 0) return null;
        foreach (var befell in scene.In(pair.Befell))
        {
            if (things.FindLast(t => Beside(scene, pair, t, befell)) is { } thing)
                return new(new(KindReader.Fact, pair.Kind), Math.Min(thing.Start, befell.Start), Math.Max(thing.End, befell.End), true);
        }

        return null;
    }

    private static bool Beside(Scene scene, Pair pair, Cue thing, Cue befell)
    {
        var between = befell.Start - thing.End;
        if (between > pair.Within || (between < 0 && (thing.Start - befell.End is var turned && (turned < 0 || turned > pair.Before)))) return false;
        var clause = scene.Words.ClauseAt(befell.Start);
        if (scene.Cast.Outside(befell.Start) || Telling.Denied(scene, befell) || Telling.Otherwise(scene, pair.Kind, befell) || scene.InClause(clause, "hypothetical").Count > 0) return false;
        if (pair.NotBetween is { } other && (scene.InClause(clause, other).Count > 0 || scene.In(other).Exists(d => d.Start >= thing.End && d.End <= befell.Start))) return false;
        return !scene.Words.Clauses.Any(c => c.Start > thing.Start && c.Start <= befell.Start && c.NewSentence);
    }
}
