using BotHost.Core.Matching;
using YamlDotNet.Serialization;

namespace Core.Tests.Matching;

/// <summary>One resident against a few openings: what is offered in which order, what is refused and why, and in which words.</summary>
public class MatchingCaseTests
{
    public static TheoryData<string> Cases => [.. Directory.GetFiles(Repository.Cases("matching"), "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)!).Order()];

    [Theory, MemberData(nameof(Cases))]
    public void Work_is_offered_as_the_case_says(string name)
    {
        var wanted = new DeserializerBuilder().Build().Deserialize<Case>(File.ReadAllText(Path.Combine(Repository.Cases("matching"), name + ".yaml")));
        var world = World.Of([wanted.resident], wanted.opportunities, DateOnly.Parse(wanted.today, System.Globalization.CultureInfo.InvariantCulture));
        var round = world.Round(1);
        Assert.Equal(wanted.offered, round.Openings.Select(o => world.Openings[o].Id));
        foreach (var (id, why) in wanted.refused)
        {
            var misses = world.Pairing.Look(0, world.Opening(id)).Misses;
            Assert.True(misses.HasFlag(Enum.Parse<Misses>(why)), $"{id} is refused for {misses}, not {why}");
            Assert.DoesNotContain(id, wanted.offered);
        }

        foreach (var (id, words) in wanted.reasons) Assert.Equal(words, world.Reasons(0, world.Opening(id)));
        if (wanted.near_misses.Count > 0) Assert.Equal(wanted.near_misses, world.NearMisses(0));
    }

#pragma warning disable IDE1006, CA1707 // keys of the case files
    private sealed class Case
    {
        public string today { get; set; } = "";
        public string resident { get; set; } = "";
        public List<string> opportunities { get; set; } = [];
        public List<string> offered { get; set; } = [];
        public Dictionary<string, string> refused { get; set; } = [];
        public Dictionary<string, List<string>> reasons { get; set; } = [];
        public List<string> near_misses { get; set; } = [];
    }
}
