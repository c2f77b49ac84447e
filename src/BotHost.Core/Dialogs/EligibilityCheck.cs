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

    /// <summary>The question to ask now; null when the programs in question are settled, or nobody could be asked.</summary>
    public Candidate? Next() => new QuestionChooser(turn.Content, determiner)
        .Rank(new Known(turn), place, turn.Today, all, p => focus.Contains(p.Id) ? 1 : Beside, MayAsk)
        .FirstOrDefault(c => c.For.Any(focus.Contains));

    /// <summary>The explanations, in the order of <see cref="Told"/>.</summary>
    public IEnumerable<string> Answer()
    {
        var explanation = new Explanation(turn.Content);
        return Explained().Select(d => explanation.Of(d, around));
    }

    /// <summary>Names of further programs that look likely.</summary>
    public ImmutableArray<string> Others() => [.. all.Where(d => d.Outcome == EligibilityOutcome.Likely && d.YieldsTo is null && !Told.Contains(d.Program.Id)).Take(MostNames).Select(d => d.Program.Name)];

    /// <summary>The program asked about; once it does not fit, those beside it for which something was said; all of them when none was named.</summary>
    private ImmutableArray<string> Focus(string? about)
    {
        if (about is null) return [.. all.Select(d => d.Program.Id)];
        return Find(about) is { Outcome: EligibilityOutcome.Unlikely } && turn.Content.Asking.Instead.TryGetValue(about, out var instead) 
            ? [about, .. instead.Where(p => Find(p) is { } d && EligibilityNote.Matters(d))] : [about];
    }

    private IEnumerable<Determination> Explained()
    {
        var about = turn.Top!.Notes.GetValueOrDefault(EligibilityRunner.About);
        var best = all.Where(d => focus.Contains(d.Program.Id) && d.YieldsTo is null && EligibilityNote.Matters(d)).OrderByDescending(d => d.Outcome).ThenByDescending(d => d.Program.Urgent.Length > 0).ThenBy(d => focus.IndexOf(d.Program.Id)).FirstOrDefault();
        if (about is null) return best is null ? [] : [best];
        var asked = Find(about)!;
        return best is { Outcome: EligibilityOutcome.Likely } && best != asked ? [asked, best] : [asked];
    }

    private Determination? Find(string program) => all.FirstOrDefault(d => d.Program.Id == program);

    private bool MayAsk(string factId) => turn.Known(factId) is null && turn.Content.FindPrompt(factId)?.Readback is not null && !FactLearning.IsRefused(turn, factId);

    /// <summary>What the conversation knows, as an expression reads it.</summary>
    internal sealed class Known(TurnBuilder turn) : IFacts
    {
        public FactValue? Find(string factId) => turn.Known(factId)?.Value;
    }
}
