using System.Collections.Immutable;
using BotHost.Core.Claims;
using BotHost.Core.Dialogs;
using BotHost.Core.Escalations;

namespace BotHost.Core.Desk;

/// <summary>Which case a short code means. Codes are short, so two cases may share one: then the cadre is asked, and nothing is guessed.</summary>
internal static class DeskCases
{
    /// <summary>More of one code than this are nobody's short list.</summary>
    private const int Most = 6;

    /// <summary>The short code of an escalation: stays with it, and says whether it is urgent. A question about a claim goes by the claim's own.</summary>
    public static string CodeOf(Escalation task)
    {
        if (task.ClaimReference is { } reference) return reference;
        var number = 0;
        foreach (var c in task.Id) number = ((number * 31) + c) % 9000;
        return $"{(task.Urgency is null ? "叫" : "急")}-{1000 + number}";
    }

    /// <summary>What a cadre's sentence wishes, once for each case that it may mean.</summary>
    public static ImmutableList<DeskWish> Of(DeskTurn desk, DeskCommand command)
    {
        ImmutableList<DeskWish> found = command switch
        {
            DeskCommand.Open(var code) when Claims(desk, code) is { IsEmpty: false } claims => [.. claims.Select(c => Wish(desk, DeskVerb.Open, c)), .. Tasks(desk, code).Where(t => t.ClaimReference is null).Select(t => Wish(desk, DeskVerb.Open, t))],
            DeskCommand.Open(var code) => [.. Tasks(desk, code).Select(t => Wish(desk, DeskVerb.Open, t))],
            DeskCommand.Decide(var code, var decision, var reason) => [.. Claims(desk, code).Select(c => Wish(desk, DeskVerb.Decide, c, reason) with { Decision = decision })],
            DeskCommand.Ask(var code, var text) => Asks(desk, code, text),
            DeskCommand.Take(var code) => [.. Tasks(desk, code).Select(t => Wish(desk, DeskVerb.Take, t))],
            DeskCommand.Close(var code) => [.. MineFirst(desk, code).Select(t => Wish(desk, DeskVerb.Close, t))],
            _ => [],
        };
        return found.Find(w => w.CaseId == desk.State.Shown) is { } shown ? [shown] : [.. found.Take(Most)];
    }

    public static DeskWish Wish(DeskTurn desk, DeskVerb verb, Escalation task, string text = "") => new(verb, task.Id, CodeOf(task), desk.NameOf(task.SubjectName), desk.View.PlaceOf(task.Place), text);

    private static DeskWish Wish(DeskTurn desk, DeskVerb verb, Claim claim, string text = "") => new(verb, claim.Id, claim.Reference, desk.NameOf(claim.Subject.Name), desk.View.PlaceOf(claim.Place), text);

    /// <summary>Words under a task that is theirs already go there; about anybody else's claim of that code they begin a new one.</summary>
    private static ImmutableList<DeskWish> Asks(DeskTurn desk, string code, string text)
    {
        var tasks = MineFirst(desk, code).Where(t => t.ClaimReference is null || t.TakenBy == desk.View.Reviewer.UserId).ToList();
        return [.. tasks.Select(t => Wish(desk, DeskVerb.Write, t, text)), .. Claims(desk, code).Where(c => tasks.TrueForAll(t => t.SubjectId != c.SubjectId)).Select(c => Wish(desk, DeskVerb.Ask, c, text))];
    }

    private static List<Escalation> Tasks(DeskTurn desk, string code) => [.. desk.View.Escalations.Where(t => CodeOf(t) == code)];

    private static List<Escalation> MineFirst(DeskTurn desk, string code)
    {
        var tasks = Tasks(desk, code);
        var mine = tasks.Where(t => t.TakenBy == desk.View.Reviewer.UserId).ToList();
        return mine.Count > 0 ? mine : tasks;
    }

    /// <summary>A code is given again once its claim is done with, so the open ones come before those that are closed; of these the newest.</summary>
    private static ImmutableList<Claim> Claims(DeskTurn desk, string code)
    {
        var named = desk.View.Named.Where(c => c.Reference == code).ToImmutableList();
        return named.FindAll(c => c.IsOpen) is { IsEmpty: false } open ? open : [.. named.OrderByDescending(c => c.CreatedAt).Take(1)];
    }
}
