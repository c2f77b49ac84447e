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

    /// <summary>The parts between the gaps; null when braces do not pair, a part is empty or has too many wordings.</summary>
    public static ImmutableArray<Stretch>? Parse(string pattern)
    {
        var stretches = ImmutableArray.CreateBuilder<Stretch>();
        foreach (var part in pattern.Split('…'))
        {
            if (Choices(part) is not { } choices || choices.All(c => c.Contains(""))) return null;
            stretches.Add(new(choices));
        }

        return stretches.ToImmutable();
    }

    private static ImmutableArray<ImmutableArray<string>>? Choices(string part)
    {
        var choices = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        var combinations = 1;
        for (var i = 0; i < part.Length;)
        {
            if (part[i] == '}') return null;
            if (part[i] != '{')
            {
                var end = part.AsSpan(i).IndexOfAny('{', '}') is >= 0 and var brace ? i + brace : part.Length;
                choices.Add([part[i..end]]);
                i = end;
                continue;
            }

            var close = part.IndexOf('}', i);
            if (close < 0 || part.IndexOf('{', i + 1, close - i - 1) >= 0) return null;
            // 的|嘞 are one wording once both are folded.
            choices.Add([.. part[(i + 1)..close].Split('|').Distinct()]);
            if ((combinations *= choices[^1].Length) > Most) return null;
            i = close + 1;
        }

        return choices.ToImmutable();
    }
}

/// <summary>A part of a pattern without gaps.</summary>
/// <param name="Choices">What follows what, each with all its alternatives; an empty text where nothing may stand there.</param>
internal readonly record struct Stretch(ImmutableArray<ImmutableArray<string>> Choices)
{
    public bool IsEmpty => Choices.IsEmpty;

    /// <summary>Every combination, each once.</summary>
    public ImmutableArray<string> Wordings()
    {
        if (Choices is [[var only]]) return [only];
        List<string> open = [""];
        foreach (var choice in Choices) open = [.. open.SelectMany(prefix => choice.Select(c => prefix + c))];
        return [.. open.Distinct()];
    }

    /// <summary>The beginning, as long as it has at most this many combinations, and what follows it. Every combination of the beginning has a character.</summary>
    public (Stretch Beginning, Stretch Tail) Cut(int most)
    {
        var (combinations, length, full) = (1, 0, false);
        while (length < Choices.Length && (!full || combinations * Choices[length].Length <= most))
        {
            combinations *= Choices[length].Length;
            full |= !Choices[length].Contains("");
            length++;
        }

        return (new(Choices[..length]), new(Choices[length..]));
    }

    /// <summary>Adds every place at which a combination that begins here ends.</summary>
    public void Ends(string text, int start, int limit, List<int> ends) => Ends(0, text, start, limit, ends);

    private void Ends(int next, string text, int start, int limit, List<int> ends)
    {
        if (next == Choices.Length)
        {
            if (!ends.Contains(start)) ends.Add(start);
            return;
        }

        foreach (var wording in Choices[next])
        {
            // Mostly the first character differs.
            if (wording.Length == 0 || (wording.Length <= limit - start && wording[0] == text[start] && text.AsSpan(start, wording.Length).SequenceEqual(wording))) Ends(next + 1, text, start + wording.Length, limit, ends);
        }
    }
}
