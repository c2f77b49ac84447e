using BotHost.App.Conversations;
using BotHost.Core.Claims;
using Host.Tests.Storage;

namespace Host.Tests.Conversations;

public class TurnTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_accepted_is_answered()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.SayAsync("你好", id: "a1");
        var answer = Assert.Single(await host.AnswersAsync(1));
        Assert.Equal("1:你好:greet", answer.Text);
        Assert.Equal(("message", "zh-CN", "a1", "bot"), (answer.Type, answer.Locale, answer.ReplyToId, answer.From!.Role));
        Assert.True(Ulid.TryParse(answer.Id, out _));
    }

    [Fact]
    public async Task Five_messages_at_once_become_five_turns_in_order()
    {
        await using var host = await HostUnderTest.StartAsync();
        await Task.WhenAll(Enumerable.Range(1, 5).Select(i => host.SayAsync($"第{i}句")));
        var heard = (await host.Transcript.ReadAsync(Sample.Conversation, 0, 100, Now)).Where(e => e.Activity.From!.Id != "bot").Select(e => e.Activity.Text);
        Assert.Equal(heard.Select((text, i) => $"{i + 1}:{text}:greet"), (await host.AnswersAsync(5)).Select(a => a.Text));
    }

    [Fact]
    public async Task Several_replies_stay_in_order_and_choices_become_buttons()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.SayAsync("两句");
        var answers = await host.AnswersAsync(2);
        Assert.Equal(["第一句", "选一个"], answers.Select(a => a.Text));
        Assert.Null(answers[0].SuggestedActions);
        Assert.Equal([("imBack", "是", "是"), ("imBack", "不是", "不是")], answers[1].SuggestedActions!.Actions.Select(a => (a.Type, a.Title, a.Value)));
        Assert.NotEqual(answers[0].Id, answers[1].Id);
    }

    [Fact]
    public async Task Delivered_twice_is_answered_once()
    {
        await using var host = await HostUnderTest.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => host.SayAsync("你好", id: "a1")));
        await host.SayAsync("完了");
        Assert.Equal(["1:你好:greet", "2:完了:greet"], (await host.AnswersAsync(2)).Select(a => a.Text));
    }

    [Fact]
    public async Task A_poison_message_is_set_aside_and_the_next_is_answered()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.SayAsync("毒药 411523195003078521");
        await host.SayAsync("你好");
        var answers = await host.AnswersAsync(2);
        Assert.Equal(new TurnOptions().ParkedReply, answers[0].Text);
        Assert.Equal("1:你好:greet", answers[1].Text);
        Assert.StartsWith("InvalidOperationException", Assert.Single(await host.Conversations.ParkedAsync(10, Now)).Fault, StringComparison.Ordinal);
        Assert.Equal("fault", Assert.Single(await host.Claims.EscalationsAsync(Sample.Reviewer(Level.Province, "41"), false, Now)).Kind);
        Assert.DoesNotContain("411523195003078521", host.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_that_hangs_does_not_hold_up_the_answer()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.SayAsync("慢");
        Assert.Equal("1:慢:none", Assert.Single(await host.AnswersAsync(1)).Text);
    }

    [Fact]
    public async Task What_a_stopped_host_left_is_answered_by_the_next()
    {
        var store = await StoreUnderTest.OpenAsync();
        for (var i = 0; i < 20; i++) await store.Inbox.AcceptAsync(Sample.Message($"{i}", conversation: $"directline:r{i % 4}"), Now);
        await store.StopAsync();

        await using var host = await HostUnderTest.StartAsync(store.Directory);
        for (var c = 0; c < 4; c++)
            Assert.Equal(Enumerable.Range(0, 5).Select(i => $"{i + 1}:{i * 4 + c}:greet"), (await host.AnswersAsync(5, $"directline:r{c}")).Select(a => a.Text));
    }

    [Fact]
    public async Task Many_conversations_at_once_are_each_answered_in_their_own_order()
    {
        await using var host = await HostUnderTest.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(async c =>
        {
            for (var i = 0; i < 5; i++) await host.SayAsync($"{i}", $"directline:m{c}");
        }));
        for (var c = 0; c < 100; c++)
            Assert.Equal(Enumerable.Range(0, 5).Select(i => $"{i + 1}:{i}:greet"), (await host.AnswersAsync(5, $"directline:m{c}")).Select(a => a.Text));
    }
}
