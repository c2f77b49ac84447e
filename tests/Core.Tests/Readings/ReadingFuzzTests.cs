using System.Diagnostics;
using System.Text.Json;
using BotHost.Core.Readings;
using CsCheck;

namespace Core.Tests.Readings;

/// <summary>Any text at all is read without a fault, quickly, and with evidence inside it. <c>FUZZ_READINGS=1000000</c> runs the full size.</summary>
public class ReadingFuzzTests
{
    private static readonly long Size = long.TryParse(Environment.GetEnvironmentVariable("FUZZ_READINGS"), out var size) ? size : 4000;

    private static readonly string[] Expectations = ["income.household_annual", "household.size", "subject.age", "subject.village", "subject.name", "hardship.kind", "aid.current", "hardship.started_on", "insurance.medical_paid", "work.skills", "subject.phone", "subject.disability_grade"];

    private static readonly string[] Texts = [.. Directory.GetFiles(Path.Combine(Readers.Root, "tests", "cases", "reading"), "*.jsonl")
        .SelectMany(File.ReadLines).Where(l => l.Length > 0).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("text").GetString()!)];

    private static readonly string[] Odd = ["", "万", "一二", "十", "百千", "\u202e", "\ud83d", "😀", "千万亿", "。", " ", "1.5.2", "19570307", "半", "零零", "点五万"];

    private static readonly Gen<string?> Expecting = Gen.Int[0, Expectations.Length * 2].Select(i => i < Expectations.Length ? Expectations[i] : null);

    /// <summary>Pieces of real messages, cut and joined anywhere, with numbers and odd characters between.</summary>
    private static readonly Gen<string> Mutated = Gen.Select(Gen.Int[0, Texts.Length - 1], Gen.Int[0, Texts.Length - 1], Gen.Int[0, 30], Gen.Int[0, 30], Gen.String[0, 4], Gen.Int[0, Odd.Length - 1])
        .Select((a, b, i, j, noise, odd) => string.Concat(Texts[a].AsSpan(Math.Min(i, Texts[a].Length)), noise, Odd[odd], Texts[b].AsSpan(0, Math.Min(j, Texts[b].Length))));

    [Fact]
    public void Random_strings_are_read_without_fault() => Check(Gen.String[0, 60]);

    [Fact]
    public void Mutated_messages_are_read_without_fault() => Check(Mutated);

    [Fact]
    public void The_longest_messages_are_read_within_the_time_limit()
    {
        Readers.Read(Texts[0]);
        foreach (var text in new[] { string.Concat(Enumerable.Repeat("俺家五口人,住院花了四万多,", 700))[..8000], new string('一', 8000), new string('万', 8000), new string('1', 8000), string.Concat(Enumerable.Repeat("俺爹", 4000)), new string('\u202e', 8000), string.Concat(Enumerable.Repeat("王庄", 4000)) })
        {
            var best = TimeSpan.MaxValue;
            for (var run = 0; run < 6; run++)
            {
                var clock = Stopwatch.StartNew();
                Readers.Read(text, "subject.village");
                if (clock.Elapsed < best) best = clock.Elapsed;
            }

            // The bar of 50 ms is measured by the benchmark; here only a reading that grows out of hand is caught, on however busy a machine.
            Assert.True(best < TimeSpan.FromSeconds(2), $"{text[..6]}… took {best.TotalMilliseconds:F1} ms");
        }
    }

    /// <summary>No reading may take longer. A slow one is repeated, since the machine may have been busy: only its best time counts.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(50);

    private const int MostRepeats = 20;

    private static void Check(Gen<string> texts)
    {
        Readers.Read(Texts[0]);
        CheckEach(texts);
    }

    private static void CheckEach(Gen<string> texts) => Gen.Select(texts, Expecting).Sample((text, expecting) =>
    {
        var context = new ReadingContext(new DateOnly(2026, 11, 23)) { Expecting = expecting, Options = ["1. 生病", "2. 受灾"] };
        var began = Stopwatch.GetTimestamp();
        var reading = Readers.Rules.Read(text, context);
        var best = Stopwatch.GetElapsedTime(began);
        for (var again = 0; best > Limit && again < MostRepeats; again++)
        {
            began = Stopwatch.GetTimestamp();
            Readers.Rules.Read(text, context);
            if (Stopwatch.GetElapsedTime(began) is var took && took < best) best = took;
        }

        Assert.True(best <= Limit, $"{text.Length} characters took {best.TotalMilliseconds:F1} ms at best");
        foreach (var fact in reading.Facts)
        {
            Assert.NotEmpty(fact.Spans);
            foreach (var span in fact.Spans) Assert.True(span.Start >= 0 && span.Length > 0 && span.Start + span.Length <= text.Length, fact.Id);
        }

        foreach (var doubt in reading.Doubts) Assert.True(doubt.Span.Start >= 0 && doubt.Span.Start + doubt.Span.Length <= text.Length, doubt.FactId);
        if (reading.Urgent is { } urgent) Assert.True(urgent.Span.Start + urgent.Span.Length <= text.Length);
    }, iter: Size, threads: 2);
}
