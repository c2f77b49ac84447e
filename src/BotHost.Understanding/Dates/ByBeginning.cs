using System.Collections.Frozen;

namespace BotHost.Understanding.Dates;

/// <summary>Words by the character they begin with, in their given order: at most places of a text nothing has to be compared.</summary>
internal sealed class ByBeginning<T>
{
    private readonly FrozenDictionary<char, T[]> byFirst;

    public ByBeginning(IEnumerable<T> entries, Func<T, string> words) =>
        byFirst = entries.GroupBy(e => words(e)[0]).ToFrozenDictionary(g => g.Key, g => g.ToArray());

    public ReadOnlySpan<T> At(string text, int i) => i < text.Length && byFirst.TryGetValue(text[i], out var found) ? found : [];
}
