using System.Diagnostics;
using System.Globalization;
using BotHost.Content;
using BotHost.Core.Content;
using BotHost.Core.Eligibility;
using BotHost.Core.Expressions;
using BotHost.Core.Facts;

namespace Benchmarks;

/// <summary>
/// A province judged again: every household by every program, beside the four arithmetic criteria of dibao written by hand, in the same run on the
/// same households; and one household with reasons and words, as in a chat. <c>eligibility [--households N] [--threads N]</c>.
/// </summary>
public static class EligibilityLoad
{
    private const int Chunk = 20_000;
    private const string Place = "411523203205";
    private static readonly DateOnly Today = new(2026, 11, 26);

    public static int Run(string[] args)
    {
        int Number(string name, int otherwise) => Array.IndexOf(args, "--" + name) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
        var (households, threads) = (Number("households", 1_000_000), Number("threads", 2));
        var content = ContentFolder.LoadOrThrow(ContentFolder.Find(null)).Content;
        var standards = content.Standards.ReplacedBy(StandardsLoader.LoadFile("amounts", "{ dibao_rural_monthly: 521, dibao_urban_monthly: 714, dibao_deposit_years: 2, monitor_line_annual: 8000, disposable_income_rural_annual: 21330, rigid_ratio: 0.6, floor_area_per_person: 50 }", []));
        var determiner = new Determiner(content.Programs, standards);
        Measure(determiner, Chunk, threads);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Span<EligibilityOutcome> outcomes = stackalloc EligibilityOutcome[determiner.Programs.Count()];
        var one = MadeUpHouseholds.Make(1);
        var made = GC.GetAllocatedBytesForCurrentThread();
        determiner.Outcomes(one, Place, Today, outcomes);
        Console.WriteLine($"one household of {made - before:N0} bytes is judged with {GC.GetAllocatedBytesForCurrentThread() - made:N0} bytes");
        var (all, allCpu, floor, floorCpu, likely, byHand) = Measure(determiner, households, threads);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{households:N0} households × {content.Programs.Count} programs, {threads} threads: {all:F2} s, CPU {allCpu:F2} s ({1e6 * allCpu / households:F2} µs a household); dibao's D2, P1, P3 and P5 by hand: {floor:F2} s, CPU {floorCpu:F2} s ({1e6 * floorCpu / households:F3} µs); likely {likely:N0}, by hand {byHand:N0}"));
        Chat(new Explainer(content, standards), standards);
        Console.WriteLine($"peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:N0} MB");
        return 0;
    }

    private static (double All, double AllCpu, double Floor, double FloorCpu, long Likely, long ByHand) Measure(Determiner determiner, int households, int threads)
    {
        var programs = determiner.Programs.Count();
        var made = new IFacts[Math.Min(Chunk, households)];
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads };
        double all = 0, allCpu = 0, floor = 0, floorCpu = 0;
        long likely = 0, byHand = 0;
        for (var from = 0; from < households; from += made.Length)
        {
            var first = from;
            var count = Math.Min(made.Length, households - from);
            Parallel.For(0, count, options, i => made[i] = MadeUpHouseholds.Make((ulong)(first + i)));
            var timing = new Timing();
            Parallel.For(0, threads, options, thread =>
            {
                Span<EligibilityOutcome> outcomes = stackalloc EligibilityOutcome[programs];
                var found = 0;
                for (var i = thread; i < count; i += threads)
                {
                    determiner.Outcomes(made[i], Place, Today, outcomes);
                    foreach (var outcome in outcomes) found += outcome == EligibilityOutcome.Likely ? 1 : 0;
                }

                Interlocked.Add(ref likely, found);
            });
            (all, allCpu) = (all + timing.Wall, allCpu + timing.Cpu);
            timing = new Timing();
            Parallel.For(0, threads, options, thread =>
            {
                var found = 0;
                for (var i = thread; i < count; i += threads) found += ByHand(made[i]) ? 1 : 0;
                Interlocked.Add(ref byHand, found);
            });
            (floor, floorCpu) = (floor + timing.Wall, floorCpu + timing.Cpu);
        }

        return (all, allCpu, floor, floorCpu, likely, byHand);
    }

    /// <summary>What a programmer would write for exact numbers: income less bills a head, deposits, homes, company shares.</summary>
    private static bool ByHand(IFacts facts)
    {
        decimal? Amount(string id) => (facts.Find(id) as FactValue.Number)?.Value;
        if (Amount("household.size") is not { } size || Amount("income.household_annual") is not { } income) return false;
        var off = (Amount("expense.medical_self_paid") ?? 0) + (Amount("expense.education_annual") ?? 0) + (Amount("expense.rehab_annual") ?? 0) + (Amount("expense.employment_annual") ?? 0);
        return Math.Max(0, income - off) / size / 12 < 521 && (Amount("assets.deposits") ?? 0) / size < 2 * 12 * 521 && (Amount("assets.houses") ?? 0) <= 1 && (Amount("assets.company_capital") ?? 0) < 200_000;
    }

    private static void Chat(Explainer explainer, Standards standards)
    {
        var times = new List<double>();
        var words = 0;
        for (var i = 0; i < 3_000; i++)
        {
            var facts = MadeUpHouseholds.Make((ulong)i);
            var started = Stopwatch.GetTimestamp();
            var explained = explainer.Explain(facts, Place, Today);
            if (i >= 1_000) times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            words += explained.Sum(e => e.Text.Length);
        }

        times.Sort();
        // What the chat does when somebody asks about one program: every program is judged (the better one wins), one is put into words, with the nearest change that helps.
        var one = new List<double>();
        var answer = 0;
        var (determiner, explanation) = (new Determiner(explainer.Content.Programs, standards), new Explanation(explainer.Content));
        for (var i = 0; i < 3_000; i++)
        {
            var facts = MadeUpHouseholds.Make((ulong)i);
            var started = Stopwatch.GetTimestamp();
            var dibao = determiner.All(facts, Place, Today, out var around).First(d => d.Program.Id == "dibao");
            answer += explanation.Of(dibao, around, new WhatIf(determiner, facts, Place, Today, around).Nearest(dibao)).Length;
            if (i >= 1_000) one.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        one.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"one household asked about 低保 in chat: median {one[one.Count / 2]:F3} ms, p99 {one[one.Count * 99 / 100]:F3} ms ({answer / 3_000} characters; bar 1 ms)"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"one household with all reasons and words: median {times[times.Count / 2]:F3} ms, p99 {times[times.Count * 99 / 100]:F3} ms ({words / 3_000} characters)"));
    }
}
