using System.Buffers;
using System.Collections.Immutable;

namespace BotHost.Understanding.Places;

/// <summary>A name from the division list in a message.</summary>
/// <param name="Suffixed">True when the word for the level was said (村, 乡, 县): then it can hardly be anything but a place.</param>
internal sealed record NamedPlace(int Start, int End, bool Suffixed, ImmutableArray<Division> Divisions)
{
    public bool Villages => Divisions.Any(d => d.Level == DivisionLevel.Village);
}

/// <summary>Finds division names, with or without the word for their level.</summary>
internal static class PlaceNames
{
    private const int Longest = 10;

    private static readonly SearchValues<char> NotInNames = SearchValues.Create("我俺你他她这那哪啥不没有是的了吗呢农本全外同邻一个困难知道咋");

    private static readonly (string Word, DivisionLevel[] Levels)[] Suffixes =
    [
        ("街道办事处", [DivisionLevel.Township]), ("居民委员会", [DivisionLevel.Village]), ("村民委员会", [DivisionLevel.Village]), ("办事处", [DivisionLevel.Township]), ("村委会", [DivisionLevel.Village]),
        ("居委会", [DivisionLevel.Village]), ("街道", [DivisionLevel.Township]), ("社区", [DivisionLevel.Village]), ("大队", [DivisionLevel.Village]), ("行政村", [DivisionLevel.Village]),
        ("村", [DivisionLevel.Village]), ("乡", [DivisionLevel.Township]), ("镇", [DivisionLevel.Township]), ("省", [DivisionLevel.Province]),
        ("县", [DivisionLevel.County]), ("市", [DivisionLevel.Prefecture, DivisionLevel.County]), ("区", [DivisionLevel.County]),
    ];

    public static List<NamedPlace> Find(Scene scene, Gazetteer gazetteer)
    {
        List<NamedPlace> found = [];
        var text = scene.Text;
        foreach (var clause in scene.Words.Clauses)
        {
            for (var i = clause.Start; i < clause.End; i++)
            {
                if (!gazetteer.MayStart(text.AsSpan(i, clause.End - i))) continue;
                var place = At(scene, gazetteer, text, i, clause.End, found.Count > 0 && i - found[^1].End <= 1);
                if (place is null) continue;
                found.Add(place);
                i = place.End - 1;
            }
        }

        return found;
    }

    private static NamedPlace? At(Scene scene, Gazetteer gazetteer, string text, int start, int limit, bool follows)
    {
        for (var length = Math.Min(Longest, limit - start); length >= 1; length--)
        {
            var divisions = gazetteer.Named(text.AsSpan(start, length));
            if (divisions.Count == 0) continue;
            var end = start + length;
            foreach (var (word, levels) in Suffixes)
            {
                if (!scene.Words.At(end, word) || end + word.Length > limit) continue;
                var fitting = divisions.Where(d => levels.Contains(d.Level)).ToImmutableArray();
                if (fitting.Length > 0 && !scene.Taken(start)) return new(start, end + word.Length, true, fitting);
            }

            var written = length >= 2 && text[end - 1] == '村';
            if (written) return new(start, end, true, [.. divisions]);
            // A bare name may be any word; it counts where a place is due.
            if (length >= 2 && (follows || scene.Expecting(PlaceReader.Fact) || Due(scene, start, end, limit))) return new(start, end, false, [.. divisions]);
        }

        return null;
    }

    /// <summary>我是毛铺的, 家住毛铺: the words before and after make a place due.</summary>
    private static bool Due(Scene scene, int start, int end, int limit) =>
        scene.In("place.home").Exists(c => c.End == start) && (end == limit || scene.Text[end] is '的' or '人' or '住' || scene.Words.At(end, "这边") || scene.Words.At(end, "这里"));

    public static bool IsVillageWord(char c) => c is '村' or '庄' or '寨' or '屯' or '湾' or '岗' or '营' or '沟' or '洼' or '楼' or '集' or '店' or '塘' or '冲' or '坡';

    public static bool Plausible(ReadOnlySpan<char> name) => name.Length is >= 2 and <= 8 && name.IndexOfAny(NotInNames) < 0 && name.IndexOfAnyInRange('0', 'z') < 0;

    public static string WithoutSuffix(string name)
    {
        foreach (var (word, _) in Suffixes)
        {
            if (name.Length > word.Length && name.EndsWith(word, StringComparison.Ordinal)) return name[..^word.Length];
        }

        return name;
    }
}
