using System.Collections.Immutable;
using BotHost.App.Claims;
using BotHost.App.Conversations;
using BotHost.App.Escalations;
using BotHost.App.Subjects;
using BotHost.Core.Claims;
using BotHost.Core.Activities;
using BotHost.Core.Desk;
using BotHost.Core.Dialogs;
using Microsoft.Extensions.Options;

namespace BotHost.App.Desk;

/// <summary>Which chats belong to cadres.</summary>
public interface ICadreChats
{
    /// <summary>The cadre whose chat this is, as their account stands now; null for a resident's conversation, and for an account that an administrator closed. A login that was tried too often leaves the chat alone.</summary>
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
    private const int PageOfClaims = 200, MostNamed = 50;

    private const string NotLinked = "请先绑定。", Changed = "刚刚有人动过这件事，请再看一遍。";

    /// <summary>Null in a resident's conversation.</summary>
    public async ValueTask<DeskView?> ViewAsync(ConversationState state, Activity inbound, CancellationToken cancellation)
    {
        if (await chats.FindAsync(state.Id, cancellation) is not { } reviewer) return null;
        var command = inbound.Type == "message" ? DeskCommand.Read(DeskAnswers.Said(state, inbound.Text ?? "")) : null;
        var waiting = command is DeskCommand.List or DeskCommand.More || inbound is { Type: "event", Name: DeskEvents.Digest } ? await WaitingAsync(reviewer, cancellation) : [];
        var named = await NamedAsync(command?.Code, state.Desk, reviewer, cancellation);
        var escalations = (await claims.EscalationsAsync(reviewer, includeClosed: false, cancellation)).ToImmutableArray();
        var codes = waiting.Concat(named).Select(c => c.Place).Concat(escalations.Select(e => e.Place)).Distinct();
        return new(reviewer, waiting, escalations, codes.ToImmutableDictionary(c => c, places.Full), DeskLinks.OnceAddress(options.Value)) { Named = named };
    }

    /// <summary>All that wait for a word of theirs. A page of the store may hold less: what they filed themselves waits for others.</summary>
    private async Task<ImmutableArray<Claim>> WaitingAsync(Reviewer reviewer, CancellationToken cancellation)
    {
        var waiting = ImmutableArray.CreateBuilder<Claim>();
        for (var (skip, total) = (0, 1); skip < total; skip += PageOfClaims)
        {
            var page = await claims.QueryAsync(new([ClaimStatus.Submitted, ClaimStatus.Verified], Skip: skip, Take: PageOfClaims), reviewer, cancellation);
            waiting.AddRange(page.Claims.Where(c => ClaimRules.Allowed(c, reviewer).Length > 0));
            total = page.Total;
        }

        return waiting.ToImmutable();
    }

    /// <summary>Whatever became of them: a code is looked up in the store, not in the list of what waits.</summary>
    private async Task<ImmutableArray<Claim>> NamedAsync(string? code, DeskState? desk, Reviewer reviewer, CancellationToken cancellation)
    {
        var named = ImmutableArray.CreateBuilder<Claim>();
        if (code is not null) named.AddRange((await claims.QueryAsync(new([], Text: code, Take: MostNamed), reviewer, cancellation)).Claims.Where(c => c.Reference == code));
        foreach (var id in (desk?.Waiting ?? []).Append(desk?.Wordless).OfType<DeskWish>().Select(w => w.CaseId).Distinct())
        {
            if (named.All(c => c.Id != id) && await claims.FindAsync(id, reviewer, cancellation) is { } claim) named.Add(claim);
        }

        return named.ToImmutable();
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
            DeskAct.Release(var all, var why) => await ReleaseAsync(all, by, key, why, with, cancellation),
            DeskAct.Resume(var id) => await handle.ResumeAsync(id, by, key, cancellation, with),
            DeskAct.Reopen(var id, var speaking) => await handle.ReopenAsync(id, by, key, speaking, cancellation, with),
            DeskAct.Decide decision => await DecideAsync(decision, by, with, cancellation),
            _ => throw new System.Diagnostics.UnreachableException(),
        });
    }

    /// <summary>One that is gone already is as good as given back.</summary>
    private async Task<string?> ReleaseAsync(ImmutableArray<string> ids, Reviewer by, string key, string why, TurnWrites with, CancellationToken cancellation)
    {
        string? refusal = null;
        foreach (var id in ids) refusal = await handle.ReleaseAsync(id, by, key, why, cancellation, with);
        return ids.Length == 1 ? refusal : null;
    }

    private async Task<string?> DecideAsync(DeskAct.Decide decision, Reviewer by, TurnWrites with, CancellationToken cancellation)
    {
        try
        {
            return (await decide.RunAsync(decision.ClaimId, by, decision.Request, decision.Version, with, cancellation)).Refusal;
        }
        catch (StaleRecordException)
        {
            return Changed;
        }
    }

    private async Task<DeskOutcome> LinkAsync(string conversationId, string code, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (await chats.LinkAsync(conversationId, code, now, cancellation)) return new(null);
        return await links.LinkAsync(conversationId, code, now, cancellation) is { } subjectId ? new(null, subjectId) : new(NotLinked);
    }
}
