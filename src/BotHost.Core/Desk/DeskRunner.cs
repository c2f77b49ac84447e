using System.Collections.Immutable;
using BotHost.Core.Dialogs;

namespace BotHost.Core.Desk;

/// <summary>
/// The conversation with a cadre: lists what waits, opens a case, holds a decision for five minutes so that it can be taken back, and carries
/// words to and from a resident. Name and village are said before anything happens; what a phone must not show stands behind a link.
/// </summary>
internal static class DeskRunner
{
    private const string Sure = "desk.sure", Which = "desk.which";

    /// <summary>Times of the digest in China, away from the full hour when platforms are busy.</summary>
    private static readonly TimeOnly[] Digests = [new(8, 10), new(17, 40)];

    public static void Hear(TurnBuilder turn, DeskView view, DeskOutcome? outcome)
    {
        var desk = new DeskTurn(turn, view, outcome);
        var said = DeskAnswers.Said(turn.State, turn.Text);
        var waiting = desk.State.Waiting;
        var wordless = desk.State.Wordless;
        turn.ClearQuestion();
        desk.State = desk.State with { Waiting = [], Wordless = null };
        if (waiting.Count > 0 && Agreed(desk, waiting, said)) return;
        switch (DeskCommand.Read(said))
        {
            case DeskCommand.List: DeskShow.List(desk, fromTheStart: true, evenIfEmpty: true); break;
            case DeskCommand.More: DeskShow.List(desk, fromTheStart: false, evenIfEmpty: true); break;
            case DeskCommand.HandBack: DeskDeeds.HandBack(desk); break;
            case DeskCommand.Undo: DeskDeeds.Undo(desk); break;
            case DeskCommand.Help: turn.Say(Words.DeskHelp); break;
            case DeskCommand.Speech when waiting.Count > 0: AskAgain(desk, waiting); break;
            case DeskCommand.Speech(var text) when wordless is not null: DeskDeeds.Do(desk, wordless with { Text = text }); break;
            case DeskCommand.Speech(var text): Speak(desk, text); break;
            case var about: Begin(desk, about); break;
        }
    }

    /// <summary>What the host tells: a decision is due, a digest, an escalation that cannot wait, a resident's words, a message that did not reach this chat.</summary>
    public static void Learn(TurnBuilder turn, DeskView view, DeskOutcome? outcome)
    {
        var desk = new DeskTurn(turn, view, outcome);
        var task = desk.Task(turn.EventValue("escalationId"));
        switch (turn.Inbound.Name)
        {
            case DeskEvents.Decide when desk.State.Held.Find(h => h.Id == turn.EventValue("key")) is { } held: DeskDeeds.Decide(desk, held); break;
            case DeskEvents.Digest:
                DeskShow.List(desk, fromTheStart: true, evenIfEmpty: false);
                ScheduleDigest(turn);
                break;
            case DeskEvents.Escalation when task is { TakenBy: null }: DeskShow.Task(desk, task); break;
            case DeskEvents.ResidentSays when task is not null:
                desk.State = desk.State with { HeardLast = task.Id };
                turn.Say(Words.DeskResidentSays, ("code", DeskCases.CodeOf(task)), ("name", desk.NameOf(task.SubjectName)), ("text", turn.EventValue("text")));
                break;
            case DeskEvents.Undelivered: DeskDeeds.GiveBack(desk); break;
        }
    }

    /// <summary>The chat was linked: says so, and starts the digests.</summary>
    public static void Welcome(TurnBuilder turn)
    {
        turn.State = turn.State with { Desk = turn.State.Desk ?? new() };
        turn.Say(Words.DeskWelcome);
        ScheduleDigest(turn);
    }

    /// <summary>Something was due while the account was closed: the digests go on for the day it is opened, and what was held is told to have come to nothing.</summary>
    public static void Miss(TurnBuilder turn)
    {
        if (turn.State.Desk is not { } state) return;
        if (turn.Inbound.Name == DeskEvents.Digest)
        {
            ScheduleDigest(turn);
        }
        else if (state.Held.Find(h => h.Id == turn.EventValue("key")) is { } held)
        {
            turn.State = turn.State with { Desk = state with { Held = state.Held.Remove(held) } };
            turn.Say(Words.DeskNotDecided, ("code", held.Reference), ("reason", turn.WordsOf(Words.DeskAccountClosed)));
        }
    }

    /// <summary>One case: goes on at once where the cadre has just read its name and village, or is speaking about it; otherwise they are said first.</summary>
    private static void Begin(DeskTurn desk, DeskCommand command)
    {
        var wishes = DeskCases.Of(desk, command);
        if (wishes.IsEmpty) desk.Turn.Say(Words.DeskNoSuchCode, ("code", command.Code!));
        else if (wishes.Count > 1) AskWhich(desk, wishes);
        else if (IsHarmless(wishes[0]) || wishes[0].CaseId == desk.State.Shown || wishes[0].CaseId == desk.State.TalkingTo) DeskDeeds.Do(desk, wishes[0]);
        else AskSure(desk, wishes[0]);
    }

    /// <summary>Looking tells nobody anything, and a decision says name and village itself and waits.</summary>
    private static bool IsHarmless(DeskWish wish) => wish.Verb is DeskVerb.Open or DeskVerb.Decide;

    /// <summary>A plain sentence goes to the resident who is spoken with; with several, the one heard last may be meant.</summary>
    private static void Speak(DeskTurn desk, string text)
    {
        var (state, me) = (desk.State, desk.View.Reviewer.UserId);
        var open = desk.View.Escalations.Where(t => t.TakenBy == me && (t.Id == state.TalkingTo || state.Speaking.Contains(t.Id))).ToList();
        if (open.Count == 0 || state.TalkingTo is null) desk.Turn.Say(Words.DeskNotUnderstood);
        else if (open.Count > 1 && state.HeardLast is { } heard && heard != state.TalkingTo && open.Exists(t => t.Id == heard)) AskWhich(desk, [.. open.Select(t => DeskCases.Wish(desk, DeskVerb.Write, t, text))]);
        else if (open.Find(t => t.Id == state.TalkingTo) is { } task) DeskDeeds.Do(desk, DeskCases.Wish(desk, DeskVerb.Write, task, text));
        else desk.Turn.Say(Words.DeskNotUnderstood);
    }

    private static bool Agreed(DeskTurn desk, ImmutableList<DeskWish> waiting, string said)
    {
        var answer = DeskAnswers.YesOrNo(said);
        if (answer == false) desk.Turn.Say(Words.DeskNothingDone);
        else if (waiting.Count == 1 && answer == true) DeskDeeds.Do(desk, waiting[0]);
        else if (waiting.Count > 1 && ChosenOf(waiting, said) is { } chosen) DeskDeeds.Do(desk, chosen);
        else return false;
        return true;
    }

    /// <summary>Neither yes nor no, and no other wish: nothing goes to anybody by mistake.</summary>
    private static void AskAgain(DeskTurn desk, ImmutableList<DeskWish> waiting)
    {
        if (waiting.Count == 1) AskSure(desk, waiting[0]);
        else AskWhich(desk, waiting);
    }

    private static void AskSure(DeskTurn desk, DeskWish wish)
    {
        desk.State = desk.State with { Waiting = [wish] };
        desk.Turn.AskWord(Sure, Words.DeskSure, ("name", wish.Name), ("place", wish.Place), ("code", wish.Code), ("does", desk.VerbWord(wish.Verb)), ("text", wish.Text));
    }

    private static void AskWhich(DeskTurn desk, ImmutableList<DeskWish> wishes)
    {
        desk.State = desk.State with { Waiting = wishes };
        desk.Turn.AskWord(Which, Words.DeskWhich, [.. wishes.Select((w, i) => new Choice(w.CaseId, Label(i)))],
            ("lines", string.Join('\n', wishes.Select((w, i) => $"{Label(i)}：{w.Name}，{w.Place}"))));
    }

    private static DeskWish? ChosenOf(ImmutableList<DeskWish> wishes, string said) => wishes.Where((_, i) => Label(i) == said).FirstOrDefault();

    /// <summary>Short enough for every channel's button; names and villages stand in the text.</summary>
    private static string Label(int index) => $"第{index + 1}件";

    private static void ScheduleDigest(TurnBuilder turn)
    {
        var local = turn.Now.ToOffset(ChinaTime.Offset);
        var next = Digests.Select(t => new DateTimeOffset(local.Date + t.ToTimeSpan(), ChinaTime.Offset)).Where(t => t > local).DefaultIfEmpty(new(local.Date.AddDays(1) + Digests[0].ToTimeSpan(), ChinaTime.Offset)).First();
        turn.Add(new Effect.Schedule(DeskEvents.Digest, "next", next));
    }
}
