using System.Runtime.InteropServices;

namespace BotHost.Understanding.Words;

/// <summary>Finds many fixed phrases in one pass over a text. Filled once, then only read.</summary>
internal sealed class PhraseTrie<T>
{
    private readonly Dictionary<long, int> edges = [];

    /// <summary>Edges of the root, looked up at every character of every message.</summary>
    private readonly int[] first = new int[char.MaxValue + 1];
    private readonly List<T[]?> values = [null];

    public void Add(string phrase, T value)
    {
        var node = 0;
        foreach (var c in phrase)
        {
            ref var next = ref node == 0 ? ref first[c] : ref CollectionsMarshal.GetValueRefOrAddDefault(edges, Key(node, c), out _);
            if (next == 0)
            {
                next = values.Count;
                values.Add(null);
            }

            node = next;
        }

        values[node] = values[node] is { } more ? [.. more, value] : [value];
    }

    /// <summary>Adds the end and value of every phrase that starts at <paramref name="start"/> to <paramref name="found"/>, shorter ones first.</summary>
    public void FindAt(string text, int start, int limit, List<(int End, T Value)> found)
    {
        var node = 0;
        for (var i = start; i < limit && Next(node, text[i], out node); i++)
        {
            if (values[node] is not { } list) continue;
            foreach (var value in list) found.Add((i + 1, value));
        }
    }

    /// <summary>The longest phrase that starts here; end is -1 when there is none.</summary>
    public (int End, T? Value) LongestAt(string text, int start)
    {
        var node = 0;
        (int End, T? Value) best = (-1, default);
        for (var i = start; i < text.Length && Next(node, text[i], out node); i++)
        {
            if (values[node] is { } list) best = (i + 1, list[0]);
        }

        return best;
    }

    private bool Next(int node, char c, out int next)
    {
        if (node != 0) return edges.TryGetValue(Key(node, c), out next);
        next = first[c];
        return next != 0;
    }

    private static long Key(int node, char c) => ((long)node << 16) | c;

    /// <summary>Longest phrases from left to right, none overlapping.</summary>
    public List<(int Start, int End, T Value)> FindLongest(string text)
    {
        List<(int, int, T)> found = [];
        for (var i = 0; i < text.Length; i++)
        {
            var (end, value) = LongestAt(text, i);
            if (end < 0) continue;
            found.Add((i, end, value!));
            i = end - 1;
        }

        return found;
    }
}
