using System.Collections.Immutable;

namespace BotHost.Understanding.Words;

/// <summary>
/// How lexicon authors write phrases: <c>{没|没有}人{管|问}</c> stands for every combination, an empty choice makes a part optional,
/// and <c>…</c> stands for up to <see cref="Gap"/> characters within one clause.
/// </summary>
internal static class PhrasePattern
{
    public const int Gap = 6;

    /// <summary>More combinations than this in one part are a mistake of the author.</summary>
    public const int Most = 6000;

    /// <summary>The parts between the gaps, each with all its wordings; null when braces do not pair, a part is empty or has too many wordings.</summary>
    public static ImmutableArray<ImmutableArray<string>>? Expand(string pattern)
    {
        var parts = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        foreach (var part in pattern.Split('…'))
        {
            if (Wordings(part) is not { } wordings || wordings.Contains("")) return null;
            parts.Add(wordings);
        }

        return parts.ToImmutable();
    }

    private static ImmutableArray<string>? Wordings(string part)
    {
        List<string> open = [""];
        for (var i = 0; i < part.Length; i++)
        {
            if (part[i] == '}') return null;
            if (part[i] != '{')
            {
                var c = part[i];
                for (var k = 0; k < open.Count; k++) open[k] += c;
                continue;
            }

            var close = part.IndexOf('}', i);
            if (close < 0 || part.IndexOf('{', i + 1, close - i - 1) >= 0) return null;
            var choices = part[(i + 1)..close].Split('|');
            if (open.Count * choices.Length > Most) return null;
            open = [.. open.SelectMany(prefix => choices.Select(choice => prefix + choice))];
            i = close;
        }

        return [.. open.Distinct()];
    }
}
