using BotHost.App.Outbox;

namespace Host.Tests.Storage;

public class OutboxTests
{
    private const string Chat = "sms:p1";

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_next_of_a_conversation_is_due_only_when_the_one_before_is_done()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        await SayAsync(store, Chat, "一", "二", "三");
        await SayAsync(store, "sms:p2", "别家的");

        var due = await DueAsync(store);
        Assert.Equal(["一", "别家的"], due.Select(Text));
        Assert.Equal("user-of-" + Chat, due[0].AccountAddress);
        await store.Outbox.MarkSentAsync(due[0].Sequences, null, StoreUnderTest.Start, Now);
        var second = (await DueAsync(store))[0];
        Assert.Equal("二", Text(second));
        await store.Outbox.DeferAsync(second.Sequences, new(StoreUnderTest.Start.AddMinutes(1), "503"), Now);
        Assert.Equal(["别家的"], (await DueAsync(store)).Select(Text));
        Assert.Equal(1, (await DueAsync(store, StoreUnderTest.Start.AddMinutes(1)))[0].Waiting[0].Attempts);
    }

    [Fact]
    public async Task Where_messages_are_counted_all_that_waits_for_somebody_is_due_together()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        await SayAsync(store, Chat, "一", "二");
        await SayAsync(store, Chat, "三");
        var due = Assert.Single(await store.Outbox.DueAsync("sms", StoreUnderTest.Start, 10, wholeTurns: true, Now));
        Assert.Equal(["一", "二", "三"], due.Waiting.Select(w => w.Activity.Text));
    }

    [Fact]
    public async Task What_is_set_aside_is_listed_lets_the_next_pass_and_can_be_sent_again()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        await SayAsync(store, Chat, "一", "二");
        await store.Outbox.DeferAsync((await DueAsync(store))[0].Sequences, new(null, "blocked"), Now);
        Assert.Equal("二", Text(Assert.Single(await DueAsync(store))));
        var dead = Assert.Single(await store.Outbox.SetAsideAsync(10, Now));
        Assert.Equal("blocked", dead.Error);

        Assert.True(await store.Outbox.ResendAsync(dead.Sequence, "admin-1", StoreUnderTest.Start, Now));
        Assert.False(await store.Outbox.ResendAsync(dead.Sequence, "admin-1", StoreUnderTest.Start, Now));
        Assert.Equal("一", Text(Assert.Single(await DueAsync(store))));
    }

    [Fact]
    public async Task What_a_closed_window_holds_goes_out_when_they_write_again()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        await SayAsync(store, Chat, "一");
        await store.Outbox.DeferAsync((await DueAsync(store))[0].Sequences, new(StoreUnderTest.Start.AddDays(30), "window-closed", UntilTheyWrite: true), Now);
        Assert.Empty(await DueAsync(store));
        await store.Inbox.AcceptAsync(Sample.Message("我又来了", conversation: Chat), Now);
        Assert.Equal("一", Text(Assert.Single(await DueAsync(store))));
    }

    [Fact]
    public async Task Waiting_for_its_turn_neither_counts_as_a_try_nor_forgets_which_parts_are_out()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        await SayAsync(store, Chat, "一");
        var sequences = Assert.Single(await DueAsync(store)).Sequences;
        await store.Outbox.DeferAsync(sequences, new(StoreUnderTest.Start, "down", PartsSent: 2), Now);
        await store.Outbox.DeferAsync(sequences, new(StoreUnderTest.Start, "rate-limited", PartsSent: 2, Tried: false), Now);
        var waiting = Assert.Single(Assert.Single(await DueAsync(store)).Waiting);
        Assert.Equal((1, 2), (waiting.Attempts, waiting.PartsSent));
    }

    [Fact]
    public async Task A_delivery_report_changes_the_state_of_what_it_names()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        await SayAsync(store, Chat, "一");
        await SayAsync(store, "sms:p2", "二");
        var due = await DueAsync(store);
        await store.Outbox.MarkSentAsync(due[0].Sequences, "m1", StoreUnderTest.Start, Now);
        await store.Outbox.MarkSentAsync(due[1].Sequences, "m2", StoreUnderTest.Start, Now);
        await store.Reports.ReportAsync("sms", "m1", true, null, Now);
        await store.Reports.ReportAsync("sms", "m2", false, "OFF", Now);
        await store.Reports.ReportAsync("sms", "unknown", true, null, Now);
        Assert.Equal([new("sms", DeliveryState.Failed, 1), new("sms", DeliveryState.Delivered, 1)], await store.Outbox.CountAsync(Now));
        Assert.Equal("OFF", Assert.Single(await store.Outbox.SetAsideAsync(10, Now)).Error);
    }

    [Fact]
    public async Task An_answer_taken_in_the_call_is_left_alone_by_the_sender_and_is_the_same_again()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var accepted = await SayAsync(store, "wechat:p1", "一", "二");
        Assert.Empty(await store.Outbox.DueAsync("wechat", StoreUnderTest.Start, 10, wholeTurns: true, Now));
        Assert.Equal(["一", "二"], (await store.Answers.TakeAsync("wechat:p1", accepted, TimeSpan.FromSeconds(1), Fits, Now))!.Select(a => a.Text));
        Assert.Equal(["一", "二"], (await store.Answers.TakeAsync("wechat:p1", accepted, TimeSpan.FromSeconds(1), Fits, Now))!.Select(a => a.Text));
        Assert.Empty(await store.Outbox.DueAsync("wechat", StoreUnderTest.Start.AddDays(1), 10, wholeTurns: true, Now));
    }

    [Fact]
    public async Task An_answer_that_is_late_or_would_overtake_an_older_one_is_left_to_the_sender()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var late = await store.Inbox.AcceptAsync(Sample.Message("问", conversation: "wechat:p2"), Now);
        Assert.Null(await store.Answers.TakeAsync("wechat:p2", late, TimeSpan.Zero, Fits, Now));

        var tooLong = await SayAsync(store, "wechat:p3", "很长");
        Assert.Null(await store.Answers.TakeAsync("wechat:p3", tooLong, TimeSpan.FromSeconds(1), _ => false, Now));

        await SayAsync(store, "wechat:p1", "一");
        var second = await SayAsync(store, "wechat:p1", "二");
        Assert.Null(await store.Answers.TakeAsync("wechat:p1", second, TimeSpan.FromSeconds(1), Fits, Now));
    }

    [Fact]
    public async Task Our_own_web_chat_leaves_nothing_waiting()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        await SayAsync(store, Sample.Conversation, "一");
        Assert.Empty(await store.Outbox.DueAsync("directline", StoreUnderTest.Start.AddYears(1), 10, wholeTurns: false, Now));
    }

    private static bool Fits(IReadOnlyList<BotHost.Core.Activities.Activity> activities) => true;

    private static string? Text(DueTurn due) => Assert.Single(due.Waiting).Activity.Text;

    private static Task<IReadOnlyList<DueTurn>> DueAsync(StoreUnderTest store, DateTimeOffset? at = null) =>
        store.Outbox.DueAsync("sms", at ?? StoreUnderTest.Start, 10, wholeTurns: false, Now);

    private static async Task<BotHost.App.Conversations.Acceptance> SayAsync(StoreUnderTest store, string conversation, params string[] texts)
    {
        var accepted = await store.Inbox.AcceptAsync(Sample.Message("问", conversation: conversation), Now);
        await store.Conversations.CommitAsync(Sample.Turn(await store.Conversations.LoadAsync(conversation, Now), accepted.Sequence, texts.Select(Sample.Says)), Now);
        return accepted;
    }
}
