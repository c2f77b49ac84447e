using BotHost.App.Claims;
using BotHost.App.Conversations;
using BotHost.Core.Claims;
using BotHost.Core.Desk;
using BotHost.Core.Escalations;

namespace BotHost.App.Escalations;

/// <summary>A cadre takes a task, writes to the resident under it, hands back, or closes it. Each step is told in the conversation, in one transaction.</summary>
public sealed class HandleEscalation(IClaimStore claims, FreshIds ids, TimeProvider clock)
{
    /// <summary>A cadre asks the resident of a claim something: they speak under this kind of task until it is handed back.</summary>
    private const string Question = "question";

    private static readonly TimeSpan AnswerWithin = TimeSpan.FromDays(3);

    private const string NotFound = "没有这件事。", NotYours = "这件事是别人接的。";

    /// <param name="key">Names this one wish: done again with the same key, nobody is told a second time.</param>
    /// <returns>The refusal; null when done.</returns>
    public Task<string?> TakeAsync(string id, Reviewer by, string key, CancellationToken cancellation, TurnWrites? with = null) => ChangeAsync(id, by, key, "escalation.taken", null,
        e => e.TakenBy is { } other && other != by.UserId ? "已经有人接了。" : null,
        (e, now) => e.TakenBy is null ? e.Taken(by, now) : e, with, cancellation);

    /// <summary>Gives back what was taken: the resident hears that nobody has it, and for a danger others are called again.</summary>
    /// <param name="why"><see cref="DeskAct.Release.Unreachable"/> when the chat of who had it cannot be reached; empty for a slip.</param>
    public Task<string?> ReleaseAsync(string id, Reviewer by, string key, string why, CancellationToken cancellation, TurnWrites? with = null) =>
        ChangeAsync(id, by, key, "escalation.released", why, e => e.TakenBy != by.UserId ? NotYours : null, (e, _) => e.Released(), with, cancellation);

    /// <summary>Goes on speaking after handing back.</summary>
    public Task<string?> ResumeAsync(string id, Reviewer by, string key, CancellationToken cancellation, TurnWrites? with = null) =>
        ChangeAsync(id, by, key, "human.resumed", null, e => e.TakenBy != by.UserId ? NotYours : null, (e, _) => e, with, cancellation);

    /// <summary>Takes a closing back. The resident hears of it only when they were being spoken with.</summary>
    public Task<string?> ReopenAsync(string id, Reviewer by, string key, bool speaking, CancellationToken cancellation, TurnWrites? with = null) =>
        ChangeAsync(id, by, key, speaking ? "human.resumed" : null, null, e => e.TakenBy != by.UserId ? NotYours : null, (e, _) => e with { ClosedAt = null }, with, cancellation, closed: true);

    /// <summary>From the first word of a person on, the bot is silent in that conversation.</summary>
    public Task<string?> WriteAsync(string id, Reviewer by, string key, string text, CancellationToken cancellation, TurnWrites? with = null) => ChangeAsync(id, by, key, "human.message", text.Trim(),
        e => e.TakenBy != by.UserId ? "请先接下来，再跟本人说话。" : RefusalOf(text), (e, _) => e, with, cancellation);

    public Task<string?> HandBackAsync(string id, Reviewer by, string key, CancellationToken cancellation, TurnWrites? with = null) =>
        ChangeAsync(id, by, key, "human.handback", null, e => e.TakenBy != by.UserId ? NotYours : null, (e, _) => e, with, cancellation);

    public Task<string?> CloseAsync(string id, Reviewer by, string key, CancellationToken cancellation, TurnWrites? with = null) => ChangeAsync(id, by, key, "escalation.closed", null,
        e => e.TakenBy != by.UserId ? "请先接下来，再办结。" : null, (e, now) => e with { ClosedAt = now }, with, cancellation);

    /// <summary>Writes to the resident of a claim; their answers come back under the escalation whose id is returned.</summary>
    public async Task<(string? Refusal, string? EscalationId)> AskAsync(string claimId, Reviewer by, string key, string text, TurnWrites? with, CancellationToken cancellation)
    {
        if (await claims.FindAsync(claimId, by, cancellation) is not { } claim) return (NotFound, null);
        if (await claims.ConversationOfAsync(claim, cancellation) is not { } conversationId) return ("本人没有用手机聊天，请打电话或上门问。", null);
        var open = (await claims.EscalationsAsync(by, includeClosed: false, cancellation)).FirstOrDefault(e => e.Kind == Question && e.ConversationId == conversationId && e.TakenBy == by.UserId);
        if (RefusalOf(text) is { } unfit) return (unfit, null);
        var now = clock.GetUtcNow();
        // One conversation, one cadre, one task: it goes by the claim that was asked about last, and is never shown lower than it was.
        var asked = open is null
            ? new Escalation(ids.Next(), Question, conversationId, claim.SubjectId, null, "", claim.Place, claim.Audience, now, now + AnswerWithin).Taken(by, now)
            : open with { SubjectId = claim.SubjectId, Place = claim.Place, Audience = claim.Audience.From > open.Audience.From ? claim.Audience : open.Audience };
        asked = asked with { SubjectName = claim.Subject.Name, ClaimReference = claim.Reference, Phone = claim.Subject.Phone };
        await claims.CommitEscalationAsync(open, asked, NewsOf(asked, "human.message", key, by, text.Trim(), now), by.UserId, now, with, cancellation);
        return (null, asked.Id);
    }

    private async Task<string?> ChangeAsync(
        string id, Reviewer by, string key, string? news, string? text, Func<Escalation, string?> refuse, Func<Escalation, DateTimeOffset, Escalation> change, TurnWrites? with, CancellationToken cancellation, bool closed = false)
    {
        if (await claims.FindEscalationAsync(id, by, cancellation) is not { } escalation || escalation.IsOpen == closed) return NotFound;
        if (refuse(escalation) is { } refusal) return refusal;
        var now = clock.GetUtcNow();
        try
        {
            await claims.CommitEscalationAsync(escalation, change(escalation, now), news is null ? null : NewsOf(escalation, news, key, by, text, now), by.UserId, now, with, cancellation);
            return null;
        }
        catch (StaleRecordException)
        {
            return "刚刚有人动过这件事，请刷新再看。";
        }
    }

    private static string? RefusalOf(string text) => text.Trim().Length is 0 or > 2000 ? "请写上要说的话，不要太长。" : null;

    private static InboundActivity NewsOf(Escalation escalation, string news, string key, Reviewer by, string? text, DateTimeOffset now) =>
        ConversationEvent.For(escalation.ConversationId, news, $"{news}:{escalation.Id}:{key}", new { escalationId = escalation.Id, byName = by.Name, text = text ?? "" }, now);
}
