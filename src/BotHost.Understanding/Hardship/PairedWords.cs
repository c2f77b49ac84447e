using BotHost.Understanding.Words;

namespace BotHost.Understanding.Hardship;

/// <summary>
/// Hardships told in two words that stand apart: 种了六亩玉米,今年叫风刮倒了 names the crop, and in a later clause of the sentence what became of it.
/// Which words belong together is said in <see cref="Pair"/>.
/// </summary>
internal static class PairedWords
{
    /// <param name="told">What single phrases tell of.</param>
    public static IEnumerable<Cue> Read(Scene scene, List<Cue> told)
    {
        HashSet<string> kinds = [.. told.Select(c => c.Entry)];
        foreach (var pair in Pair.OfKinds)
        {
            if (kinds.Contains(pair.Kind) || (pair.With is { } with && !kinds.IsSubsetOf(with)) || (pair.Kind == "housing" && scene.Any(KindReader.Fact, "disaster"))) continue;
            if (Find(scene, pair) is not { } found) continue;
            kinds.Add(pair.Kind);
            yield return found;
        }
    }

    /// <summary>Where both words of a pair are told of; null when they are not.</summary>
    public static Cue? Find(Scene scene, Pair pair)
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
        var told = new Cue(new(KindReader.Fact, pair.Kind), befell.Start, befell.End);
        if (Telling.Elsewhere(scene, befell.Start) || Telling.Denied(scene, befell) || Telling.Otherwise(scene, pair.Kind, befell) || Unreal.Told(scene, told) || scene.InClause(clause, "hypothetical").Count > 0) return false;
        if (pair.Kind == "death" && (Telling.LongPast(scene, clause) || scene.InClause(clause, "kind.past").Count > 0)) return false;
        if (pair.NotBetween is { } other && (scene.InClause(clause, other).Count > 0 || scene.In(other).Exists(d => d.Start >= thing.End && d.End <= befell.Start))) return false;
        return !scene.Words.Clauses.Any(c => c.Start > thing.Start && c.Start <= befell.Start && c.NewSentence);
    }
}
