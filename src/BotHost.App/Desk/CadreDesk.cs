using System.Collections.Immutable;
using BotHost.App.Claims;
using BotHost.App.Conversations;
using BotHost.App.Escalations;
using BotHost.App.Subjects;
using BotHost.Core.Claims;
using BotHost.Core.Desk;
using Microsoft.Extensions.Options;

namespace BotHost.App.Desk;

/// <summary>Which chats belong to cadres.</summary>
public interface ICadreChats
{
    /// <summary>The cadre whose chat this is, as their account stands now; null for a resident's conversation, and for an account that was locked.</summary>
    ValueTask<Reviewer?> FindAsync(string conversationId, CancellationToken cancellation);

    /// <summary>Uses up a code and makes the chat the cadre's; false for a wrong, used or old code. The same chat may use its code again.</summary>
    Task<bool> LinkAsync(string conversationId, string code, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>A code of eight letters and digits that works once, for a quarter of an hour.</summary>
    Task<string> NewCodeAsync(string userId, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>A phone was lost: none of the cadre's chats is theirs any more. Returns how many there were.</summary>
    Task<int> UnlinkAsync(string userId, string actor, DateTimeOffset at, CancellationToken cancellation);
}

/// <summary>What a cadre sees and does from a chat app: the same rules and the same records as in the console.</summary>
public sealed class CadreDesk(ICadreChats chats, IClaimStore claims, DecideClaim decide, HandleEscalation handle, ISubjectLinks links, IPlaceNames places, IOptions<DeskOptions> options, TimeProvider clock)
{
    private const int MostClaims = 100;

    private const string NotLinked = "请先绑定。";

    /// <summary>Null in a resident's conversation.</summary>
    public async ValueTask<DeskView?> ViewAsync(string conversationId, CancellationToken cancellation)
    {
        if (await chats.FindAsync(conversationId, cancellation) is not { } reviewer) return null;
        var page = await claims.QueryAsync(new([ClaimStatus.Submitted, ClaimStatus.Verified], Take: MostClaims), reviewer, cancellation);
        var waiting = page.Claims.Where(c => ClaimRules.Allowed(c, reviewer).Length > 0).ToImmutableArray();
        var escalations = (await claims.EscalationsAsync(reviewer, includeClosed: false, cancellation)).ToImmutableArray();
        var codes = waiting.Select(c => c.Place).Concat(escalations.Select(e => e.Place)).Distinct();
        return new(reviewer, waiting, escalations, codes.ToImmutableDictionary(c => c, places.Full), DeskLinks.OnceAddress(options.Value));
    }

    /// <summary>Prepares what a turn asked for: it happens when the turn is committed, in the same transaction, so both happen once or neither. Only a
    /// link is made at once; the chat that made it may use its code again.</summary>
    public async Task<DeskOutcome> DoAsync(DeskAct act, Reviewer? by, InboundActivity inbound, TurnWrites with, CancellationToken cancellation)
    {
        var key = inbound.Activity.Id!;
        if (act is DeskAct.Link(var code)) return await LinkAsync(inbound.ConversationId, code, cancellation);
        if (act is DeskAct.AskResident(var claimId, var question) && by is not null)
        {
            var (refusal, escalationId) = await handle.AskAsync(claimId, by, key, question, with, cancellation);
            return new(refusal, EscalationId: escalationId);
        }

        return new(act switch
        {
            _ when by is null => NotLinked,
            DeskAct.Take(var id) => await handle.TakeAsync(id, by, key, cancellation, with),
            DeskAct.Write(var id, var text) => await handle.WriteAsync(id, by, key, text, cancellation, with),
            DeskAct.HandBack(var id) => await handle.HandBackAsync(id, by, key, cancellation, with),
            DeskAct.Close(var id) => await handle.CloseAsync(id, by, key, cancellation, with),
            DeskAct.Decide(var id, var request) => (await decide.RunAsync(id, by, request, null, with, cancellation)).Refusal,
            _ => throw new System.Diagnostics.UnreachableException(),
        });
    }

    private async Task<DeskOutcome> LinkAsync(string conversationId, string code, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (await chats.LinkAsync(conversationId, code, now, cancellation)) return new(null);
        return await links.LinkAsync(conversationId, code, now, cancellation) is { } subjectId ? new(null, subjectId) : new(NotLinked);
    }
}
