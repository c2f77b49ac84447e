namespace BotHost.Core.Matching;

/// <summary>How a round is worked out.</summary>
/// <param name="Candidates">Openings looked at for each person: the best this many.</param>
/// <param name="Threads">Threads to use; the result does not depend on it.</param>
/// <param name="ExactPairs">Up to this many pairs everything is shared out at once and exactly; above, county by county.</param>
/// <param name="SearchLimit">Nodes a search may settle when sharing out county by county.</param>
public sealed record RoundSize(int Candidates, int Threads, long ExactPairs = 2_000_000, int SearchLimit = 2_000)
{
    /// <summary>For so many people: everybody's whole list for a village, the best few for a province.</summary>
    public static RoundSize For(int residents, int threads) => new((int)Math.Clamp(40_000_000L / Math.Max(1, residents), 8, 64), threads);
}

/// <summary>What a round came to. Offers are in order of residents, each resident's best first.</summary>
/// <param name="Matches">The best matches of all residents, whether or not there was a place for them.</param>
/// <param name="GivenUp">Searches cut short; 0 means that no other sharing out is worth more.</param>
/// <param name="Value">The sum of scores and bonuses of the offers.</param>
public sealed record RoundResult(int[] Residents, int[] Openings, int[] Scores, MatchLists Matches, int GivenUp, long Value)
{
    public int Count => Residents.Length;
}

/// <summary>The best matches of every resident, best first.</summary>
public sealed class MatchLists
{
    private readonly int[] openings;
    private readonly ushort[] scores;
    private readonly byte[] counts;

    private MatchLists(int residents, int width) => (openings, scores, counts, Width) = (new int[(long)residents * width], new ushort[(long)residents * width], new byte[residents], width);

    public int Width { get; }

    public long Pairs => counts.Sum(c => (long)c);

    public ReadOnlySpan<int> Openings(int resident) => openings.AsSpan(resident * Width, counts[resident]);

    public ReadOnlySpan<ushort> Scores(int resident) => scores.AsSpan(resident * Width, counts[resident]);

    public int Count(int resident) => counts[resident];

    public static MatchLists Find(OpportunityIndex index, int residents, int width, int threads)
    {
        var lists = new MatchLists(residents, width);
        const int Chunk = 4_096;
        Parallel.For(0, (residents + Chunk - 1) / Chunk, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads) }, chunk =>
        {
            Span<int> openings = stackalloc int[width], scores = stackalloc int[width];
            for (var r = chunk * Chunk; r < Math.Min(residents, (chunk + 1) * Chunk); r++)
            {
                var count = index.Best(r, openings, scores);
                lists.counts[r] = (byte)count;
                openings[..count].CopyTo(lists.openings.AsSpan(r * width));
                for (var i = 0; i < count; i++) lists.scores[r * width + i] = (ushort)scores[i];
            }
        });
        return lists;
    }

    /// <summary>The reason codes of everybody's best matches, <paramref name="most"/> a resident, with zeros where there are fewer.</summary>
    public static uint[] Reasons(Pairing pairing, MatchLists lists, int most, int threads)
    {
        var residents = pairing.Residents.Count;
        var codes = new uint[(long)residents * most];
        const int Chunk = 4_096;
        Parallel.For(0, (residents + Chunk - 1) / Chunk, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads) }, chunk =>
        {
            for (var r = chunk * Chunk; r < Math.Min(residents, (chunk + 1) * Chunk); r++)
            {
                var openings = lists.Openings(r);
                for (var i = 0; i < Math.Min(most, openings.Length); i++) codes[r * (long)most + i] = Matching.Reasons.Code(pairing, r, openings[i]);
            }
        });
        return codes;
    }
}

/// <summary>
/// One round: everybody's best matches, then openings shared out so that none is offered beyond its capacity, nobody gets more than their share,
/// and the total worth is the highest, where a first offer counts most and more for those worse off or waiting.
/// </summary>
public static class OfferRound
{
    public static RoundResult Run(Pairing pairing, OpportunityIndex index, RoundSize size)
    {
        var matches = MatchLists.Find(index, pairing.Residents.Count, size.Candidates, size.Threads);
        return Share(pairing, matches, size);
    }

    public static RoundResult Share(Pairing pairing, MatchLists matches, RoundSize size)
    {
        var sharing = new Sharing(pairing, matches, size);
        sharing.Solve();
        return sharing.Result();
    }
}
