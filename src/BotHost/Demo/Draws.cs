namespace BotHost.Demo;

/// <summary>Numbers that look random and are the same for the same seed, stream and item, in whatever order items are made (SplitMix64).</summary>
internal struct Draws(ulong seed, ulong stream, ulong item)
{
    private ulong state = Mix(Mix(seed + stream * 0x9E3779B97F4A7C15) + item * 0xBF58476D1CE4E5B9);

    /// <summary>Both ends may come.</summary>
    public int From(int low, int high) => low + (int)(Next() % (ulong)(high - low + 1));

    public bool Chance(int hundredths) => From(0, 99) < hundredths;

    /// <summary>An index, with these weights.</summary>
    public int Among(ReadOnlySpan<int> weights)
    {
        var sum = 0;
        foreach (var weight in weights) sum += weight;
        var at = From(0, sum - 1);
        for (var i = 0; ; i++)
        {
            at -= weights[i];
            if (at < 0) return i;
        }
    }

    public List<string> Distinct(IReadOnlyList<string> from, int[] weights, int count)
    {
        var picked = new List<string>(count);
        for (var i = 0; i < count; i++)
        {
            var one = from[Among(weights)];
            if (!picked.Contains(one)) picked.Add(one);
        }

        return picked;
    }

    private ulong Next() => Mix(state += 0x9E3779B97F4A7C15);

    private static ulong Mix(ulong z)
    {
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }
}
