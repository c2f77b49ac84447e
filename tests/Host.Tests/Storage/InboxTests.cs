using BotHost.App.Conversations;
using BotHost.Core.Activities;

namespace Host.Tests.Storage;

public class InboxTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_accepted_message_is_pending_and_survives_a_restart()
    {
        await using var before = await StoreUnderTest.OpenAsync();
        var sent = Sample.Message("我家五口人");
        var accepted = await before.Inbox.AcceptAsync(sent, Now);

        var after = await before.RestartAsync();
        await using var _ = after;
        var pending = Assert.Single(await after.Conversations.PendingAsync(Sample.Conversation, Now));
        Assert.False(accepted.Duplicate);
        Assert.Equal(accepted.Sequence, pending.Sequence);
        Assert.Equal(sent.AccountAddress, pending.Inbound.AccountAddress);
        Assert.Equal(sent.Activity, pending.Inbound.Activity);
        Assert.Equal([Sample.Conversation], await after.Conversations.ConversationsWithPendingAsync(StoreUnderTest.Start.AddSeconds(1), 10, Now));
        Assert.Empty(await after.Conversations.ConversationsWithPendingAsync(StoreUnderTest.Start, 10, Now));
    }

    [Fact]
    public async Task The_same_activity_twice_is_stored_once_and_wakes_twice()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var first = await store.Inbox.AcceptAsync(Sample.Message("你好", id: "a1"), Now);
        var second = await store.Inbox.AcceptAsync(Sample.Message("你好", id: "a1"), Now);

        Assert.True(second.Duplicate);
        Assert.Equal(first.Sequence, second.Sequence);
        Assert.Single(await store.Transcript.ReadAsync(Sample.Conversation, 0, 10, Now));
        Assert.Equal(2, store.Woken.Calls.Count);
    }

    [Fact]
    public async Task The_same_activity_a_hundred_times_at_once_is_stored_once()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var all = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => store.Inbox.AcceptAsync(Sample.Message("你好", id: "a1"), Now).AsTask())));

        Assert.Single(all, a => !a.Duplicate);
        Assert.Single(all.Select(a => a.Sequence).Distinct());
        Assert.Single(await store.Conversations.PendingAsync(Sample.Conversation, Now));
    }

    [Fact]
    public async Task An_id_may_be_used_again_on_another_channel()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        await store.Inbox.AcceptAsync(Sample.Message("你好", id: "a1"), Now);
        Assert.False((await store.Inbox.AcceptAsync(Sample.Message("你好", id: "a1", conversation: "telegram:c1"), Now)).Duplicate);
    }

    [Fact]
    public async Task Wakes_come_in_order_and_name_the_message_before()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => store.Inbox.AcceptAsync(Sample.Message($"第{i}句"), Now).AsTask()));

        var woken = store.Woken.Calls.Select(c => c.Committed!).ToList();
        Assert.Equal(woken.OrderBy(w => w.Sequence), woken);
        Assert.Equal(0, woken[0].Previous);
        Assert.Equal(woken.SkipLast(1).Select(w => (long?)w.Sequence), woken.Skip(1).Select(w => w.Previous));
    }

    [Fact]
    public async Task After_a_restart_the_message_before_is_not_guessed()
    {
        await using var before = await StoreUnderTest.OpenAsync();
        await before.Inbox.AcceptAsync(Sample.Message("一"), Now);
        await using var after = await before.RestartAsync();
        await after.Inbox.AcceptAsync(Sample.Message("二"), Now);
        await after.Inbox.AcceptAsync(Sample.Message("三"), Now);

        var woken = after.Woken.Calls.Select(c => c.Committed!).ToList();
        Assert.Null(woken[0].Previous);
        Assert.Equal(woken[0].Sequence, woken[1].Previous);
    }

    [Fact]
    public async Task An_activity_without_an_id_is_refused()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        var nameless = new InboundActivity("directline", Sample.Conversation, "u1", new Activity { Type = "message", Text = "你好" });
        await Assert.ThrowsAnyAsync<ArgumentException>(() => store.Inbox.AcceptAsync(nameless, Now).AsTask());
    }
}
