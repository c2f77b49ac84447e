using System.Collections.Immutable;
using BotHost.Core.Content;
using BotHost.Core.Facts;
using BotHost.Core.Readings;

namespace BotHost.Core.Dialogs.Runners;

/// <summary>
/// Plays a dialog that collects facts: takes everything that was said, asks only what is missing, reads back, and hands on to
/// what its author wrote under <c>then:</c>.
/// </summary>
internal sealed class FormRunner : IDialogRunner
{
    public const string Stuck = "form.stuck", Conflict = "conflict:";
    private const string OnBehalf = "on_behalf";

    /// <summary>So often a question is put; then it may be set aside.</summary>
    private const int MostAttempts = 3;

    public void Start(TurnBuilder turn)
    {
        SetSubjectAside(turn);
        var learning = FactLearning.Learn(turn);
        if (learning.Conflict is { } conflict) AskConflict(turn, conflict);
        else Continue(turn);
    }

    public void Resume(TurnBuilder turn) => Continue(turn);

    public bool Hear(TurnBuilder turn)
    {
        var frame = turn.Top!;
        return (frame.Step.Length > 0 && FormEnding.Hear(turn)) || HearQuestion(turn);
    }

    /// <summary>Uses a message as the answer to the fact that was asked, or takes what else was said; then the dialog on top goes on.</summary>
    public static bool HearQuestion(TurnBuilder turn)
    {
        var key = turn.State.Question?.Key ?? "";
        if (key == Stuck) return HearStuck(turn);
        if (key.StartsWith(Conflict, StringComparison.Ordinal) && HearConflict(turn, key[Conflict.Length..])) return true;
        return turn.Content.Catalogue.Contains(key) ? HearAnswer(turn, key) : HearMore(turn);
    }

    /// <summary>Goes on with what is missing: a yes, an open conflict, the next question, or the ending.</summary>
    public static void Continue(TurnBuilder turn)
    {
        var dialog = turn.Content.Dialogs[turn.Top!.Dialog];
        if ((dialog.NeedsConsent is { } purpose && turn.Subject?.Consented(purpose) != true) || ConsentRunner.NeedsSensitive(turn))
        {
            turn.Push("consent");
            DialogEngine.Runner(turn).Start(turn);
            return;
        }

        var open = FormAsks.Open(turn, turn.Top!).ToList();
        if (open.Count == 0)
        {
            FormEnding.Begin(turn);
            return;
        }

        if (turn.Top!.Step.Length > 0) turn.Replace(turn.Top with { Step = "" });
        Announce(turn, dialog, open.Count);
        if (turn.Top.Asked.LastOrDefault() != open[0]) turn.Replace(turn.Top with { Asked = turn.Top.Asked.Remove(open[0]).Add(open[0]) });
        turn.AskFact(open[0]);
    }

    /// <summary>返回: asks the question before this one again.</summary>
    public static void Back(TurnBuilder turn)
    {
        var frame = turn.Top!;
        var asked = frame.Asked;
        if (frame.Step.Length == 0 && asked.Count > 0 && turn.State.Question?.Key == asked[^1]) asked = asked.RemoveAt(asked.Count - 1);
        if (asked.Count == 0)
        {
            turn.Say(Words.FormNothingBack);
            DialogEngine.ResumeTop(turn);
            return;
        }

        var before = asked[^1];
        turn.Replace(frame with { Asked = asked, Again = frame.Again.Add(before), Step = "" });
        turn.ClearQuestion();
        turn.AskFact(before);
    }

    private static bool HearAnswer(TurnBuilder turn, string factId)
    {
        var definition = turn.Content.Catalogue[factId];
        if (definition.Type == FactType.YesNo && turn.Reading.Choice is not null && ChosenValue(turn, definition) is { } picked)
        {
            FactLearning.Keep(turn, factId, picked);
            return Answered(turn, factId, new([], [], null));
        }

        var learning = FactLearning.Learn(turn, factId);
        // 养老金一百八,别的没了: a whole that is no more than its parts is told by them. So is nothing, where a part was told before.
        if (turn.Known(factId)?.Value is FactValue.Number whole && IsTold(turn, turn.Content.Asking.Wholes.GetValueOrDefault(factId, []), whole.Value, learning))
        {
            FactLearning.KeepUnanswered(turn, factId, FactState.AskedUnknown);
            return Answered(turn, factId, learning);
        }

        if (learning.Has(factId) || turn.Reading.Facts.Any(f => f.Id == factId)) return Answered(turn, factId, learning);
        if (ChosenValue(turn, definition) is { } chosen)
        {
            FactLearning.Keep(turn, factId, chosen);
            return Answered(turn, factId, learning);
        }

        // Asked back as often as asked: whoever says the same again is not asked for ever.
        if (turn.State.Question!.Attempts < MostAttempts && turn.Reading.Doubts.FirstOrDefault(d => d.FactId == factId) is { } doubt && FormDoubts.Ask(turn, definition, doubt)) return true;
        switch (turn.Reading.Answer)
        {
            case AnswerKind.Unknown:
                FactLearning.KeepUnanswered(turn, factId, FactState.AskedUnknown);
                turn.Say(Words.FormNotedUnknown);
                return Answered(turn, factId, learning);
            case AnswerKind.Declined:
                FactLearning.KeepUnanswered(turn, factId, FactState.Declined);
                turn.Say(Words.FormNotedDeclined);
                return Answered(turn, factId, learning);
            case AnswerKind.Later:
                turn.Say(Words.FormWaiting);
                return true;
        }

        // 没有 to a question for a number or a name says that there is none.
        if (turn.Reading.Answer == AnswerKind.No && definition.Type is FactType.Text or FactType.Place or FactType.Date or FactType.SetOf)
        {
            FactLearning.KeepUnanswered(turn, factId, FactState.AskedUnknown);
            return Answered(turn, factId, learning);
        }

        if (definition is { Type: FactType.Text, Sensitivity: not Sensitivity.Secret } && turn.Text.Trim().Length > 0)
        {
            FactLearning.Keep(turn, factId, new FactValue.Text(turn.Text.Trim()));
            return Answered(turn, factId, learning);
        }

        // An unusual name is taken at the second try, once it is clear that nothing else was meant.
        if (factId == "subject.name" && turn.State.Question!.Attempts > 1 && turn.Text.Trim() is { Length: >= 2 and <= 4 } name && name.All(IsHan))
        {
            FactLearning.Keep(turn, factId, new FactValue.Text(name));
            return Answered(turn, factId, learning);
        }

        if (learning.Learnt.Length > 0) return Answered(turn, "", learning);
        if (turn.State.Question!.Attempts < MostAttempts)
        {
            turn.AskFact(factId);
            return true;
        }

        turn.Note("stuck-on", factId);
        turn.AskWord(Stuck, Words.FormStuck);
        return true;
    }

    /// <summary>Something was said while no fact was open (a pause, a digression): take it and go on.</summary>
    private static bool HearMore(TurnBuilder turn)
    {
        var learning = FactLearning.Learn(turn);
        if (learning.Learnt.IsEmpty && learning.Conflict is null) return false;
        return Answered(turn, "", learning);
    }

    private static bool Answered(TurnBuilder turn, string factId, Learning learning)
    {
        var frame = turn.Top!;
        var again = frame.Again.Remove(factId).Except(learning.Learnt.Select(f => f.Id));
        turn.Replace(frame with { Again = again });
        foreach (var fact in learning.Corrected)
        {
            if (FactWords.Readback(turn.Content, fact) is { } words) turn.Say(Words.FormCorrected, ("fact", words));
            turn.Replace(turn.Top! with { Again = turn.Top!.Again.Union(FormAsks.DependingOn(turn, turn.Top!, fact.Id).Except([fact.Id])) });
        }

        if (learning.Conflict is { } conflict) AskConflict(turn, conflict);
        else DialogEngine.ResumeTop(turn);
        return true;
    }

    public static void AskConflict(TurnBuilder turn, StatedFact stated)
    {
        var definition = turn.Content.Catalogue[stated.Id];
        var prompt = turn.Content.FindPrompt(stated.Id);
        var old = FactWords.Value(definition, turn.Known(stated.Id)!.Value!, prompt);
        var now = FactWords.Value(definition, stated.Value, prompt);
        turn.State = turn.State with { Held = new(turn.MessageId, turn.Text, turn.Reading with { Facts = [stated], Correction = true }) };
        turn.AskWord(Conflict + stated.Id, Words.FormConflict, [new("old", old), new("new", now)], ("label", prompt?.Label ?? stated.Id), ("old", old), ("new", now));
    }

    /// <summary>True when the parts that were just told make up the whole, or any was told before and the whole is said to be nothing.</summary>
    private static bool IsTold(TurnBuilder turn, ImmutableArray<string> parts, decimal whole, Learning learning)
    {
        var told = parts.Where(p => (whole == 0 || learning.Has(p)) && turn.Content.Catalogue.Contains(p)).Sum(p => turn.Known(p)?.Value is FactValue.Number n ? n.Value * (turn.Content.Catalogue[p].Unit == "yuan/month" ? 12 : 1) : 0);
        return told > 0 && (whole == 0 || told == whole);
    }

    private static bool HearConflict(TurnBuilder turn, string factId)
    {
        var choice = turn.Chosen;
        if (turn.Reading.Facts.Any(f => f.Id == factId)) return HearAnswer(turn, factId);
        if (choice is null || turn.State.Held is not { } held) return false;
        if (choice == "new") turn.TakeUp(held);
        else turn.State = turn.State with { Held = null };
        return Answered(turn, factId, choice == "new" ? FactLearning.Learn(turn, factId, correcting: true) : new([], [], null));
    }

    private static bool HearStuck(TurnBuilder turn)
    {
        var factId = turn.Top!.Notes.GetValueOrDefault("stuck-on", "");
        switch (turn.Chosen)
        {
            case "skip":
                FactLearning.KeepUnanswered(turn, factId, FactState.AskedUnknown);
                return Answered(turn, factId, new([], [], null));
            case "human":
                FactLearning.KeepUnanswered(turn, factId, FactState.AskedUnknown);
                HumanRunner.Call(turn, "stuck");
                return true;
            case "stop":
                DialogEngine.Cancel(turn);
                return true;
        }

        // 没有 is a word on setting it aside, not the answer that three questions did not bring.
        if (turn.Reading.Answer is not (AnswerKind.Yes or AnswerKind.No))
        {
            var learning = FactLearning.Learn(turn, factId);
            if (learning.Learnt.Length > 0) return Answered(turn, factId, learning);
        }

        FactLearning.KeepUnanswered(turn, factId, FactState.AskedUnknown);
        if (turn.Reading.Answer == AnswerKind.Yes) return Answered(turn, factId, new([], [], null));
        HumanRunner.Call(turn, "stuck");
        DialogEngine.ResumeTop(turn);
        return true;
    }

    private static FactValue? ChosenValue(TurnBuilder turn, FactDefinition definition) => (definition.Type, turn.Chosen) switch
    {
        (_, null) => null,
        (FactType.YesNo, "yes") => FactValue.Of(true),
        (FactType.YesNo, "no") => FactValue.Of(false),
        (FactType.OneOf, { } option) when definition.Options.Contains(option) => new FactValue.Choice(option),
        (FactType.SetOf, { } option) when definition.Options.Contains(option) => FactLearning.IsRefused(turn, definition.Id) ? null : FactValue.Set.Of(option),
        (FactType.Place, { } code) when turn.State.Question!.Choices.FirstOrDefault(c => c.Value == code) is { } place && code != "none" => new FactValue.Place(place.Label, code),
        _ => null,
    };

    private static bool IsHan(char c) => c is >= '\u4e00' and <= '\u9fff';

    private static void Announce(TurnBuilder turn, DialogDefinition dialog, int left)
    {
        var frame = turn.Top!;
        if (frame.Announced == 0)
        {
            turn.Replace(frame with { Announced = left });
            turn.Say(Words.FormStart, ("title", dialog.Title), ("questions", left), ("minutes", Math.Max(1, (left + 1) / 2)));
        }
        else if (left < frame.Announced && left is 1 or 2 && turn.State.Question?.Key != FormAsks.Open(turn, frame).First())
        {
            turn.Say(Words.FormProgress, ("left", left));
        }
    }

    /// <summary>A report about somebody else must not mix with what is known of the one before.</summary>
    private static void SetSubjectAside(TurnBuilder turn)
    {
        var about = turn.Reading.Facts.Any(f => f is { Id: OnBehalf, Value: FactValue.YesNo { Value: true } });
        if (turn.Subject is not { } before) return;
        if (!about && before.Relation == "self") return;
        var relation = turn.Reading.Facts.FirstOrDefault(f => f.Id == "on_behalf.relation")?.Value.ToString();
        if (about && before.Relation != "self" && (relation is null || relation == before.Relation)) return;
        turn.Note("before", before.Id);
        var known = turn.Subjects.Values.FirstOrDefault(s => about ? s.Relation == relation : s.Relation == "self");
        turn.State = turn.State with { SubjectId = known?.Id, Verified = false };
    }
}
