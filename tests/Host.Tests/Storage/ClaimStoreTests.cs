using BotHost.App.Claims;
using BotHost.App.Conversations;
using BotHost.Core.Claims;
using BotHost.Core.Dialogs;
using BotHost.Core.Escalations;
using BotHost.Core.Facts;

namespace Host.Tests.Storage;

public class ClaimStoreTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_decision_is_stored_with_its_step_its_notice_and_its_delivery()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var (_, _, claim) = await TurnCommitTests.WithClaimAsync(store);
        var accepted = claim with { Status = ClaimStatus.Accepted, Version = 2 };
        var notify = ConversationEvent.For(Sample.Conversation, "claim.accepted", "n1", new { claimId = claim.Id }, StoreUnderTest.Start);
        await store.Claims.CommitAsync(new(accepted, Sample.Step(accepted, "accepted", "情况属实"), notify, ("key-1", "{\"id\":1}"u8.ToArray()), "cadre-1"), StoreUnderTest.Start, Now);

        Assert.Equal(["submitted", "accepted"], (await store.Claims.HistoryAsync(claim.Id, Now)).Select(e => e.Kind));
        Assert.Equal("情况属实", (await store.Claims.HistoryAsync(claim.Id, Now))[^1].Reason);
        Assert.Equal("claim.accepted", Assert.Single(await store.Conversations.PendingAsync(Sample.Conversation, Now)).Inbound.Activity.Name);
        Assert.Equal("{\"id\":1}", System.Text.Encoding.UTF8.GetString(Assert.Single(await store.Claims.DueDeliveriesAsync(StoreUnderTest.Start, 10, Now)).Body.Span));
        Assert.Contains(await store.Audit.ReadAsync(null, claim.Id, 10, Now), a => a is { Action: "claim.accepted", Actor: "cadre-1" });
    }

    [Fact]
    public async Task Two_decisions_at_once_leave_one_winner()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var (_, _, claim) = await TurnCommitTests.WithClaimAsync(store);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
        {
            var decided = claim with { Status = ClaimStatus.Verified, Version = 2 };
            return Record.ExceptionAsync(() => store.Claims.CommitAsync(new(decided, Sample.Step(decided, "verified", $"{i}"), null, null, $"cadre-{i}"), StoreUnderTest.Start, Now)).AsTask();
        }));
        Assert.Single(outcomes, o => o is null);
        Assert.Equal(7, outcomes.Count(o => o is StaleRecordException));
        Assert.Equal(2, (await store.Claims.HistoryAsync(claim.Id, Now)).Count);
    }

    [Fact]
    public async Task Search_finds_whole_names_numbers_and_parts_of_places_and_nothing_for_a_dash()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        store.Places.Codes["周河乡"] = "411523201";
        var (_, _, claim) = await TurnCommitTests.WithClaimAsync(store);
        foreach (var text in new[] { "王秀兰", " 王 秀兰", "411523195003078521", "138 0013 8000", "王-27", "王27", "27", "毛铺", "周河" })
            Assert.Equal([claim.Id], (await FindAsync(store, text)).Claims.Select(c => c.Id));
        foreach (var text in new[] { "秀兰", "李秀兰", "411523", "28", "白马", "-", "%", "_" })
            Assert.Equal(0, (await FindAsync(store, text)).Total);
    }

    [Fact]
    public async Task Pages_are_oldest_first_and_count_all()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var ids = new List<string>();
        for (var i = 0; i < 7; i++) ids.Add((await FileAsync(store, c => c with { CreatedAt = StoreUnderTest.Start.AddHours(-i) })).Id);
        ids.Reverse();
        var page = await store.Claims.QueryAsync(new([], Skip: 2, Take: 3), Sample.Reviewer(), Now);
        Assert.Equal(7, page.Total);
        Assert.Equal(ids.Skip(2).Take(3), page.Claims.Select(c => c.Id));
        Assert.Equal(7, (await store.Claims.CountAsync(Sample.Reviewer(), Now))[ClaimStatus.Submitted]);
    }

    [Fact]
    public async Task The_same_identity_is_hinted_only_for_other_subjects_whose_claims_are_open_and_visible()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var mine = await FileAsync(store);
        var other = await FileAsync(store);
        await FileAsync(store, c => c with { Status = ClaimStatus.Rejected });
        await FileAsync(store, c => c with { Audience = new(Level.County) });
        await FileAsync(store, c => c with { Subject = c.Subject with { IdNumber = "410101199001010019" } });
        Assert.Equal([other.Id], (await store.Claims.SameIdentityAsync(mine, Sample.Reviewer(), Now)).Select(c => c.Id));
        Assert.Equal(2, (await store.Claims.SameIdentityAsync(mine, Sample.Reviewer(Level.County, "411523"), Now)).Count);
    }

    [Fact]
    public async Task A_delivery_is_put_off_set_aside_or_done_once()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var claim = await FileAsync(store, deliver: "key-1");
        var due = Assert.Single(await store.Claims.DueDeliveriesAsync(StoreUnderTest.Start, 10, Now));
        await store.Claims.DeferDeliveryAsync(due.Id, StoreUnderTest.Start.AddMinutes(1), "503", Now);
        Assert.Empty(await store.Claims.DueDeliveriesAsync(StoreUnderTest.Start, 10, Now));
        Assert.Equal(1, Assert.Single(await store.Claims.DueDeliveriesAsync(StoreUnderTest.Start.AddMinutes(1), 10, Now)).Attempts);
        await store.Claims.DeferDeliveryAsync(due.Id, null, "422", Now);
        Assert.Empty(await store.Claims.DueDeliveriesAsync(StoreUnderTest.Start.AddYears(1), 10, Now));
        Assert.True(Assert.Single(await store.Claims.UndeliveredAsync(Now)) is { SetAside: true, LastError: "422" });

        var delivered = claim with { Status = ClaimStatus.Delivered, Version = claim.Version + 1 };
        var commit = new ClaimCommit(delivered, Sample.Step(delivered, "delivered"), null, null, "system");
        await store.Claims.CompleteDeliveryAsync(due, commit, StoreUnderTest.Start, Now);
        Assert.Empty(await store.Claims.UndeliveredAsync(Now));
        await Assert.ThrowsAsync<StaleRecordException>(() => store.Claims.CompleteDeliveryAsync(due, commit, StoreUnderTest.Start, Now));
    }

    [Fact]
    public async Task An_escalation_is_taken_by_one_and_its_conversation_is_told()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var sequence = (await store.Inbox.AcceptAsync(Sample.Message("没饭吃了"), Now)).Sequence;
        var open = new Escalation(Sample.Id(), "urgent", Sample.Conversation, null, "no_food", "没饭吃了", Sample.Village, new(Level.Village), StoreUnderTest.Start, StoreUnderTest.Start.AddMinutes(15)) { Contact = "村东头" };
        await store.Conversations.CommitAsync(Sample.Turn(await store.Conversations.LoadAsync(Sample.Conversation, Now), sequence, null, new Effect.SaveEscalation(open)), Now);
        Assert.Equal(open, Assert.Single(await store.Claims.EscalationsAsync(Sample.Reviewer(), false, Now)));

        var taken = open with { TakenBy = "cadre-1", TakenByName = "李干部", TakenAt = StoreUnderTest.Start };
        var notify = ConversationEvent.For(Sample.Conversation, "escalation.taken", "t1", new { escalationId = open.Id, byName = "李干部" }, StoreUnderTest.Start);
        await store.Claims.CommitEscalationAsync(open, taken, notify, "cadre-1", StoreUnderTest.Start, null, Now);
        await Assert.ThrowsAsync<StaleRecordException>(() => store.Claims.CommitEscalationAsync(open, taken with { TakenBy = "cadre-2" }, null, "cadre-2", StoreUnderTest.Start, null, Now));
        Assert.Equal(taken, await store.Claims.FindEscalationAsync(open.Id, Sample.Reviewer(), Now));
        Assert.Null(await store.Claims.FindEscalationAsync(open.Id, Sample.Reviewer(area: "411524"), Now));
        Assert.Equal("escalation.taken", Assert.Single(await store.Conversations.PendingAsync(Sample.Conversation, Now)).Inbound.Activity.Name);
        Assert.Equal("cadre-1", Assert.Single((await store.Conversations.LoadAsync(Sample.Conversation, Now)).Record.Escalations).TakenBy);
    }

    /// <summary>A claim filed by a cadre for somebody without a phone.</summary>
    internal static async Task<Claim> FileAsync(StoreUnderTest store, Func<Claim, Claim>? change = null, string? deliver = null)
    {
        var subject = Sample.Subject();
        var claim = Sample.Claim(subject.Id, conversation: null) with { FiledBy = "cadre-9" };
        claim = change?.Invoke(claim) ?? claim;
        await store.Claims.CommitAsync(new(claim, Sample.Step(claim, "submitted"), null, deliver is null ? null : (deliver, "{}"u8.ToArray()), "cadre-9")
        {
            NewSubject = subject, SubjectFacts = [Sample.Fact("household.size", FactValue.Of(2))],
        }, StoreUnderTest.Start, Now);
        return claim;
    }

    private static Task<ClaimPage> FindAsync(StoreUnderTest store, string text) => store.Claims.QueryAsync(new([], text), Sample.Reviewer(), Now);
}
