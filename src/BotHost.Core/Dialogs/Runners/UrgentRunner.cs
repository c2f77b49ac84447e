using BotHost.Core.Claims;
using BotHost.Core.Facts;
using BotHost.Core.Readings;

namespace BotHost.Core.Dialogs.Runners;

/// <summary>
/// Danger breaks out of any dialog: first what to do now without us, then at most where and which phone. Nobody is promised before
/// somebody has taken it, and after a quarter of an hour the resident hears the truth (DESIGN §3b.4). Danger to life needs no consent.
/// </summary>
internal sealed class UrgentRunner : IDialogRunner
{
    public const string Dialog = "urgent";
    private const string Check = "urgent.check", Where = "urgent.where", Phone = "urgent.phone", KindNote = "kind";
    private static readonly TimeSpan TruthAfter = TimeSpan.FromMinutes(15);

    /// <summary>Handles danger heard in the message. Strong feeling that is no danger yet gets one soft question first.</summary>
    public static void Break(TurnBuilder turn, UrgentWords urgent)
    {
        if (turn.Top?.Dialog == Dialog) turn.Pop();
        turn.Push(Dialog, (KindNote, urgent.Kind));
        if (!urgent.Idiom)
        {
            // What was said beside the danger is kept for afterwards, in the quarantine while there is no yes.
            if (turn.State.WithHuman is false) FactLearning.Learn(turn);
            Raise(turn, urgent.Kind);
            return;
        }

        // What else was said is taken up once we know that nobody is in danger.
        turn.State = turn.State with { Held = new(turn.MessageId, turn.Text, turn.Reading with { Urgent = null }, turn.State.Question) };
        turn.AskWord(Check, Words.UrgentCheck);
    }

    public void Start(TurnBuilder turn) => turn.AskWord(Check, Words.UrgentCheck);

    public void Resume(TurnBuilder turn) => Close(turn);

    public bool Hear(TurnBuilder turn)
    {
        var kind = turn.Top!.Notes.GetValueOrDefault(KindNote, "medical_emergency");
        switch (turn.State.Question?.Key)
        {
            case Check when turn.Chosen == "no":
                turn.Say(Words.UrgentCalm);
                Close(turn);
                TakeUpHeld(turn);
                return true;
            case Check when turn.Chosen == "yes":
                Raise(turn, kind);
                return true;
            case Check when turn.Chosen is { } named:
                Raise(turn, named);
                return true;
            case Check:
                turn.Pop();
                turn.ClearQuestion();
                turn.State = turn.State with { Held = null };
                DialogEngine.Route(turn);
                return true;
            case Where:
                KeepContact(turn, turn.Text);
                if (turn.Reading.Facts.Any(f => f.Id == "subject.phone")) Noted(turn);
                else turn.AskWord(Phone, Words.UrgentPhone);
                return true;
            case Phone:
                KeepContact(turn, turn.Text);
                Noted(turn);
                return true;
            default:
                return false;
        }
    }

    /// <summary>A quarter of an hour has passed: the truth whether anybody has taken it.</summary>
    public static void TellTruth(TurnBuilder turn, string escalationId)
    {
        if (turn.Escalations.FirstOrDefault(e => e.Id == escalationId) is not { IsOpen: true } escalation) return;
        if (escalation.TakenByName is { } name)
        {
            if (!turn.State.WithHuman) turn.Say(Words.UrgentTruthTaken, ("name", name));
            return;
        }

        // A person who speaks here says it themselves; the next level is called all the same.
        if (!turn.State.WithHuman) turn.Say(Words.UrgentTruthNobody);
        var higher = escalation.Audience.From < Level.County ? escalation.Audience.From + 1 : Level.County;
        turn.SaveEscalation(escalation with { Audience = escalation.Audience with { From = higher } });
        if (turn.Now - escalation.OpenedAt < TimeSpan.FromHours(2)) turn.Schedule(Schedules.UrgentTruth, escalationId, turn.Now + TruthAfter + TruthAfter);
    }

    /// <summary>Who had taken it has given it back: the quarter of an hour begins anew.</summary>
    public static void WaitAgain(TurnBuilder turn, string escalationId) => turn.Schedule(Schedules.UrgentTruth, escalationId, turn.Now + TruthAfter);

    /// <summary>
    /// Danger while a person speaks: they hear it, a task is opened all the same (they may have put the phone down), and the bot says only what to do
    /// now without us, once and without a question. Violence is not for the village, so a village cadre does not hear of it, and the bot must answer each time.
    /// </summary>
    public static void HearBesideAPerson(TurnBuilder turn, string kind)
    {
        var least = AudienceOf(kind).From;
        HumanRunner.Relay(turn, least, HumanRunner.Told(turn));
        if (OpenTask(turn, kind) || least > Level.Village) turn.SayPrompt(Words.UrgentNowPrefix + kind, 0);
    }

    private static void Raise(TurnBuilder turn, string kind)
    {
        turn.State = turn.State with { Held = null };
        turn.Note(KindNote, kind);
        turn.SayPrompt(Words.UrgentNowPrefix + kind, 0);
        OpenTask(turn, kind);
        turn.AskWord(Where, Words.UrgentWhere);
    }

    /// <summary>False when one for this danger is open already.</summary>
    private static bool OpenTask(TurnBuilder turn, string kind)
    {
        if (turn.Escalations.Any(e => e is { IsOpen: true, Kind: "urgent" } && e.Urgency == kind)) return false;
        var id = turn.NewId();
        turn.SaveEscalation(new(id, "urgent", turn.State.Id, turn.State.SubjectId, kind, turn.Text, HumanRunner.PlaceOf(turn), AudienceOf(kind), turn.Now, turn.Now + TruthAfter));
        turn.Schedule(Schedules.UrgentTruth, id, turn.Now + TruthAfter);
        return true;
    }

    private static Audience AudienceOf(string kind) => new(kind is "violence" or "suicide" ? Level.County : Level.Village);

    private static void TakeUpHeld(TurnBuilder turn)
    {
        if (turn.State.Held is not { } held) return;
        turn.TakeUp(held);
        DialogEngine.Route(turn);
    }

    private static void KeepContact(TurnBuilder turn, string words)
    {
        if (turn.Escalations.LastOrDefault(e => e is { IsOpen: true, Kind: "urgent" }) is not { } escalation) return;
        var code = turn.Reading.Facts.FirstOrDefault(f => f.Id == "subject.village")?.Value is FactValue.Place { Code: { } settled } ? settled : escalation.Place;
        turn.SaveEscalation(escalation with { Contact = escalation.Contact is { } before ? before + ";" + words : words, Place = code });
    }

    private static void Noted(TurnBuilder turn)
    {
        turn.Say(Words.UrgentNoted);
        Close(turn);
    }

    private static void Close(TurnBuilder turn)
    {
        turn.Pop();
        turn.ClearQuestion();
        // Going on at once with a form would be cruel; it is taken up when the resident writes again.
    }
}
