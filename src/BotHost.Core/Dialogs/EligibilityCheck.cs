using System.Collections.Immutable;
using BotHost.Core.Claims;
using BotHost.Core.Dialogs.Runners;
using BotHost.Core.Eligibility;
using BotHost.Core.Expressions;
using BotHost.Core.Facts;

namespace BotHost.Core.Dialogs;

/// <summary>Where an eligibility check stands: what each program looks like by what was said, what is worth asking, and what there is to say.</summary>
internal sealed class EligibilityCheck
{
    private const int MostNames = 3;

    /// <summary>A program that was not asked about counts for so much of one that was.</summary>
    private const double Beside = 0.2;

    private readonly TurnBuilder turn;
    private readonly string place;
    private readonly Determiner determiner;
    private readonly ImmutableArray<Determination> all;
    private readonly Circumstances around;
    private readonly ImmutableArray<string> focus;

    private EligibilityCheck(TurnBuilder turn)
    {
        this.turn = turn;
        place = turn.Known("subject.village")?.Value is FactValue.Place { Code: { } code } ? code : "41";
        determiner = new(turn.Content.Programs, turn.Content.Standards);
        all = determiner.All(new Known(turn), place, turn.Today, out around);
        focus = Focus(turn.Top!.Notes.GetValueOrDefault(EligibilityRunner.About));
        Told = [.. Explained().Select(d => d.Program.Id)];
    }

    public static EligibilityCheck Of(TurnBuilder turn) => new(turn);

    /// <summary>The programs that are explained, best first.</summary>
    public ImmutableArray<string> Told { get; }

    /// <summary>True when something stays open that questions did not settle.</summary>
    public bool IsOpen => all.Any(d => Told.Contains(d.Program.Id) && d.Outcome is EligibilityOutcome.NeedsFacts or EligibilityOutcome.NeedsHuman);

    /// <summary>Puts a question about one person; false when there is none to put.</summary>
    public bool AskAboutSomebody(Action<TurnBuilder> first) => MemberQuestions.Ask(turn, first, [.. all.Where(d => focus.Contains(d.Program.Id)).Select(d => d.Program.Id)]);

    /// <summary>Life or treatment hangs on it: what helps at once is said at once.</summary>
    private bool IsUrgent => turn.Known("hardship.urgent")?.Value is FactValue.YesNo { Value: true };

    /// <summary>True when a program in question goes by the income.</summary>
    private bool ReadsIncome => all.Any(d => focus.Contains(d.Program.Id) && d.Outcome != EligibilityOutcome.Unlikely && d.Program.Criteria.Any(c => c.Test.Facts.Any(f => f.StartsWith("income.", StringComparison.Ordinal))));

    /// <summary>A sum of which only parts were said; null when there is none.</summary>
    public string? Whole() => turn.Content.Asking.Wholes.Where(w => ReadsIncome && MayAsk(w.Key) && w.Value.Any(part => turn.Known(part)?.IsKnown == true)).Select(w => w.Key).FirstOrDefault();

    /// <summary>The question to ask now; null when the programs in question are settled, or nobody could be asked.</summary>
    public Candidate? Next() => IsUrgent && all.Any(d => d is { Outcome: EligibilityOutcome.Likely, Program.Urgent.Length: > 0 }) ? null : new QuestionChooser(turn.Content, determiner)
        .Rank(new Known(turn), place, turn.Today, all, p => focus.Contains(p.Id) ? 1 : Beside, MayAsk)
        .FirstOrDefault(c => c.For.Any(focus.Contains));

    /// <summary>The explanations, in the order of <see cref="Told"/>, as long as the channel has room for.</summary>
    /// <param name="whole">True where somebody asked for all of it.</param>
    public (ImmutableArray<string> Texts, Detail Detail) Answer(bool whole)
    {
        var whatIf = new WhatIf(determiner, new Known(turn), place, turn.Today, around);
        var most = whole ? int.MaxValue : turn.Content.Asking.Longest.GetValueOrDefault(turn.State.Channel, int.MaxValue);
        return new Explanation(turn.Content).Fit([.. Explained().Select(d => (d, whatIf.Nearest(d)))], around, most);
    }

    /// <summary>Names of further programs that look likely; where it is urgent, of those that may help too.</summary>
    public ImmutableArray<string> Others() => [.. all.Where(d => (d.Outcome == EligibilityOutcome.Likely || (IsUrgent && focus.Contains(d.Program.Id) && d.Outcome != EligibilityOutcome.Unlikely)) && d.YieldsTo is null && !Told.Contains(d.Program.Id)).Take(MostNames).Select(d => d.Program.Name)];

    /// <summary>The program asked about; once it does not fit, those beside it for which something was said; all of them when none was named.</summary>
    private ImmutableArray<string> Focus(string? about)
    {
        if (about is null)
        {
            if (IsUrgent) return turn.Content.Asking.WhenUrgent;
            // Of everything there is, what something was said for; when nothing was, all of it.
            var unasked = all.Where(d => d.YieldsTo is null && !turn.Content.Asking.ByName.Contains(d.Program.Id)).ToList();
            var theirs = unasked.Where(MayBeFor).ToList();
            var near = theirs.Count > 0 ? theirs : unasked.Where(d => EligibilityNote.Matters(d) && IsAbout(d)).ToList();
            return [.. (near.Count == 0 ? unasked : near).Select(d => d.Program.Id)];
        }

        var asked = about.Split(',');
        return [.. asked.Concat(asked.Where(p => Find(p) is { Outcome: EligibilityOutcome.Unlikely }).SelectMany(p => turn.Content.Asking.Instead.GetValueOrDefault(p, []))
            .Where(p => Find(p) is { } d && (EligibilityNote.Matters(d) || MayBeFor(d)))).Distinct()];
    }

    private IEnumerable<Determination> Explained()
    {
        var about = turn.Top!.Notes.GetValueOrDefault(EligibilityRunner.About);
        var found = all.Where(d => focus.Contains(d.Program.Id) && d.YieldsTo is null && EligibilityNote.Matters(d)).OrderByDescending(d => d.Outcome).ThenByDescending(d => d.Program.Urgent.Length > 0).ThenBy(d => focus.IndexOf(d.Program.Id)).ToList();
        var best = found.FirstOrDefault();
        // Without a program in mind, two that look likely are told; else the one that comes nearest.
        if (about is null) return best is { Outcome: EligibilityOutcome.Likely } ? found.Where(d => d.Outcome == EligibilityOutcome.Likely).Take(2) : found.Take(1);
        var asked = about.Split(',').Select(p => Find(p)!).ToList();
        return best is { Outcome: EligibilityOutcome.Likely } && !asked.Contains(best) ? [.. asked, best] : asked;
    }

    /// <summary>True while somebody of the household has a disability and the program may be for them.</summary>
    private bool MayBeFor(Determination d) => turn.Known("household.disabled")?.Value is FactValue.Number { Value: > 0 } && turn.Content.Asking.Members.Any(m => m.Programs.Contains(d.Program.Id));

    /// <summary>False while it is open whether a program about one person is about anybody here. What is for people without anybody to support them is not about the parent whose child speaks.</summary>
    private bool IsAbout(Determination d) => d.Program.About is not { } about || Person.Others(around).Where(p => !(p.Relation is "father" or "mother" && d.Program.Criteria.Any(c => c.Test.Facts.Contains("support.state")))).Prepend(Person.Subject(around)).Any(p => about.Test(around.For(p)) == Truth.True);

    private Determination? Find(string program) => all.FirstOrDefault(d => d.Program.Id == program);

    private bool MayAsk(string factId) => turn.Known(factId) is null && turn.Content.FindPrompt(factId)?.Readback is not null && !FactLearning.IsRefused(turn, factId);

    /// <summary>What the conversation knows, as an expression reads it.</summary>
    internal sealed class Known(TurnBuilder turn) : IFacts
    {
        public FactValue? Find(string factId) => turn.Known(factId)?.Value;
    }
}
