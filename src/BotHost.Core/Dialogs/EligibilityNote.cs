using System.Collections.Immutable;
using BotHost.Core.Claims;
using BotHost.Core.Content;
using BotHost.Core.Eligibility;
using BotHost.Core.Expressions;
using BotHost.Core.Facts;

namespace BotHost.Core.Dialogs;

/// <summary>The link between a conversation and the programs: what travels with a claim, and what is said after one.</summary>
internal static class EligibilityNote
{
    /// <summary>More names than these are not heard, only filed.</summary>
    private const int MostNames = 3;

    /// <summary>The programs a claim may lead to; those that do not fit, or that nothing was said about, stay out.</summary>
    public static ImmutableArray<ClaimDetermination> Determinations(TurnBuilder turn) => turn.Content.Dialogs[turn.Top!.Dialog].Submits is ClaimKind.Complaint ? []
        : [.. Determine(turn).Where(d => Matters(d) || Wanted(turn).Contains(d.Program.Id)).OrderByDescending(d => Wanted(turn).Contains(d.Program.Id)).Select(d => new ClaimDetermination(d.Program.Id, Explanation.Name(d.Outcome), [.. d.Criteria.Select(Filed)]))];

    /// <summary>In a few short sentences, what the resident may ask for; silent when nothing looks likely.</summary>
    public static void Say(TurnBuilder turn)
    {
        if (!turn.Verified) return;
        var open = Determine(turn).Where(d => d.YieldsTo is null && Matters(d)).ToList();
        var likely = open.Where(d => d.Outcome == EligibilityOutcome.Likely).OrderByDescending(d => d.Program.Urgent.Length > 0).ToList();
        var unset = open.Where(d => d.Outcome == EligibilityOutcome.NeedsHuman).ToList();
        if (likely.Count > 0) turn.Say(Words.EligibilityMay, ("programs", Names(likely)));
        if (likely.Count + unset.Count > 0) turn.State = turn.State with { OutcomeShown = true };
        if (unset.Count > 0) turn.Say(Words.EligibilityAsk, ("programs", Names(unset)));
    }

    /// <summary>Ids of the programs that look likely for a subject under a content, but for those that a better one takes the place of.</summary>
    public static IReadOnlySet<string> Likely(ContentBundle content, Subject subject, DateOnly today) =>
        new Determiner(content.Programs, content.Standards).All(new Confided(subject), ClaimSubmission.PlaceOf(subject), today)
            .Where(d => d is { Outcome: EligibilityOutcome.Likely, YieldsTo: null }).Select(d => d.Program.Id).ToHashSet(StringComparer.Ordinal);

    /// <summary>The programs that somebody asked to be put forward for.</summary>
    private static string[] Wanted(TurnBuilder turn) => turn.Top!.Notes.GetValueOrDefault(ClaimFiling.Programs, "").Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static string Names(IEnumerable<Determination> found) => string.Join("、", found.Take(MostNames).Select(d => d.Program.Name));

    private static ImmutableArray<Determination> Determine(TurnBuilder turn) =>
        new Determiner(turn.Content.Programs, turn.Content.Standards).All(new EligibilityCheck.Known(turn), turn.Subject is { } subject ? ClaimSubmission.PlaceOf(subject) : "", turn.Today);

    /// <summary>A program that nobody has said a word about is noise to a reviewer.</summary>
    public static bool Matters(Determination d) => d.Outcome switch
    {
        EligibilityOutcome.Likely => true,
        EligibilityOutcome.Unlikely => false,
        _ => d.Criteria.Any(c => c is { Outcome: CriterionOutcome.Met, Facts.Length: > 0, Criterion.Presumed: not Presumption.Met }) || d.Criteria.Any(c => c.Outcome == CriterionOutcome.Human && c.Facts.Any(f => !f.StartsWith(Standards.Prefix, StringComparison.Ordinal))),
    };

    /// <summary>What belongs to a subject, as an expression reads it.</summary>
    private sealed class Confided(Subject subject) : IFacts
    {
        public FactValue? Find(string factId) => subject.Facts.GetValueOrDefault(factId)?.Value;
    }

    private static ClaimCriterion Filed(CriterionResult r) =>
        new(r.Criterion.Id, r.Outcome switch { CriterionOutcome.Met => "met", CriterionOutcome.Unmet => "unmet", _ => "unknown" }, [.. r.Facts.Where(f => !f.StartsWith(Standards.Prefix, StringComparison.Ordinal))], r.Criterion.Source);
}
