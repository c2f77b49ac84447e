using System.Diagnostics;
using System.Globalization;
using BotHost.Core.Content;
using BotHost.Core.Matching;
using BotHost.Demo;

namespace Benchmarks;

/// <summary>
/// A round at the size of a province: everybody's best five with reasons, openings shared out fairly; beside a bare scorer on the same index, which
/// keeps the best five without reasons or capacities, and beside looking at every pair at a small size.
/// <c>matching [--residents N] [--opportunities N] [--threads N]</c>.
/// </summary>
public static class MatchingLoad
{
    private static readonly DateOnly Today = new(2026, 11, 26);

    public static int Run(string[] args)
    {
        int Number(string name, int otherwise) => Array.IndexOf(args, "--" + name) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
        var (residents, openings, threads) = (Number("residents", 4_673_000), Number("opportunities", 50_000), Number("threads", 2));
        Console.WriteLine($"threads {threads}; the whole run is measured in one process, tables made beforehand");
        // The compiler needs a while to settle.
        Measure("warm-up", residents / 100, openings / 100, threads, null);
        foreach (var part in new[] { 1_000, 100, 10 }) Measure($"1/{part} of it", residents / part, openings / part, threads, null);
        Measure("100,000 in one county", Math.Min(100_000, residents), Math.Min(2_000, openings), threads, "411523");
        BruteForce(Math.Min(2_000, residents), Math.Min(2_000, openings));
        var province = Measure("the province", residents, openings, threads, null);
        NewOpening(province, threads);
        var process = Process.GetCurrentProcess();
        Console.WriteLine($"peak memory {process.PeakWorkingSet64 / 1e6:N0} MB");
        return 0;
    }

    private static Pairing Measure(string name, int residents, int openings, int threads, string? within)
    {
        var pairing = Make(residents, openings, within);
        GC.Collect();
        var bare = new Timing();
        var index = new OpportunityIndex(pairing);
        var built = bare.Wall;
        MatchLists.Find(index, residents, 5, threads);
        var (bareWall, bareCpu) = (bare.Wall, bare.Cpu);
        GC.Collect();
        var timing = new Timing();
        index = new OpportunityIndex(pairing);
        var size = RoundSize.For(residents, threads) with { Candidates = 8 };
        var matches = MatchLists.Find(index, residents, size.Candidates, threads);
        var (found, foundCpu) = (timing.Wall, timing.Cpu);
        var round = OfferRound.Share(pairing, matches, size);
        var (shared, sharedCpu) = (timing.Wall, timing.Cpu);
        var codes = MatchLists.Reasons(pairing, matches, 5, threads);
        var (done, cpu) = (timing.Wall, timing.Cpu);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: {residents:N0} × {openings:N0}: {done:F2} s (best {found:F2}, sharing {shared - found:F2}, reasons {done - shared:F2}); CPU {cpu:F2} s (best {foundCpu:F2}, sharing {sharedCpu - foundCpu:F2}, reasons {cpu - sharedCpu:F2}); {1e6 * cpu / Math.Max(1, residents):F2} CPU µs a resident; bare scorer {bareWall:F2} s, CPU {bareCpu:F2} s; {done / bareWall:F2} × by the clock, {cpu / bareCpu:F2} × by CPU; index {built:F2} s"));
        Check(pairing, round, codes.LongLength);
        return pairing;
    }

    /// <summary>Every offer of the run is looked at again, pair by pair.</summary>
    private static void Check(Pairing pairing, RoundResult round, long codes)
    {
        var outstanding = new int[pairing.Openings.Count];
        for (var i = 0; i < round.Count; i++)
        {
            outstanding[round.Openings[i]]++;
            if (pairing.Look(round.Residents[i], round.Openings[i]).Misses != Misses.None) throw new InvalidOperationException($"offer {i} breaks a limit");
        }

        var (places, full, people) = (0L, 0, round.Residents.Distinct().Count());
        for (var o = 0; o < outstanding.Length; o++)
        {
            var capacity = pairing.Openings.Rules.Rounds.Capacity(pairing.Openings.All[o].Openings, pairing.Openings.All[o].Acceptance);
            if (outstanding[o] > capacity) throw new InvalidOperationException($"opening {o} is offered {outstanding[o]} times for {capacity} places");
            places += capacity;
            full += outstanding[o] == capacity ? 1 : 0;
        }

        var fitting = Enumerable.Range(0, pairing.Residents.Count).Count(r => round.Matches.Count(r) > 0);
        Console.WriteLine($"    checked: {round.Count:N0} offers to {people:N0} of {fitting:N0} who fit something; {places:N0} places, {full:N0} of {outstanding.Length:N0} openings full; {codes:N0} reasons kept; {round.GivenUp:N0} searches cut short; worth {round.Value:N0}");
    }

    private static void BruteForce(int residents, int openings)
    {
        var pairing = Make(residents, openings, null);
        var index = new OpportunityIndex(pairing);
        var watch = Stopwatch.StartNew();
        MatchLists.Find(index, residents, 5, 1);
        var indexed = watch.Elapsed;
        watch.Restart();
        var scores = new int[5];
        for (var r = 0; r < residents; r++)
        {
            Array.Clear(scores);
            for (var o = 0; o < openings; o++)
            {
                var fit = pairing.Look(r, o);
                if (fit.Misses != Misses.None || fit.Score <= scores[4]) continue;
                var at = 4;
                for (; at > 0 && scores[at - 1] < fit.Score; at--) scores[at] = scores[at - 1];
                scores[at] = fit.Score;
            }
        }

        Console.WriteLine($"every pair, one thread: {residents:N0} × {openings:N0}: {watch.Elapsed.TotalSeconds:F2} s; the index {indexed.TotalSeconds:F3} s; {watch.Elapsed / indexed:F0} ×");
    }

    private static void NewOpening(Pairing pairing, int threads)
    {
        var reach = new OpportunityReach(pairing.Residents);
        var times = new List<(double Milliseconds, string Place)>();
        var all = new Timing();
        foreach (var o in Enumerable.Range(0, Math.Min(200, pairing.Openings.Count)))
        {
            var watch = new Timing();
            reach.Find(pairing, o, 100, threads);
            times.Add((watch.Wall * 1e3, pairing.Openings.All[o].Place));
        }

        var cpu = all.Cpu * 1e3 / Math.Max(1, times.Count);
        var sorted = times.OrderBy(t => t.Milliseconds).ToList();
        Console.WriteLine($"a new opening finds its 100 people: median {sorted[sorted.Count / 2].Milliseconds:F1} ms, longest of {sorted.Count} {sorted[^1].Milliseconds:F1} ms (told at {sorted[^1].Place}); {cpu:F1} ms CPU each");
    }

    private static Pairing Make(int residents, int openings, string? within)
    {
        var content = Content();
        var province = new SyntheticProvince(File.ReadLines(Path.Combine(Root, "dialogs", "places", "henan.csv")), content.Skills, 1, Today);
        var table = new OpportunityTable([.. Enumerable.Range(0, openings).Select(o => province.Opportunity(o, openings, within))], content.Skills, content.Matching, Today);
        var people = new ResidentTable(table, residents);
        for (var r = 0; r < residents; r++) people.Add(province.Resident(r, residents, within));
        people.Prepare();
        return new(people, table);
    }

    private static ContentBundle Content() => ContentLoader.Load(new[] { "dialogs", "prompts" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.yaml", SearchOption.AllDirectories))
        .ToDictionary(file => Path.GetRelativePath(Root, file).Replace('\\', '/'), File.ReadAllText)).Bundle ?? throw new InvalidOperationException("the content is broken");

    private static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BotHost.sln"))) folder = folder.Parent;
            return folder?.FullName ?? throw new InvalidOperationException("run it from a checkout");
        }
    }
}
