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
        Assert.Equal(["一", "别家的"], due.Select(d => d.Activity.Text));
        Assert.Equal("user-of-" + Chat, due[0].AccountAddress);
        await store.Outbox.MarkSentAsync(due[0].Sequence, StoreUnderTest.Start, Now);
        var second = (await DueAsync(store))[0];
        Assert.Equal("二", second.Activity.Text);
        await store.Outbox.DeferAsync(second.Sequence, StoreUnderTest.Start.AddMinutes(1), "503", Now);
        Assert.Equal(["别家的"], (await DueAsync(store)).Select(d => d.Activity.Text));
        Assert.Equal(1, (await DueAsync(store, StoreUnderTest.Start.AddMinutes(1)))[0].Attempts);
    }

    [Fact]
    public async Task What_is_set_aside_is_listed_and_lets_the_next_pass()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        await SayAsync(store, Chat, "一", "二");
        await store.Outbox.DeferAsync((await DueAsync(store))[0].Sequence, null, "blocked", Now);
        Assert.Equal("二", Assert.Single(await DueAsync(store)).Activity.Text);
        Assert.Equal("blocked", Assert.Single(await store.Outbox.SetAsideAsync(10, Now)).Error);
    }

    [Fact]
    public async Task Our_own_web_chat_leaves_nothing_waiting()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        await SayAsync(store, Sample.Conversation, "一");
        Assert.Empty(await store.Outbox.DueAsync("directline", StoreUnderTest.Start.AddYears(1), 10, Now));
    }

    private static Task<IReadOnlyList<OutgoingActivity>> DueAsync(StoreUnderTest store, DateTimeOffset? at = null) => store.Outbox.DueAsync("sms", at ?? StoreUnderTest.Start, 10, Now);

    private static async Task SayAsync(StoreUnderTest store, string conversation, params string[] texts)
    {
        var sequence = (await store.Inbox.AcceptAsync(Sample.Message("问", conversation: conversation), Now)).Sequence;
        await store.Conversations.CommitAsync(Sample.Turn(await store.Conversations.LoadAsync(conversation, Now), sequence, texts.Select(Sample.Says)), Now);
    }
}
