using System.Collections.Immutable;
using BotHost.Core.Matching;

namespace Core.Tests.Matching;

/// <summary>A few residents and openings with the repository's own content.</summary>
internal sealed class World
{
    private static readonly Dictionary<string, string> Names = File.ReadLines(Path.Combine(Repository.Root, "dialogs", "places", "henan.csv")).Skip(1).Select(l => l.Split(',')).ToDictionary(p => p[0], p => p[1]);

    private World(IReadOnlyList<Resident> residents, IReadOnlyList<Opportunity> openings, DateOnly today, MatchingRules rules)
    {
        (Residents, Openings) = (residents, openings);
        var table = new OpportunityTable(openings, Repository.Content.Skills, rules, today);
        Pairing = new(ResidentTable.Of(residents, table), table);
        Index = new(Pairing);
    }

    public static DateOnly Today { get; } = new(2026, 11, 26);

    public IReadOnlyList<Resident> Residents { get; }

    public IReadOnlyList<Opportunity> Openings { get; }

    public Pairing Pairing { get; }

    public OpportunityIndex Index { get; }

    public static World Of(IReadOnlyList<Resident> residents, IReadOnlyList<Opportunity> openings, MatchingRules? rules = null) => new(residents, openings, Today, rules ?? Repository.Content.Matching);

    public static World Of(IEnumerable<string> residents, IEnumerable<string> openings, DateOnly today) => new([.. residents.Select(ReadResident)], [.. openings.Select(ReadOpening)], today, Repository.Content.Matching);

    public RoundResult Round(int threads) => OfferRound.Run(Pairing, Index, RoundSize.For(Residents.Count, threads));

    public int Opening(string id) => Openings.Select((o, i) => (o.Id, i)).First(p => p.Id == id).i;

    public ImmutableArray<string> Reasons(int r, int o) => new Reasons(Pairing, Repository.Content, Names.GetValueOrDefault).Say(r, o, BotHost.Core.Matching.Reasons.Code(Pairing, r, o));

    public IEnumerable<string> NearMisses(int r)
    {
        var finder = new NearMisses(Pairing, Repository.Content, Names.GetValueOrDefault);
        return finder.Find(r).Select(m => finder.Say(r, m));
    }

    private static Resident ReadResident(string line) => MatchWire.ReadResident(line, out var problem) ?? throw new InvalidOperationException(problem!.What);

    private static Opportunity ReadOpening(string line) => MatchWire.ReadOpportunity(line, Repository.Content.Skills, out var problem) ?? throw new InvalidOperationException(problem!.What);
}
