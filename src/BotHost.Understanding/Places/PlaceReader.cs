using System.Collections.Immutable;
using BotHost.Core.Facts;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Places;

/// <summary>Where the subject lives: 周河乡毛铺村, 毛铺的, 老家新县. A name that several places share is asked back with the places it could be.</summary>
internal static class PlaceReader
{
    public const string Fact = "subject.village";

    private const int MostCandidates = 6;

    /// <summary>Characters that belong to the words around a village, not to its name.</summary>
    private static readonly System.Buffers.SearchValues<char> NoName = System.Buffers.SearchValues.Create("县市省区住在家老的和跟到");

    public static void Read(Scene scene, Gazetteer gazetteer)
    {
        var named = PlaceNames.Find(scene, gazetteer);
        var asked = scene.Expecting(Fact);
        for (var i = 0; i < named.Count; i++)
        {
            var chain = new List<NamedPlace> { named[i] };
            while (i + 1 < named.Count && named[i + 1].Start - named[i].End <= 1) chain.Add(named[++i]);
            // 黄湾村王庄组: a hamlet behind the village is not the village.
            if (chain.FindLastIndex(p => p.Suffixed && p.Villages) is >= 0 and var village) chain.RemoveRange(village + 1, chain.Count - village - 1);
            var said = chain[^1];
            if (!asked && (!Lived(scene, chain[0].Start, said.End, said.Suffixed && said.Villages) || scene.Cast.Outside(said.End) || scene.Quantities.Exists(q => q.Start <= said.Start && q.End >= said.End))) continue;
            if (!said.Villages && Unlisted(scene, said) is { } behind) Guess(scene, gazetteer, said.End, behind, said.Divisions.Length == 1 ? said.Divisions[0].Code : "");
            else if (Longer(scene, gazetteer, chain) is { } from) Guess(scene, gazetteer, from, said.End, "");
            else Settle(scene, gazetteer, chain, said);
            return;
        }

        if (Unknown(scene, asked) is { } unknown) Guess(scene, gazetteer, unknown.Start, unknown.End, "");
    }

    /// <summary>青山镇方家湾村: a village of no list right behind its township; where its name ends, or null.</summary>
    private static int? Unlisted(Scene scene, NamedPlace town)
    {
        var clause = scene.Words.ClauseAt(town.Start);
        for (var i = town.End + 1; i < Math.Min(clause.End, town.End + 6); i++)
        {
            if (!PlaceNames.IsVillageWord(scene.Text[i]) || (scene.Text[i] != '村' && i + 1 < clause.End && scene.Text[i + 1] is not ('的' or '人'))) continue;
            return PlaceNames.Plausible(scene.Text.AsSpan(town.End, i + 1 - town.End)) ? i + 1 : null;
        }

        return null;
    }

    /// <summary>八里畈镇丁李湾村, 住扶沟柳河湾村: where characters stand between the words that make a place due and a listed village, the name said is longer than the listed one; where it begins, or null.</summary>
    private static int? Longer(Scene scene, Gazetteer gazetteer, List<NamedPlace> chain)
    {
        if (chain[^1] is not { Suffixed: true, Villages: true } said || (chain.Count > 1 && chain[^2].Suffixed)) return null;
        var clause = scene.Words.ClauseAt(said.Start);
        var text = scene.Text.AsSpan(clause.Start, said.Start - clause.Start);
        var from = Math.Max(clause.Start + Math.Max(text.LastIndexOf('镇'), text.LastIndexOf('乡')) + 1, scene.In("place.home").Where(c => clause.Holds(c.Start) && c.End <= said.Start).Select(c => c.End).DefaultIfEmpty(-1).Max());
        if (from <= clause.Start && scene.In("place.home").Count == 0) return null;
        // 扶沟柳河湾村: a county without its word.
        // 朱阳关杜店村: the longer name, if two begin alike.
        from += new[] { 4, 3, 2 }.FirstOrDefault(length => said.Start - from >= length - 1 && gazetteer.Named(scene.Text.AsSpan(from, length)).Any(d => d.Level is not DivisionLevel.Village));
        if (from >= said.Start) return null;
        return said.Start - from is >= 1 and <= 3 && PlaceNames.Plausible(scene.Text.AsSpan(from, said.End - from)) && !scene.Text.AsSpan(from, said.Start - from).ContainsAny(NoName) ? from : null;
    }

    /// <summary>True when the words around a place say that somebody lives there; a village named in full says so by itself.</summary>
    private static bool Lived(Scene scene, int start, int end, bool village)
    {
        if (scene.In("place.passing").Exists(c => c.End <= start && start - c.End <= 1)) return false;
        if (scene.In("place.home").Exists(c => c.End <= start && start - c.End <= 1)) return true;
        if (!village) return false;
        var clause = scene.Words.ClauseAt(start);
        return start == clause.Start || end == clause.End || scene.Text[end] is '的' or '人' or '住' || scene.InClause(clause, "place.home").Count > 0;
    }

    private static void Settle(Scene scene, Gazetteer gazetteer, List<NamedPlace> chain, NamedPlace said)
    {
        IEnumerable<Division> candidates = said.Divisions;
        foreach (var parent in chain[..^1])
        {
            var inside = candidates.Where(d => parent.Divisions.Any(p => d.Code.Length > p.Code.Length && d.In(p.Code))).ToList();
            if (inside.Count > 0) candidates = inside;
            else if (said.Villages)
            {
                // 周河乡毛浦村: no such village there, but perhaps one that sounds like it.
                Guess(scene, gazetteer, said.Start, said.End, parent.Divisions.Length == 1 ? parent.Divisions[0].Code : "");
                return;
            }
        }

        var places = Near([.. candidates], scene.Context.PlaceCode);
        var name = scene.Text[said.Start..said.End];
        if (!said.Villages)
        {
            scene.Wonder(Fact, "place-ambiguous", said.Start, said.End, Candidates(gazetteer, places));
            return;
        }

        var villages = places.Where(p => p.Level == DivisionLevel.Village).ToImmutableArray();
        scene.Add(Fact, new FactValue.Place(name, villages.Length == 1 ? villages[0].Code : null), (said.Start, said.End));
        if (villages.Length > 1) scene.Wonder(Fact, "place-ambiguous", said.Start, said.End, Candidates(gazetteer, villages));
    }

    private static void Guess(Scene scene, Gazetteer gazetteer, int start, int end, string within)
    {
        var name = scene.Text[start..end];
        var plain = PlaceNames.WithoutSuffix(name);
        var area = within.Length > 0 ? within : scene.Context.PlaceCode is { Length: >= 6 } code ? code[..6] : "";
        var sounding = plain.Length < 2 ? [] : gazetteer.Sounding(plain, area, MostCandidates + 1);
        var settled = sounding.Length == 1 && within.Length >= 9;
        scene.Add(Fact, new FactValue.Place(name, settled ? sounding[0].Code : null), (start, end));
        if (!settled) scene.Wonder(Fact, sounding.IsEmpty ? "place-unknown" : "place-ambiguous", start, end, Candidates(gazetteer, sounding));
    }

    private static ImmutableArray<FactValue> Candidates(Gazetteer gazetteer, ImmutableArray<Division> places) =>
        places.Length > MostCandidates ? [] : [.. places.Select(p => (FactValue)new FactValue.Place(gazetteer.FullName(p), p.Code))];

    /// <summary>Of several places with one name, those nearest to where the resident is known to live.</summary>
    private static ImmutableArray<Division> Near(ImmutableArray<Division> places, string? known)
    {
        foreach (var length in (ReadOnlySpan<int>)[9, 6, 4])
        {
            if (known is null || known.Length < length) continue;
            var near = places.Where(p => p.In(known[..length])).ToImmutableArray();
            if (near.Length > 0) return near;
        }

        return places;
    }

    /// <summary>我是张家洼村的, of a village that is in no list.</summary>
    private static (int Start, int End)? Unknown(Scene scene, bool asked)
    {
        foreach (var cue in scene.In("place.home"))
        {
            var clause = scene.Words.ClauseAt(cue.Start);
            for (var i = cue.End + 1; i < Math.Min(clause.End, cue.End + 8); i++)
            {
                if (PlaceNames.IsVillageWord(scene.Text[i]) && (i + 1 == clause.End || scene.Text[i + 1] is '的' or '人' or '种' or '养' or '开' or '喂') && PlaceNames.Plausible(scene.Text.AsSpan(cue.End, i + 1 - cue.End))) return (cue.End, i + 1);
            }
        }

        if (!asked || scene.Words.Clauses.Length != 1) return null;
        var (start, end) = (scene.Words.Clauses[0].Start, scene.Words.Clauses[0].End);
        while (end - start > 2 && scene.Text[end - 1] is '的' or '人' or '了' or '呀') end--;
        return end - start is >= 2 and <= 8 && PlaceNames.Plausible(scene.Text.AsSpan(start, end - start)) && (PlaceNames.IsVillageWord(scene.Text[end - 1]) || end - start <= 4) && scene.In("answer").Count == 0 ? (start, end) : null;
    }
}
