using System.Collections.Immutable;
using BotHost.Core.Claims;
using BotHost.Core.Dialogs;
using BotHost.Core.Escalations;

namespace BotHost.Core.Desk;

/// <summary>What a cadre's chat shows of cases. A phone lies open on a table: illness, money and a resident's own words stand behind a link that opens once.</summary>
internal static class DeskShow
{
    private const int MostListed = 10;

    private static readonly ImmutableArray<(ReviewDecision Decision, string Word)> Buttons = [(ReviewDecision.Verify, "属实"), (ReviewDecision.Accept, "受理"), (ReviewDecision.Return, "退回")];

    /// <summary>Ten at a time: what is left comes with 还有吗.</summary>
    public static void List(DeskTurn desk, bool fromTheStart, bool evenIfEmpty)
    {
        var (turn, view, shown) = (desk.Turn, desk.View, fromTheStart ? [] : desk.State.Listed);
        var lines = view.Escalations.Where(t => t.TakenBy is null || t.TakenBy == view.Reviewer.UserId).Select(t => (t.Id, Line: $"{DeskCases.CodeOf(t)}　{desk.NameOf(t.SubjectName)}　{view.PlaceOf(t.Place)}　{desk.Kind(t)}"))
            .Concat(view.Claims.Select(c => (c.Id, Line: $"{c.Reference}　{c.Subject.Name}　{view.PlaceOf(c.Place)}　{desk.Kind(c)}"))).ToList();
        var left = lines.FindAll(l => !shown.Contains(l.Id));
        var said = left.Take(MostListed).ToList();
        desk.State = desk.State with { Listed = shown.AddRange(said.Select(l => l.Id)) };
        if (said.Count == 0)
        {
            if (evenIfEmpty) turn.Say(lines.Count == 0 ? Words.DeskListEmpty : Words.DeskListEnd);
            return;
        }

        turn.Layout = new("list");
        turn.Say(left.Count > said.Count ? Words.DeskListMore : Words.DeskList, ("count", lines.Count), ("lines", string.Join('\n', said.Select(l => l.Line))));
    }

    public static void Claim(DeskTurn desk, Claim claim)
    {
        var turn = desk.Turn;
        var may = ClaimRules.Allowed(claim, desk.View.Reviewer);
        var buttons = Buttons.Where(b => may.Contains(b.Decision)).Select(b => new Choice(b.Decision.ToString(), $"{claim.Reference} {b.Word}")).ToImmutableArray();
        (string, object)[] values = [("code", claim.Reference), ("name", desk.NameOf(claim.Subject.Name)), ("place", desk.View.PlaceOf(claim.Place)), ("kind", desk.Kind(claim)), ("status", desk.Status(claim)), ("facts", ChatFacts(turn, claim))];
        turn.Layout = new("case");
        if (buttons.IsEmpty) turn.Say(Words.DeskClaim, values);
        else turn.AskWord("desk.decide", Words.DeskClaim, buttons, values);
        desk.State = desk.State with { Shown = claim.Id, Seen = desk.State.Seen.SetItem(claim.Id, claim.Version) };
        if (!Behind(desk, claim.Id, Words.DeskSecretsBehindLink)) turn.Say(Words.DeskSecretsInConsole);
    }

    public static void Task(DeskTurn desk, Escalation task)
    {
        var (turn, code) = (desk.Turn, DeskCases.CodeOf(task));
        (string, object)[] values = [("code", code), ("name", desk.NameOf(task.SubjectName)), ("place", desk.View.PlaceOf(task.Place)), ("kind", desk.Kind(task))];
        if (task.TakenBy is null) turn.AskWord("desk.take", Words.DeskEscalation, [new("take", $"接 {code}")], values);
        else turn.Say(Words.DeskEscalationTaken, [.. values, ("by", task.TakenByName ?? "")]);
        desk.State = desk.State with { Shown = task.Id };
        if (task.TakenBy == desk.View.Reviewer.UserId && !Behind(desk, task.Id, Words.DeskWordsBehindLink)) turn.Say(Words.DeskWordsInConsole);
    }

    /// <summary>A link to what must not stand in the chat; false where there is no address for one.</summary>
    public static bool Behind(DeskTurn desk, string caseId, Word word)
    {
        if (desk.OncePage(caseId) is not { } link) return false;
        desk.Turn.Layout = new("case", link);
        desk.Turn.Say(word, ("link", link));
        return true;
    }

    /// <summary>Only what the catalogue says may stand in a chat.</summary>
    private static string ChatFacts(TurnBuilder turn, Claim claim) => FactWords.Lines(turn.Content, claim.Facts.Where(f => f.IsKnown && turn.Content.Catalogue.Find(f.Id) is { Chat: true }));
}
