using System.Buffers;
using BotHost.Understanding.Numbers;

namespace BotHost.Understanding.Work;

/// <summary>How many months of this year somebody worked in another province: 在昆山电子厂干了十个月.</summary>
internal static class AwayReader
{
    private const string Fact = "work.away_province_months";

    /// <summary>So far behind the place the months may be told.</summary>
    private const int Reach = 18;

    private static readonly SearchValues<char> Deeds = SearchValues.Create("干做待打了呆上");

    public static void Read(Scene scene, Worker worker)
    {
        foreach (var months in scene.Quantities.Where(q => q.Measure == Measure.Months && q.Value is > 0 and <= 12))
        {
            var clause = scene.Words.ClauseAt(months.NumberStart);
            if (scene.In("work.away").FindLast(c => c.End <= months.Start && months.Start - c.End <= Reach) is not { } place || !worker.Mine(place.Start)) continue;
            // 去年在广东干了十个月: of another year.
            if (scene.InClause(clause, "long_ago").Count > 0 || scene.InClause(clause, "negation").Count > 0 || scene.InClause(clause, "hypothetical").Count > 0 || scene.Text.AsSpan(0, place.Start).Contains("去年", StringComparison.Ordinal)) continue;
            if (!scene.Text.AsSpan(place.End, months.Start - place.End).ContainsAny(Deeds)) continue;
            scene.Add(Fact, months.Exact(), (place.Start, months.End));
        }
    }
}
