using System.Collections.Immutable;
using BotHost.Core.Claims;
using BotHost.Core.Dialogs;
using BotHost.Core.Escalations;
using BotHost.Core.Facts;

namespace BotHost.Core.Desk;

/// <summary>
/// The conversation with a cadre: lists what waits, opens a case, holds a decision for five minutes so that it can be taken back, and carries
/// words to and from a resident. Name and village are said before anything happens; secrets stay in the console.
/// </summary>
internal static class DeskRunner
{
    public const string DecideEvent = "desk.decide", DigestEvent = "desk.digest", EscalationEvent = "desk.escalation", ResidentEvent = "desk.resident-says";

    private const int MostListed = 10;

    /// <summary>How long a decision can be taken back.</summary>
    private static readonly TimeSpan UndoFor = TimeSpan.FromMinutes(5);

    /// <summary>Times of the digest in China, away from the full hour when platforms are busy.</summary>
    private static readonly TimeOnly[] Digests = [new(8, 10), new(17, 40)];

    /// <summary>The short code of an escalation: stays with it, and says whether it is urgent.</summary>
    public static string CodeOf(Escalation escalation)
    {
        var number = 0;
        foreach (var c in escalation.Id) number = ((number * 31) + c) % 9000;
        return $"{(escalation.Urgency is null ? "叫" : "急")}-{1000 + number}";
    }

    public static void Hear(TurnBuilder turn, DeskView view, DeskOutcome? outcome)
    {
        var state = turn.State.Desk ?? new();
        switch (DeskCommand.Read(turn.Text))
        {
            case DeskCommand.List: SayList(turn, view, evenIfEmpty: true); break;
            case DeskCommand.Open(var code): Open(turn, view, code); break;
            case DeskCommand.Decide(var code, var decision, var reason): Hold(turn, view, state, code, decision, reason); break;
            case DeskCommand.Ask(var code, var text) when Find(view, code) is { } escalation: Write(turn, view, escalation, text, outcome); break;
            case DeskCommand.Ask(var code, var text): Ask(turn, view, state, code, text, outcome); break;
            case DeskCommand.Take(var code): Take(turn, view, state, code, outcome); break;
            case DeskCommand.HandBack: HandBack(turn, view, state, outcome); break;
            case DeskCommand.Close(var code): Close(turn, view, state, code, outcome); break;
            case DeskCommand.Undo: Undo(turn, state); break;
            case DeskCommand.Speech(var text) when state.TalkingTo is { } id && view.Escalations.FirstOrDefault(e => e.Id == id) is { } escalation: Write(turn, view, escalation, text, outcome); break;
            case DeskCommand.Help: turn.Say(Words.DeskHelp); break;
            default: turn.Say(Words.DeskNotUnderstood); break;
        }
    }

    /// <summary>What the host tells: a decision is due, a digest, an escalation that cannot wait, a resident's words.</summary>
    public static void Learn(TurnBuilder turn, DeskView view, DeskOutcome? outcome)
    {
        var state = turn.State.Desk ?? new();
        switch (turn.Inbound.Name)
        {
            case DecideEvent when state.Held.Find(h => h.Id == turn.EventValue("key")) is { } held: Decide(turn, state, held, outcome); break;
            case DigestEvent:
                SayList(turn, view, evenIfEmpty: false);
                ScheduleDigest(turn);
                break;
            case EscalationEvent when view.Escalations.FirstOrDefault(e => e.Id == turn.EventValue("escalationId")) is { TakenBy: null } escalation: SayEscalation(turn, view, escalation); break;
            case ResidentEvent when view.Escalations.FirstOrDefault(e => e.Id == turn.EventValue("escalationId")) is { } escalation:
                turn.Say(Words.DeskResidentSays, ("code", CodeOf(escalation)), ("text", turn.EventValue("text")));
                break;
        }
    }

    /// <summary>The chat was linked: says so, and starts the digests.</summary>
    public static void Welcome(TurnBuilder turn)
    {
        turn.Say(Words.DeskWelcome);
        ScheduleDigest(turn);
    }

    private static void SayList(TurnBuilder turn, DeskView view, bool evenIfEmpty)
    {
        var lines = view.Escalations.Where(e => e.TakenBy is null || e.TakenBy == view.Reviewer.UserId).Select(e => $"{CodeOf(e)}　{Kind(turn, e)}　{view.PlaceOf(e.Place)}")
            .Concat(view.Claims.Select(c => $"{c.Reference}　{c.Subject.Name}　{view.PlaceOf(c.Place)}　{Kind(turn, c)}")).ToList();
        if (lines.Count > 0) turn.Layout = new("list");
        if (lines.Count > 0) turn.Say(Words.DeskList, ("count", lines.Count), ("lines", string.Join('\n', lines.Take(MostListed))));
        else if (evenIfEmpty) turn.Say(Words.DeskListEmpty);
    }

    private static void Open(TurnBuilder turn, DeskView view, string code)
    {
        if (Find(view, code) is { } escalation) SayEscalation(turn, view, escalation);
        else if (FindClaim(turn, view, code) is { } claim) SayClaim(turn, view, claim);
    }

    /// <summary>What anybody may know stands here; the rest behind a link that opens once.</summary>
    private static void SayClaim(TurnBuilder turn, DeskView view, Claim claim)
    {
        turn.Say(Words.DeskClaim, ("code", claim.Reference), ("name", claim.Subject.Name ?? ""), ("place", view.PlaceOf(claim.Place)), ("kind", Kind(turn, claim)), ("facts", OpenFacts(turn, claim)));
        turn.Layout = new("case");
        if (view.PageAddress is not { } address)
        {
            turn.Say(Words.DeskSecretsInConsole);
            return;
        }

        var token = turn.NewId();
        turn.Add(new Effect.OfferPage(token, claim.Id, view.Reviewer.UserId));
        turn.Layout = new("case", address + token);
        turn.Say(Words.DeskSecretsBehindLink, ("link", address + token));
    }

    private static void SayEscalation(TurnBuilder turn, DeskView view, Escalation escalation)
    {
        var code = CodeOf(escalation);
        turn.AskWord("desk.take", Words.DeskEscalation, [new(code, $"接 {code}")], ("code", code), ("kind", Kind(turn, escalation)), ("place", view.PlaceOf(escalation.Place)));
    }

    /// <summary>Says what would happen and to whom, and lets it happen in five minutes. What the rules refuse is refused now.</summary>
    private static void Hold(TurnBuilder turn, DeskView view, DeskState state, string code, ReviewDecision decision, string reason)
    {
        if (FindClaim(turn, view, code) is not { } claim) return;
        if (ClaimRules.Decide(claim, view.Reviewer, RequestOf(decision, reason), turn.Now).Refusal is { } refusal)
        {
            turn.Say(Words.DeskRefused, ("reason", refusal));
            return;
        }

        var held = new HeldDecision(turn.NewId(), claim.Id, claim.Reference, decision, reason);
        turn.State = turn.State with { Desk = state with { Held = state.Held.RemoveAll(h => h.ClaimId == claim.Id).Add(held) } };
        foreach (var replaced in state.Held.Where(h => h.ClaimId == claim.Id)) turn.Add(new Effect.CancelSchedule(DecideEvent, replaced.Id));
        turn.Add(new Effect.Schedule(DecideEvent, held.Id, turn.Now + UndoFor));
        turn.AskWord("desk.undo", Words.DeskHeld, [new("undo", "撤回")],
            ("code", claim.Reference), ("name", claim.Subject.Name ?? ""), ("place", view.PlaceOf(claim.Place)), ("decision", DecisionWord(turn, decision)), ("reason", reason));
    }

    /// <summary>Writes to the resident of a claim; what they answer comes back here. Where the level decides, 退回 sends the claim back with the question instead.</summary>
    private static void Ask(TurnBuilder turn, DeskView view, DeskState state, string code, string text, DeskOutcome? outcome)
    {
        if (FindClaim(turn, view, code) is not { } claim || !Done(turn, new DeskAct.AskResident(claim.Id, text), outcome)) return;
        turn.State = turn.State with { Desk = state with { TalkingTo = outcome!.EscalationId } };
        turn.Say(Words.DeskWritten, ("code", $"{claim.Reference} {claim.Subject.Name}"), ("place", view.PlaceOf(claim.Place)));
    }

    private static void Decide(TurnBuilder turn, DeskState state, HeldDecision held, DeskOutcome? outcome)
    {
        if (outcome is null)
        {
            turn.Act = new DeskAct.Decide(held.ClaimId, RequestOf(held.Decision, held.Reason));
            return;
        }

        turn.State = turn.State with { Desk = state with { Held = state.Held.Remove(held) } };
        if (outcome.Refusal is { } refusal) turn.Say(Words.DeskNotDecided, ("code", held.Reference), ("reason", refusal));
        else turn.Say(Words.DeskDecided, ("code", held.Reference), ("decision", DecisionWord(turn, held.Decision)));
    }

    private static void Undo(TurnBuilder turn, DeskState state)
    {
        if (state.Held.IsEmpty)
        {
            turn.Say(Words.DeskNothingToUndo);
            return;
        }

        var last = state.Held[^1];
        turn.State = turn.State with { Desk = state with { Held = state.Held.Remove(last) } };
        turn.Add(new Effect.CancelSchedule(DecideEvent, last.Id));
        turn.Say(Words.DeskUndone, ("code", last.Reference));
    }

    private static void Take(TurnBuilder turn, DeskView view, DeskState state, string code, DeskOutcome? outcome)
    {
        if (Find(view, code) is not { } escalation) turn.Say(Words.DeskNoSuchCode, ("code", code));
        else if (Done(turn, new DeskAct.Take(escalation.Id), outcome))
        {
            turn.State = turn.State with { Desk = state with { TalkingTo = escalation.Id } };
            turn.Say(Words.DeskTaken, ("code", code), ("place", view.PlaceOf(escalation.Place)), ("words", Masked(escalation.Words)), ("contact", Masked(escalation.Contact ?? "")));
        }
    }

    private static void Write(TurnBuilder turn, DeskView view, Escalation escalation, string text, DeskOutcome? outcome)
    {
        if (Done(turn, new DeskAct.Write(escalation.Id, text), outcome)) turn.Say(Words.DeskWritten, ("code", CodeOf(escalation)), ("place", view.PlaceOf(escalation.Place)));
    }

    private static void HandBack(TurnBuilder turn, DeskView view, DeskState state, DeskOutcome? outcome)
    {
        if (view.Escalations.FirstOrDefault(e => e.Id == state.TalkingTo) is not { } escalation) turn.Say(Words.DeskNobodyToHandBack);
        else if (Done(turn, new DeskAct.HandBack(escalation.Id), outcome))
        {
            turn.State = turn.State with { Desk = state with { TalkingTo = null } };
            turn.Say(Words.DeskHandedBack, ("code", CodeOf(escalation)));
        }
    }

    private static void Close(TurnBuilder turn, DeskView view, DeskState state, string code, DeskOutcome? outcome)
    {
        if (Find(view, code) is not { } escalation) turn.Say(Words.DeskNoSuchCode, ("code", code));
        else if (Done(turn, new DeskAct.Close(escalation.Id), outcome))
        {
            turn.State = turn.State with { Desk = state with { TalkingTo = state.TalkingTo == escalation.Id ? null : state.TalkingTo } };
            turn.Say(Words.DeskClosed, ("code", code));
        }
    }

    /// <summary>True once the host has done it; asks for it in the first pass, and says the refusal when there is one.</summary>
    private static bool Done(TurnBuilder turn, DeskAct act, DeskOutcome? outcome)
    {
        if (outcome is null) turn.Act = act;
        else if (outcome.Refusal is { } refusal) turn.Say(Words.DeskRefused, ("reason", refusal));
        return outcome is { Refusal: null };
    }

    private static void ScheduleDigest(TurnBuilder turn)
    {
        var local = turn.Now.ToOffset(ChinaTime.Offset);
        var next = Digests.Select(t => new DateTimeOffset(local.Date + t.ToTimeSpan(), ChinaTime.Offset)).Where(t => t > local).DefaultIfEmpty(new(local.Date.AddDays(1) + Digests[0].ToTimeSpan(), ChinaTime.Offset)).First();
        turn.Add(new Effect.Schedule(DigestEvent, "next", next));
    }

    private static Escalation? Find(DeskView view, string code) => view.Escalations.FirstOrDefault(e => CodeOf(e) == code);

    /// <summary>The one claim of this code; says so when there is none, or more than one.</summary>
    private static Claim? FindClaim(TurnBuilder turn, DeskView view, string code)
    {
        var found = view.Claims.Where(c => c.Reference == code).ToList();
        if (found.Count == 1) return found[0];
        turn.Say(found.Count == 0 ? Words.DeskNoSuchCode : Words.DeskCodeTwice, ("code", code));
        return null;
    }

    private static ReviewRequest RequestOf(ReviewDecision decision, string reason) => new(decision, reason)
    {
        Questions = decision == ReviewDecision.Return && reason.Length > 0 ? [new("q1", null, reason)] : [],
    };

    /// <summary>Only what anybody may know; a phone lies open on a table.</summary>
    private static string OpenFacts(TurnBuilder turn, Claim claim) =>
        FactWords.Lines(turn.Content, claim.Facts.Where(f => turn.Content.Catalogue.Contains(f.Id) && turn.Content.Catalogue[f.Id].Sensitivity == Sensitivity.Open));

    private static string Kind(TurnBuilder turn, Claim claim) => Option(turn, "claim-" + ClaimWords.Name(claim.Kind));

    private static string Kind(TurnBuilder turn, Escalation escalation) => Option(turn, escalation.Urgency is null ? "task-" + escalation.Kind : "task-urgent");

    private static string DecisionWord(TurnBuilder turn, ReviewDecision decision) => Option(turn, "decision-" + ClaimWords.Name(decision));

    private static string Option(TurnBuilder turn, string id) => turn.Content.Prompt(Words.DeskNames.Id).Choices.FirstOrDefault(c => c.Value == id)?.Label ?? id;

    /// <summary>Long numbers (identity, bank, phone) stay out of a chat.</summary>
    public static string Masked(string text) => System.Text.RegularExpressions.Regex.Replace(text, @"\d{11,19}[Xx]?", m => FactWords.Mask(m.Value));
}
