using System.Collections.Immutable;
using System.Text.Json;
using BotHost.Core.Eligibility;
using BotHost.Core.Facts;
using BotHost.Core.Readings;

namespace BotHost.Core.Dialogs.Runners;

/// <summary>
/// 我能办低保吗: asks what settles most, one question at a time, stops when it is settled, and says what it looks like and why.
/// Needs no consent: until somebody wants it handed over, what was said lies in the quarantine, and is wiped when they are done.
/// </summary>
internal sealed class EligibilityRunner : IDialogRunner
{
    public const string Dialog = "eligibility-check";

    /// <summary>Note of the frame: the programs asked about, with commas between; absent for whatever there is.</summary>
    public const string About = "about";

    /// <summary>Note of the frame: why the open question was chosen.</summary>
    public const string Why = "why";

    /// <summary>So many programs of one message are answered one by one.</summary>
    private const int MostAsked = 4;

    private const string After = "eligibility.after", Answered = "answered", Gained = "gained", Shortened = "shortened";

    /// <summary>A name and a village say nothing about a household.</summary>
    private static readonly ImmutableHashSet<string> Address = ["subject.village", "subject.name", "subject.phone", "subject.id_number", "on_behalf", "on_behalf.relation", "reporter.name", "hardship.urgent"];

    /// <summary>True when the message tells of a household's people, income or property.</summary>
    public static bool TellsOfAHousehold(Reading reading) =>
        reading.Facts.Any(f => f.Id.StartsWith("household.", StringComparison.Ordinal)) && reading.Facts.Any(f => f.Id.StartsWith("income.", StringComparison.Ordinal) || f.Id.StartsWith("assets.", StringComparison.Ordinal));

    /// <summary>True when a hardship is told only to ask what can be had for it: 俺家三口…低保中不中. Who is in danger is heard first.</summary>
    public static bool AsksOwnCase(TurnBuilder turn) => !turn.Reading.Facts.Any(f => f is { Id: "hardship.urgent", Value: FactValue.YesNo { Value: true } })
        && (turn.Content.Asking.OwnCase(turn.Text) ? NamesHelp(turn) || TellsOfAHousehold(turn.Reading) || turn.Reading.Facts.Count(f => f.Id.StartsWith("household.", StringComparison.Ordinal) || f.Id.StartsWith("expense.", StringComparison.Ordinal)) > 1
            : NamesHelp(turn) && turn.Content.Asking.Asks(turn.Text));

    /// <summary>True when a message names a help and tells of themselves.</summary>
    private static bool NamesHelp(TurnBuilder turn) => turn.Content.Asking.Named(turn.Text).Length > 0
        && (turn.Reading.Facts.Count(f => !Address.Contains(f.Id)) > 1 || turn.Reading.Facts.Any(f => f.Id is "household.members" or "subject.age"));

    /// <summary>True when a question in the middle of the check is a new one about their own case.</summary>
    public static bool Takes(TurnBuilder turn) => turn.Reading.Topic is { } topic && turn.Content.Programs.ContainsKey(topic) && (turn.Content.Asking.OwnCase(turn.Text) || turn.Content.Asking.Asks(turn.Text));

    /// <summary>别问了,帮俺报上去: what is known so far is explained and handed over; a message that answers the open question is heard as the answer.</summary>
    public static bool WantsItHandedOver(TurnBuilder turn) => turn.Chosen is null && turn.Reading.Facts.IsEmpty && turn.Content.Asking.HandsOver(turn.Text);

    public void Start(TurnBuilder turn)
    {
        if (!IsOwnCase(turn))
        {
            turn.Pop();
            DialogEngine.Open(turn, JustAskingRunner.Dialog);
            return;
        }

        Take(turn);
    }

    public void Resume(TurnBuilder turn)
    {
        // What was explained is not explained again because of a word that was not understood.
        if (turn.State.Question?.Key == After) PutAfter(turn);
        else GoOn(turn);
    }

    public bool Hear(TurnBuilder turn)
    {
        if (Takes(turn))
        {
            turn.Replace(turn.Top! with { Notes = turn.Top!.Notes.Remove(Answered) });
            Take(turn);
            return true;
        }

        if (WantsItHandedOver(turn))
        {
            if (turn.State.Question?.Key != After) Explain(turn, EligibilityCheck.Of(turn));
            Report(turn);
            return true;
        }

        if (MemberQuestions.Hear(turn))
        {
            GoOn(turn);
            return true;
        }

        if (turn.State.Question?.Key != After) return FormRunner.HearQuestion(turn);
        switch (turn.Chosen)
        {
            case "whole":
                Answer(turn, EligibilityCheck.Of(turn), whole: true);
                return true;
            case "report":
                Report(turn);
                return true;
            case "human":
                HumanRunner.Call(turn, "human");
                PutAfter(turn);
                return true;
            case "other":
                Close(turn);
                DialogEngine.Open(turn, JustAskingRunner.Dialog);
                return true;
            case "done" or "no":
                AnswerGains(turn, GainAnswer.Declined);
                Close(turn);
                if (turn.Subject is null) turn.WipeQuarantine();
                turn.Say(Words.Thanks);
                return true;
        }

        var changed = FactLearning.Learn(turn, correcting: true);
        if (changed.Learnt.IsEmpty) return false;
        foreach (var fact in changed.Corrected)
        {
            if (FactWords.Readback(turn.Content, fact) is { } words) turn.Say(Words.FormCorrected, ("fact", words));
        }

        GoOn(turn);
        return true;
    }

    /// <summary>Opens the check from elsewhere (a policy was explained) for one program.</summary>
    public static void OpenFor(TurnBuilder turn, string? program)
    {
        turn.ClearQuestion();
        if (program is null || !turn.Content.Programs.ContainsKey(program)) turn.Push(Dialog);
        else turn.Push(Dialog, (About, program));
        GoOn(turn);
    }

    /// <summary>Explains what came to look likely because rules changed; what is said to it is kept.</summary>
    public static void Tell(TurnBuilder turn, ImmutableArray<Gain> gains)
    {
        turn.ClearQuestion();
        turn.Push(Dialog, (About, string.Join(',', gains.Select(g => g.Program).Distinct())), (Gained, JsonSerializer.Serialize(gains)));
        turn.Say(Words.GainTold, ("programs", string.Join("、", gains.Select(g => turn.Content.Programs[g.Program].Name).Distinct())));
        Answer(turn, EligibilityCheck.Of(turn));
    }

    /// <summary>Keeps what was said to news of a change; nothing where the check was not about any.</summary>
    private static void AnswerGains(TurnBuilder turn, GainAnswer answer)
    {
        if (turn.Top!.Notes.GetValueOrDefault(Gained) is not { } told) return;
        foreach (var gain in JsonSerializer.Deserialize<ImmutableArray<Gain>>(told)) turn.Add(new Effect.AnswerGain(gain, answer));
    }

    /// <summary>Helps that are not computed have only words.</summary>
    private static bool IsRoute(TurnBuilder turn) => turn.Reading.Topic is { } topic && !turn.Content.Programs.ContainsKey(topic) && turn.Content.ProgramText(topic) is not null;

    public static bool IsOwnCase(TurnBuilder turn) => AsksOwnCase(turn) || (!IsRoute(turn) && (
        turn.Reading.Facts.Any(f => !Address.Contains(f.Id)) || turn.Content.Asking.OwnCase(turn.Text)));

    /// <summary>Takes a message with its topic and its facts.</summary>
    private static void Take(TurnBuilder turn)
    {
        var learning = FactLearning.Learn(turn);
        // Who draws it already asks for something beside it, unless it is about to be taken from them.
        var ending = turn.Content.Asking.Ending(turn.Text);
        var drawn = (turn.Known("aid.current")?.Value as FactValue.Set)?.Values;
        string[] asked = [.. turn.Content.Asking.Named(turn.Text).Concat(turn.Reading.Topic is { } topic && turn.Content.Programs.ContainsKey(topic) ? [topic] : Array.Empty<string>())
            .Distinct().Except(turn.Content.Asking.Denied(turn.Text)).Where(p => drawn?.Contains(p) != true || ending).Take(MostAsked)];
        // 以前没享受过危改,俺这够不够条件: where nothing else is named, the help they never had is the one they ask about.
        if (asked.Length == 0 && !turn.Content.Asking.Else(turn.Text) && turn.Content.Asking.OwnCase(turn.Text) && turn.Content.Asking.Denied(turn.Text) is [var never]) asked = [never];
        if (asked.Length > 0 && !turn.Content.Asking.Else(turn.Text)) turn.Note(About, string.Join(',', asked));
        if (learning.Conflict is { } conflict) FormRunner.AskConflict(turn, conflict);
        else GoOn(turn);
    }

    private static void GoOn(TurnBuilder turn)
    {
        var frame = turn.Top!;
        var check = EligibilityCheck.Of(turn);
        if (frame.Again.FirstOrDefault() is { } again) Ask(turn, again);
        else if (frame.Asked.Count < turn.Content.Asking.MostQuestions && check.Whole() is { } whole) Ask(turn, whole);
        else if (check.AskAboutSomebody(Announce)) return;
        else if (frame.Asked.Count < turn.Content.Asking.MostQuestions && check.Next() is { } next)
        {
            turn.Note(Why, next.Why);
            Ask(turn, next.FactId);
        }
        else Answer(turn, check);
    }

    private static void Ask(TurnBuilder turn, string factId)
    {
        Announce(turn);
        turn.Replace(turn.Top! with { Asked = turn.Top!.Asked.Remove(factId).Add(factId) });
        turn.AskFact(factId);
    }

    private static void Announce(TurnBuilder turn)
    {
        if (turn.Top!.Announced == 0) turn.Say(Words.EligibilityStart);
        turn.Replace(turn.Top! with { Announced = 1 });
    }

    private static void Answer(TurnBuilder turn, EligibilityCheck check, bool whole = false)
    {
        Explain(turn, check, whole);
        PutAfter(turn);
    }

    private static void Explain(TurnBuilder turn, EligibilityCheck check, bool whole = false)
    {
        var (texts, detail) = check.Answer(whole);
        foreach (var text in texts) turn.SayText(text);
        var others = check.Others();
        if (others.Length > 0) turn.Say(Words.EligibilityOthers, ("programs", string.Join("、", others)));
        if (check.IsOpen) turn.Say(Words.EligibilityHuman);
        turn.Note(Answered, string.Join(',', check.Told));
        turn.State = turn.State with { OutcomeShown = true };
        turn.Note(Shortened, detail == Detail.Whole ? "" : "yes");
        turn.ClearQuestion();
    }

    private static void PutAfter(TurnBuilder turn) => turn.AskWord(After, turn.Top!.Notes.GetValueOrDefault(Shortened) == "yes" ? Words.EligibilityAfterShort : Words.EligibilityAfter);

    /// <summary>帮我报上去: a claim of its own, for the programs that were explained.</summary>
    private static void Report(TurnBuilder turn)
    {
        var told = turn.Top!.Notes.GetValueOrDefault(Answered, "");
        AnswerGains(turn, GainAnswer.Wanted);
        Close(turn);
        turn.Push("program-interest", (ClaimFiling.Programs, told));
        DialogEngine.Runner(turn).Start(turn);
    }

    private static void Close(TurnBuilder turn)
    {
        turn.Pop();
        turn.ClearQuestion();
    }
}
