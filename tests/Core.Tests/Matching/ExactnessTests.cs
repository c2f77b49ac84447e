using BotHost.Core.Matching;
using CsCheck;
using Google.OrTools.Graph;

namespace Core.Tests.Matching;

/// <summary>The sharing out held against the optimum that OR-Tools' min-cost flow finds for the same people and openings.</summary>
public class ExactnessTests
{
    [Fact]
    public void Sharing_out_all_at_once_is_the_optimum()
    {
        var (worst, instances, _) = Compare(world => OfferRound.Run(world.Pairing, world.Index, new(64, 1)));
        Assert.Equal(200, instances);
        Assert.Equal(1.0, worst);
    }

    [Fact]
    public void Sharing_out_county_by_county_loses_little_even_where_everybody_is_in_the_way()
    {
        var (_, instances, total) = Compare(world => OfferRound.Run(world.Pairing, world.Index, new(64, 2, ExactPairs: 0)));
        Assert.Equal(200, instances);
        Assert.True(total >= 0.96, $"county by county reaches {total:P2} of the optimum");
    }

    private static (double Worst, int Instances, double Total) Compare(Func<World, RoundResult> round)
    {
        var (worst, instances, got, most) = (1.0, 0, 0L, 0L);
        foreach (var world in Instances())
        {
            var value = round(world).Value;
            var optimum = Optimum(world);
            if (optimum == 0) continue;
            instances++;
            (got, most) = (got + value, most + optimum);
            worst = Math.Min(worst, (double)value / optimum);
        }

        return (worst, instances, (double)got / most);
    }

    /// <summary>200 worlds with something to share out, the same each time.</summary>
    private static IEnumerable<World> Instances()
    {
        var found = new List<World>();
        RandomWorld.Gen(40, 15).Where(w => Optimum(w) > 0).Sample(w =>
        {
            lock (found) found.Add(w);
        }, seed: "0N0XIzNsQ0O2", iter: 200, threads: 1);
        return found.Take(200);
    }

    private static long Optimum(World world)
    {
        var (rules, residents, openings) = (Repository.Content.Matching.Rounds, world.Residents.Count, world.Openings.Count);
        var flow = new MinCostFlow();
        var (source, sink) = (residents + openings, residents + openings + 1);
        for (var r = 0; r < residents; r++)
        {
            var need = (int)Math.Round((world.Residents[r].Need ?? 0.5) * 100);
            for (var k = 0; k < rules.PerPerson; k++) flow.AddArcWithCapacityAndUnitCost(source, r, 1, -rules.BonusOf(rules.FirstBonus(need, world.Residents[r].RoundsWaited), k));
            for (var o = 0; o < openings; o++)
            {
                var fit = world.Pairing.Look(r, o);
                if (fit.Misses == Misses.None) flow.AddArcWithCapacityAndUnitCost(r, residents + o, 1, -fit.Score);
            }
        }

        for (var o = 0; o < openings; o++) flow.AddArcWithCapacityAndUnitCost(residents + o, sink, rules.Capacity(world.Openings[o].Openings, world.Openings[o].Acceptance), 0);
        // Whoever gets nothing costs nothing.
        var supply = residents * rules.PerPerson;
        flow.AddArcWithCapacityAndUnitCost(source, sink, supply, 0);
        flow.SetNodeSupply(source, supply);
        flow.SetNodeSupply(sink, -supply);
        Assert.Equal(MinCostFlow.Status.OPTIMAL, flow.Solve());
        return -flow.OptimalCost();
    }
}
