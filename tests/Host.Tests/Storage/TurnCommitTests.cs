using BotHost.App.Conversations;
using BotHost.Core.Claims;
using BotHost.Core.Dialogs;
using BotHost.Core.Facts;

namespace Host.Tests.Storage;

public class TurnCommitTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_turn_is_read_back_as_it_was_written()
    {
        await using var before = await StoreUnderTest.OpenAsync();
        var sequence = (await before.Inbox.AcceptAsync(Sample.Message("我家五口人"), Now)).Sequence;
        var loaded = await before.Conversations.LoadAsync(Sample.Conversation, Now);
        var subject = Sample.Subject();
        var size = Sample.Fact("household.size", FactValue.Of(5), "五口");
        var claim = Sample.Claim(subject.Id);
        var state = loaded.Record.State with { SubjectId = subject.Id, LastHeardAt = StoreUnderTest.Start, Frames = [new DialogFrame("hardship-report", "sha256:test") { Asked = ["household.size"] }] };
        await before.Conversations.CommitAsync(
            Sample.Turn(loaded, sequence, state, [Sample.Says("记下了"), Sample.Says("还有谁?")],
                new Effect.CreateSubject(subject), new Effect.SaveFacts(subject.Id, [size]), new Effect.SaveClaim(claim, Sample.Step(claim, "submitted")),
                new Effect.RecordConsent(new(subject.Id, "personal-data", true, "a1", StoreUnderTest.Start, "sha256:test"))), Now);

        await using var after = await before.RestartAsync();
        var again = await after.Conversations.LoadAsync(Sample.Conversation, Now);
        Assert.Equal(1, again.Record.State.Turn);
        Assert.Equal(subject.Id, again.Record.State.SubjectId);
        Assert.Equal("household.size", Assert.Single(Assert.Single(again.Record.State.Frames).Asked));
        var known = Assert.Single(again.Record.Subjects).Value;
        Assert.Equal(("self", Sample.ShortCode), (known.Relation, known.ShortCode));
        Assert.Equal(size, known.Facts["household.size"]);
        Assert.True(known.Consented("personal-data"));
        Assert.Equal(claim.Subject, Assert.Single(known.Claims).Subject);
        Assert.Equal(["我家五口人", "记下了", "还有谁?"], (await after.Transcript.ReadAsync(Sample.Conversation, 0, 10, Now)).Select(e => e.Activity.Text));
        Assert.Empty(await after.Conversations.PendingAsync(Sample.Conversation, Now));
    }

    [Fact]
    public async Task A_second_turn_from_the_same_state_is_refused_and_writes_nothing()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var (first, second) = ((await store.Inbox.AcceptAsync(Sample.Message("一"), Now)).Sequence, (await store.Inbox.AcceptAsync(Sample.Message("二"), Now)).Sequence);
        var loaded = await store.Conversations.LoadAsync(Sample.Conversation, Now);
        await store.Conversations.CommitAsync(Sample.Turn(loaded, first, [Sample.Says("甲")]), Now);

        await Assert.ThrowsAsync<StaleRecordException>(() => store.Conversations.CommitAsync(Sample.Turn(loaded, second, [Sample.Says("乙")]), Now));
        Assert.DoesNotContain(await store.Transcript.ReadAsync(Sample.Conversation, 0, 10, Now), e => e.Activity.Text == "乙");
        Assert.Equal(second, Assert.Single(await store.Conversations.PendingAsync(Sample.Conversation, Now)).Sequence);
    }

    [Fact]
    public async Task A_message_is_answered_once_even_by_two_turns_that_fit()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var sequence = (await store.Inbox.AcceptAsync(Sample.Message("一"), Now)).Sequence;
        await store.Conversations.CommitAsync(Sample.Turn(await store.Conversations.LoadAsync(Sample.Conversation, Now), sequence, [Sample.Says("甲")]), Now);
        var again = await store.Conversations.LoadAsync(Sample.Conversation, Now);
        await Assert.ThrowsAsync<AlreadyAnsweredException>(() => store.Conversations.CommitAsync(Sample.Turn(again, sequence, [Sample.Says("乙")]), Now));
    }

    [Fact]
    public async Task One_bad_turn_among_many_that_wait_together_hurts_only_itself()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var turns = new List<(TurnCommit Commit, bool Bad)>();
        foreach (var i in Enumerable.Range(0, 60))
        {
            var conversation = $"directline:g{i}";
            var sequence = (await store.Inbox.AcceptAsync(Sample.Message("一", conversation: conversation), Now)).Sequence;
            var loaded = await store.Conversations.LoadAsync(conversation, Now);
            var bad = i % 7 == 3;
            // A subject that nobody created: the claim's own rows fit, the consent's would too; the stale revision is found last.
            turns.Add((Sample.Turn(loaded, sequence, [Sample.Says("好")]) with { Revision = bad ? 99 : loaded.Revision }, bad));
        }

        var outcomes = await Task.WhenAll(turns.Select(async t => (t.Bad, Fault: await Record.ExceptionAsync(() => store.Conversations.CommitAsync(t.Commit, Now)))));
        Assert.All(outcomes, o => Assert.Equal(o.Bad, o.Fault is StaleRecordException));
        Assert.All(outcomes.Where(o => !o.Bad), o => Assert.Null(o.Fault));
        foreach (var (commit, bad) in turns)
            Assert.Equal(bad ? 0 : 1, (await store.Conversations.LoadAsync(commit.ConversationId, Now)).Record.State.Turn);
    }

    [Fact]
    public async Task A_decision_about_a_claim_makes_the_kept_record_stale()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var (loaded, subject, claim) = await WithClaimAsync(store);
        var sequence = (await store.Inbox.AcceptAsync(Sample.Message("我的申请到哪了"), Now)).Sequence;
        var verified = claim with { Status = ClaimStatus.Verified, Version = 2 };
        await store.Claims.CommitAsync(new(verified, Sample.Step(verified, "verified"), null, null, "cadre-1"), StoreUnderTest.Start, Now);

        await Assert.ThrowsAsync<StaleRecordException>(() => store.Conversations.CommitAsync(Sample.Turn(loaded, sequence), Now));
        var fresh = await store.Conversations.LoadAsync(Sample.Conversation, Now);
        Assert.Equal(ClaimStatus.Verified, Assert.Single(fresh.Record.Subjects[subject.Id].Claims).Status);
        await store.Conversations.CommitAsync(Sample.Turn(fresh, sequence), Now);
    }

    [Fact]
    public async Task A_claim_saved_from_an_older_version_is_refused_and_takes_its_turn_with_it()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var (loaded, _, claim) = await WithClaimAsync(store);
        var sequence = (await store.Inbox.AcceptAsync(Sample.Message("改一下"), Now)).Sequence;
        var skipped = claim with { Version = 3 };
        await Assert.ThrowsAsync<StaleRecordException>(() => store.Conversations.CommitAsync(
            Sample.Turn(loaded, sequence, [Sample.Says("改好了")], new Effect.SaveClaim(skipped, Sample.Step(skipped, "amended"))), Now));
        Assert.Single(await store.Conversations.PendingAsync(Sample.Conversation, Now));
    }

    [Fact]
    public async Task The_revision_that_a_turn_returns_serves_the_next_turn()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var first = (await store.Inbox.AcceptAsync(Sample.Message("一"), Now)).Sequence;
        var second = (await store.Inbox.AcceptAsync(Sample.Message("二"), Now)).Sequence;
        var loaded = await store.Conversations.LoadAsync(Sample.Conversation, Now);
        var commit = Sample.Turn(loaded, first, null, new Effect.CreateSubject(Sample.Subject()));
        var revision = await store.Conversations.CommitAsync(commit, Now);
        await store.Conversations.CommitAsync(Sample.Turn(new(loaded.Record with { State = commit.State }, revision), second), Now);
        Assert.Equal(revision, (await store.Conversations.LoadAsync(Sample.Conversation, Now)).Revision);
    }

    [Fact]
    public async Task Another_chat_of_the_same_account_knows_its_subjects()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var sequence = (await store.Inbox.AcceptAsync(Sample.Message("一", address: "openid-1"), Now)).Sequence;
        var subject = Sample.Subject();
        await store.Conversations.CommitAsync(Sample.Turn(await store.Conversations.LoadAsync(Sample.Conversation, Now), sequence, null, new Effect.CreateSubject(subject)), Now);
        await store.Inbox.AcceptAsync(Sample.Message("二", conversation: "directline:c2", address: "openid-1"), Now);
        await store.Inbox.AcceptAsync(Sample.Message("三", conversation: "directline:c3", address: "openid-2"), Now);

        Assert.Contains(subject.Id, (await store.Conversations.LoadAsync("directline:c2", Now)).Record.Subjects.Keys);
        Assert.Empty((await store.Conversations.LoadAsync("directline:c3", Now)).Record.Subjects);
    }

    [Fact]
    public async Task A_parked_message_is_answered_kindly_and_listed_without_its_words()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var sequence = (await store.Inbox.AcceptAsync(Sample.Message("毒"), Now)).Sequence;
        await store.Conversations.ParkAsync(new(Sample.Conversation, sequence, "InvalidOperationException in X.Y", [Sample.Says("转给工作人员了")],
            [new Effect.SaveEscalation(new(Sample.Id(), "fault", Sample.Conversation, null, null, "", "41", new(Level.County), StoreUnderTest.Start, StoreUnderTest.Start))], StoreUnderTest.Start), Now);

        Assert.Empty(await store.Conversations.PendingAsync(Sample.Conversation, Now));
        Assert.Equal("转给工作人员了", (await store.Transcript.ReadAsync(Sample.Conversation, sequence, 10, Now)).Single().Activity.Text);
        Assert.Equal(sequence, Assert.Single(await store.Conversations.ParkedAsync(10, Now)).Sequence);
        Assert.Equal("fault", Assert.Single(await store.Claims.EscalationsAsync(Sample.Reviewer(Level.Province, "41"), false, Now)).Kind);
        Assert.Equal("fault", Assert.Single((await store.Conversations.LoadAsync(Sample.Conversation, Now)).Record.Escalations).Kind);
    }

    internal static async Task<(LoadedConversation Loaded, Subject Subject, Claim Claim)> WithClaimAsync(StoreUnderTest store, ClaimStatus status = ClaimStatus.Submitted)
    {
        var sequence = (await store.Inbox.AcceptAsync(Sample.Message("我要报困难"), Now)).Sequence;
        var subject = Sample.Subject();
        var claim = Sample.Claim(subject.Id, status);
        await store.Conversations.CommitAsync(Sample.Turn(await store.Conversations.LoadAsync(Sample.Conversation, Now), sequence, null,
            new Effect.CreateSubject(subject), new Effect.SaveClaim(claim, Sample.Step(claim, "submitted", "本人申报"))), Now);
        return (await store.Conversations.LoadAsync(Sample.Conversation, Now), subject, claim);
    }
}
