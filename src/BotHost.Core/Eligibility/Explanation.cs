using System.Collections.Immutable;
using System.Globalization;
using BotHost.Core.Content;
using BotHost.Core.Facts;

namespace BotHost.Core.Eligibility;

/// <summary>How much is said beside what it looks like, why, where to go and who decides.</summary>
public enum Detail
{
    /// <summary>Nothing.</summary>
    Least,
    /// <summary>What it gives, what is missing and what to bring.</summary>
    Short,
    /// <summary>Also how long it takes, the public notice and how to appeal.</summary>
    Whole,
}

/// <summary>A determination in plain words: what it looks like, why, what is missing, where to go, and who decides. Never a promise.</summary>
public sealed class Explanation(ContentBundle content)
{
    private const int MostMissing = 4;
    private static readonly string[] Incomes = ["income.per_capita_monthly", "income.per_capita_stated", "income.per_capita_annual"];

    /// <summary>The explanations of several, in as much detail as a channel has room for.</summary>
    /// <param name="most">Characters in all; where even the least is longer, the least is said.</param>
    public (ImmutableArray<string> Texts, Detail Detail) Fit(IReadOnlyCollection<(Determination Of, Change? Change)> found, Circumstances around, int most)
    {
        for (var detail = Detail.Whole; ; detail--)
        {
            ImmutableArray<string> texts = [.. found.Select(f => Of(f.Of, around, f.Change, detail))];
            if (detail == Detail.Least || texts.Sum(t => t.Length) <= most) return (texts, detail);
        }
    }

    /// <param name="change">What would alter an unlikely outcome; null when nothing honest would.</param>
    public string Of(Determination d, Circumstances around, Change? change = null, Detail detail = Detail.Whole)
    {
        var whole = detail == Detail.Whole;
        var sentences = new List<string?>();
        if (d.Outcome is EligibilityOutcome.Likely && d.Program.Urgent.Length > 0) sentences.Add(d.Program.Urgent);
        sentences.Add(Say("eligibility." + Name(d.Outcome), ("name", d.Program.Name), ("person", Who(d))));
        if (d.AlsoFor.Length > 0) sentences.Add(Say("eligibility.also-for", ("persons", string.Join("、", d.AlsoFor.Select(Relation)))));
        if (d.Outcome == EligibilityOutcome.Likely)
        {
            foreach (var other in d.Others.Where(o => o.Outcome == EligibilityOutcome.Unlikely && o.Person != "self"))
            {
                sentences.Add(Say("eligibility.not-for", ("person", Relation(other.Person))));
                sentences.AddRange(other.Criteria.Where(r => Tells(r, other.Outcome)).Select(r => Words(r, around)));
            }
        }

        if (d.Program.Criteria.Any(c => c.Test.Facts.Intersect(Incomes).Any())) sentences.AddRange([Income(around), Students(around)]);
        sentences.AddRange(d.Criteria.Where(r => Tells(r, d.Outcome)).Select(r => Words(r, around)));
        if (d.Criteria.Any(r => r.Outcome == CriterionOutcome.Human && d.Outcome == EligibilityOutcome.NeedsHuman) || d.Unset.Length > 0)
            sentences.Add(d.Unset.Length > 0 ? Say("eligibility.unset", ("department", d.Program.Department)) : Say("eligibility.boundary", ("department", d.Program.Department)));
        if (d.YieldsTo is { } better) sentences.Add(Say("eligibility.yields", ("name", d.Program.Name), ("better", content.Programs[better].Name)));
        if (d.Missing.Length > 0 && detail > Detail.Least) sentences.Add(Say("eligibility.missing", ("facts", string.Join("、", d.Missing.Select(Label).Distinct().Take(MostMissing)))));
        if (d.Outcome != EligibilityOutcome.Unlikely)
        {
            if (detail > Detail.Least) sentences.Add(Say("eligibility.gives", ("gives", d.Program.Gives)));
            sentences.Add(Say("eligibility.apply", ("where", d.Program.Where), ("documents", detail > Detail.Least ? string.Join("、", d.Program.Documents) : ""), ("time", whole ? d.Program.Time : ""), ("notice", whole ? d.Program.Notice : "")));
        }
        else if (change is { } nearest) sentences.Add(Say("eligibility.if-" + nearest.Kind, ("amount", Yuan(nearest.Amount))));
        else sentences.Add(Say("eligibility.still", ("where", d.Program.Where)));

        sentences.Add(Say("eligibility.appeal", ("appeal", whole ? d.Program.Appeal : "")));
        return string.Concat(sentences.Where(s => !string.IsNullOrWhiteSpace(s)));
    }

    public static string Name(EligibilityOutcome outcome) => outcome switch
    {
        EligibilityOutcome.Likely => "likely",
        EligibilityOutcome.Unlikely => "unlikely",
        EligibilityOutcome.NeedsFacts => "needs-facts",
        _ => "needs-human",
    };

    /// <summary>Only what decided: what is unmet when it does not fit, what is open while it is open, what is met when it fits.</summary>
    private static bool Tells(CriterionResult r, EligibilityOutcome outcome) => r.Criterion.AllOf.IsEmpty && outcome switch
    {
        EligibilityOutcome.Unlikely => r.Outcome == CriterionOutcome.Unmet && !(r.Presumed && r.Criterion.Presumed == Presumption.Unmet),
        EligibilityOutcome.Likely => r.Outcome == CriterionOutcome.Met,
        _ => r.Outcome is CriterionOutcome.Human || (r.Outcome == CriterionOutcome.Unknown && !r.Presumed),
    };

    private string? Words(CriterionResult r, Circumstances around)
    {
        var outcome = r.Outcome switch { CriterionOutcome.Met => "met", CriterionOutcome.Unmet => "unmet", _ => "unknown" };
        var prompt = content.FindPrompt($"criterion.{r.Criterion.Id}.{outcome}");
        return prompt?.Text.Render(new Dictionary<string, object> { ["vehicles"] = around.Find("assets.own_vehicles") is FactValue.List { Items.Length: > 0 } ? "yes" : "" });
    }

    /// <summary>「3.6万 − 1.9万看病钱，3口人，一人每月472元，低于521元」: only of exact numbers.</summary>
    private string? Income(Circumstances around)
    {
        if (around.Find("income.per_capita_stated") is not FactValue.Number { Approximate: false } each) return null;
        var off = around.Number("expense.deducted_annual") ?? 0;
        var line = around.Number("local.dibao_monthly");
        var against = line is null ? "" : Say("eligibility." + (each.Value < line ? "below" : each.Value == line ? "equal" : "above"), ("line", Yuan(line))) ?? "";
        return Say(off > 0 ? "eligibility.income-less-bills" : "eligibility.income", ("income", Wan(around.Number("income.counted_annual"))), ("bills", Wan(off)),
            ("people", Yuan(around.Number("household.counted"))), ("each", Each(each.Value, line)), ("against", against));
    }

    /// <summary>Whether a grown child at a university counts is what people are told wrongly most often.</summary>
    private string? Students(Circumstances around) =>
        around.Members.Any(m => m.Word("student") == "undergraduate" && m.Counts) ? Say("eligibility.undergraduate-counts")
        : around.Members.Any(m => m.Word("student") == "postgraduate" && !m.Counts) ? Say("eligibility.postgraduate-does-not") : null;

    private string Who(Determination d) => d.Person is "" or "self" ? "" : Relation(d.Person);

    private string Relation(string relation) => content.FindPrompt("relation." + relation)?.Text.Source ?? "";

    private string Label(string factId) => content.FindPrompt("label." + factId)?.Text.Source ?? (content.FindPrompt(factId)?.Label is { Length: > 0 } label ? label : "别的情况");

    private string? Say(string id, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var map = new Dictionary<string, object>();
        foreach (var (name, value) in values) map[name] = value;
        return content.FindPrompt(id)?.Text.Render(map);
    }

    /// <summary>Whole yuan; close to the line to the cent, so that both sides can be told apart.</summary>
    private static string Each(decimal each, decimal? line) => Math.Abs(each - (line ?? 0)) >= 1 ? Math.Floor(each).ToString("0", CultureInfo.InvariantCulture)
        : (each < line ? Math.Floor(each * 100) : Math.Ceiling(each * 100)) is var cents ? (cents / 100).ToString("0.##", CultureInfo.InvariantCulture) : "";

    private static string Yuan(decimal? amount) => amount is { } a ? (Math.Floor(a * 10) / 10).ToString("0.#", CultureInfo.InvariantCulture) : "";

    private static string Wan(decimal? amount) => amount is { } a ? a >= 10000 && a % 100 == 0 ? (a / 10000).ToString("0.##", CultureInfo.InvariantCulture) + "万" : a.ToString("0", CultureInfo.InvariantCulture) + "元" : "";
}
