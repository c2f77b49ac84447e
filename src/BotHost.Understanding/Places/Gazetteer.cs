using System.Collections.Immutable;
using BotHost.Core.Content;

namespace BotHost.Understanding.Places;

/// <summary>The division list, found by name without the word for its level, or by sound.</summary>
internal sealed class Gazetteer
{
    private static readonly string[] VillageEndings =
    [
        "社区居民管理委员会", "社区居民委员会", "社区管理委员会", "社区居委会", "社区委员会", "居民委员会", "村民委员会", "村委会", "居委会", "委员会", "社区", "村",
    ];

    private static readonly string[] UpperEndings = ["自治县", "回族区", "街道办事处", "街道", "地区", "省", "市", "县", "区", "乡", "镇"];

    private readonly Dictionary<string, List<Division>> byBase = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Division> byCode = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Division>>.AlternateLookup<ReadOnlySpan<char>> lookup;

    /// <summary>First two characters of every name: most places in a message are ruled out by them.</summary>
    private readonly HashSet<int> beginnings = [];

    private Gazetteer() => lookup = byBase.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Reads <c>code,name</c> lines, and other names as <c>code,name</c> lines of places in the list (old names, common short forms).</summary>
    public static Gazetteer Load(string csv, string otherNames, List<ContentProblem> problems)
    {
        var gazetteer = new Gazetteer();
        foreach (var (_, code, name) in Lines(csv))
        {
            if (code.Length is not (2 or 4 or 6 or 9 or 12)) continue;
            var division = new Division(code, name, BaseOf(name, Division.LevelOf(code)));
            gazetteer.byCode[code] = division;
            gazetteer.Index(division.Base, division);
            // 扣马村村民委员会 is 扣马村 or 扣马 in daily speech.
            if (division.Base.Length > 2 && division.Base[^1] == '村') gazetteer.Index(division.Base[..^1], division);
        }

        foreach (var (line, code, name) in Lines(otherNames))
        {
            if (gazetteer.byCode.TryGetValue(code, out var division)) gazetteer.Index(BaseOf(name, division.Level), division);
            else problems.Add(new("dialogs/places/other-names.csv", line, 1, "unknown-place", $"'{code}' is not in the division list", "use a code of dialogs/places/henan.csv"));
        }

        return gazetteer;
    }

    public IReadOnlyList<Division> Named(ReadOnlySpan<char> baseName) => lookup.TryGetValue(baseName, out var found) ? found : [];

    /// <summary>False when no name of the list starts with these characters.</summary>
    public bool MayStart(ReadOnlySpan<char> text) => beginnings.Contains(Beginning(text)) || beginnings.Contains(text[0]);

    private static int Beginning(ReadOnlySpan<char> name) => name.Length == 1 ? name[0] : (name[1] << 16) | name[0];

    public Division? Find(string code) => byCode.GetValueOrDefault(code);

    /// <summary>Villages whose name sounds like this one (sh/s, zh/z, n/l, ing/in are not told apart), within a place.</summary>
    public ImmutableArray<Division> Sounding(string baseName, string within, int most)
    {
        var sound = Sounds.Of(baseName);
        var found = ImmutableArray.CreateBuilder<Division>();
        foreach (var division in byCode.Values)
        {
            if (division.Base.Length != baseName.Length || division.Level != DivisionLevel.Village || !division.In(within)) continue;
            if (Sounds.Same(sound, division.Base)) found.Add(division);
            if (found.Count >= most) break;
        }

        return found.ToImmutable();
    }

    /// <summary>The name with what it lies in, from the county down: 新县周河乡毛铺村.</summary>
    public string FullName(Division division)
    {
        var name = division.Level == DivisionLevel.Village && !division.Base.EndsWith('村') ? division.Base + "村" : division.Level == DivisionLevel.Village ? division.Base : division.Name;
        if (division.Code.Length > 9 && Find(division.Code[..9]) is { } township) name = township.Name + name;
        if (division.Code.Length > 6 && Find(division.Code[..6]) is { } county) name = county.Name + name;
        return name;
    }

    private void Index(string name, Division division)
    {
        beginnings.Add(Beginning(name));
        if (!byBase.TryGetValue(name, out var list)) byBase[name] = list = new(1);
        if (!list.Contains(division)) list.Add(division);
    }

    private static string BaseOf(string name, DivisionLevel level)
    {
        foreach (var ending in level == DivisionLevel.Village ? VillageEndings : UpperEndings)
        {
            if (name.Length > ending.Length && name.EndsWith(ending, StringComparison.Ordinal)) return name[..^ending.Length];
        }

        return name;
    }

    private static IEnumerable<(int Line, string Code, string Name)> Lines(string csv)
    {
        var line = 0;
        foreach (var range in csv.Split('\n'))
        {
            line++;
            var comma = range.IndexOf(',', StringComparison.Ordinal);
            if (comma > 0 && char.IsAsciiDigit(range[0])) yield return (line, range[..comma], range[(comma + 1)..].TrimEnd('\r', ' '));
        }
    }
}
