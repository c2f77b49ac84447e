using BotHost.App.Claims;
using BotHost.App.Conversations;
using BotHost.Core.Claims;
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
        (e, now) => e with { TakenBy = by.UserId, TakenByName = by.Name, TakenAt = now }, with, cancellation);

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
        if (open is not null) return await WriteAsync(open.Id, by, key, text, cancellation, with) is { } refusal ? (refusal, null) : (null, open.Id);
        if (RefusalOf(text) is { } unfit) return (unfit, null);
        var now = clock.GetUtcNow();
        open = new(ids.Next(), Question, conversationId, claim.SubjectId, null, "", claim.Place, claim.Audience, now, now + AnswerWithin) { TakenBy = by.UserId, TakenByName = by.Name, TakenAt = now };
        await claims.CommitEscalationAsync(null, open, NewsOf(open, "human.message", key, by, text.Trim(), now), by.UserId, now, with, cancellation);
        return (null, open.Id);
    }

    private async Task<string?> ChangeAsync(
        string id, Reviewer by, string key, string news, string? text, Func<Escalation, string?> refuse, Func<Escalation, DateTimeOffset, Escalation> change, TurnWrites? with, CancellationToken cancellation)
    {
        if (await claims.FindEscalationAsync(id, by, cancellation) is not { IsOpen: true } escalation) return NotFound;
        if (refuse(escalation) is { } refusal) return refusal;
        var now = clock.GetUtcNow();
        try
        {
            await claims.CommitEscalationAsync(escalation, change(escalation, now), NewsOf(escalation, news, key, by, text, now), by.UserId, now, with, cancellation);
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
