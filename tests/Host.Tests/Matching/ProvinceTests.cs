using BotHost.Content;
using BotHost.Core.Content;
using BotHost.Core.Matching;
using BotHost.Demo;

namespace Host.Tests.Matching;

/// <summary>A made-up province at a hundredth of its size, worked out as the whole one is: county by county, on several threads.</summary>
public class ProvinceTests
{
    private static readonly DateOnly Today = new(2026, 11, 26);

    [Fact]
    public void A_province_is_shared_out_without_breaking_a_limit_or_a_capacity()
    {
        var content = ContentLoader.Load(ContentFolder.Read(Repository.Root)).Bundle!;
        var province = new SyntheticProvince(ContentFolder.ReadDivisions(Repository.Root).Split('\n'), content.Skills, 1, Today);
        var table = new OpportunityTable([.. Enumerable.Range(0, 500).Select(o => province.Opportunity(o, 500))], content.Skills, content.Matching, Today);
        var people = new ResidentTable(table, 46_730);
        for (var r = 0; r < 46_730; r++) people.Add(province.Resident(r, 46_730));
        people.Prepare();
        var pairing = new Pairing(people, table);
        var index = new OpportunityIndex(pairing);

        var apart = OfferRound.Run(pairing, index, new(8, 2, ExactPairs: 0));
        var whole = OfferRound.Run(pairing, index, new(8, 1, ExactPairs: long.MaxValue));

        Assert.All(Enumerable.Range(0, apart.Count), i => Assert.Equal(Misses.None, pairing.Look(apart.Residents[i], apart.Openings[i]).Misses));
        Assert.All(apart.Openings.GroupBy(o => o), o => Assert.True(o.Count() <= table.All[o.Key].Openings));
        Assert.True(apart.Count > 4_000, $"{apart.Count} offers");
        Assert.True(apart.Value >= 0.96 * whole.Value, $"county by county is worth {(double)apart.Value / whole.Value:P2} of the best");
    }

    [Fact]
    public void The_same_seed_makes_the_same_files_and_another_seed_others()
    {
        var (one, again, other) = (Seed(7), Seed(7), Seed(8));
        Assert.Equal(one, again);
        Assert.NotEqual(one, other);
        Assert.Equal(300, one.Split('\n').Length - 2);

        static string Seed(ulong seed)
        {
            var folder = Directory.CreateTempSubdirectory("bothost-demo-").FullName;
            try
            {
                Assert.Equal(0, DemoCommand.Seed(200, 100, "411523", seed, Today, folder, Repository.Root, TextWriter.Null, TextWriter.Null));
                return File.ReadAllText(Path.Combine(folder, "residents.jsonl")) + "\n" + File.ReadAllText(Path.Combine(folder, "opportunities.jsonl"));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
