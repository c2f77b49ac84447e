using BotHost.App.Conversations;
using BotHost.Channels.BotFramework;
using Host.Tests.Channels;
using Host.Tests.Channels.BotFramework;
using Host.Tests.Channels.WeChat;
using Host.Tests.DirectLine;
using Host.Tests.Story;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Host.Tests.Conversations;

/// <summary>Who waits sees that an answer is being written; nobody waits for that.</summary>
public class TypingTests
{
    private static readonly InboundActivity Somebody = new("wechat", "wechat:1", "oVillager1", new() { Type = "message", Text = "俺家房子漏雨" });

    private readonly FakeTimeProvider clock = new();

    [Fact]
    public async Task It_is_shown_from_a_second_on_and_again_while_the_work_lasts()
    {
        var sign = new Sign();
        var work = new TaskCompletionSource();
        Of(sign).While(work.Task, Somebody);
        foreach (var (seconds, shown) in new[] { (0.9, 0), (0.2, 1), (4.8, 1), (0.3, 2) })
        {
            clock.Advance(TimeSpan.FromSeconds(seconds));
            await WholeHost.UntilAsync(() => Task.FromResult(sign.Shown.Count == shown));
        }

        work.SetResult();
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal([("wechat:1", "oVillager1"), ("wechat:1", "oVillager1")], sign.Shown);
    }

    [Fact]
    public async Task What_is_ready_at_once_shows_nothing_and_a_channel_that_fails_harms_nothing()
    {
        var (quiet, broken) = (new Sign(), new Sign { Fails = true });
        Of(quiet).While(Task.CompletedTask, Somebody);
        Of(broken).While(new TaskCompletionSource().Task, Somebody);
        Of(quiet).While(new TaskCompletionSource().Task, Somebody with { Channel = "sms" });
        clock.Advance(TimeSpan.FromSeconds(2));
        await WholeHost.UntilAsync(() => Task.FromResult(broken.Shown.Count == 1));
        Assert.Empty(quiet.Shown);
    }

    [Fact]
    public async Task Answers_go_where_the_call_said_and_so_does_typing()
    {
        var sign = new Sign();
        Of(sign).While(new TaskCompletionSource().Task, Somebody with { ReplyTo = "elsewhere" });
        clock.Advance(TimeSpan.FromSeconds(2));
        await WholeHost.UntilAsync(() => Task.FromResult(sign.Shown.Count == 1));
        Assert.Equal("elsewhere", sign.Shown[0].Address);
    }

    [Fact]
    public async Task A_page_with_a_stream_sees_it_and_keeps_its_place()
    {
        await using var host = await DirectLineHost.StartAsync();
        using var caller = new DirectLineCaller(host.Address);
        var (id, token, stream) = await caller.StartAsync();
        using var socket = await DirectLineCaller.ListenAsync(stream);
        var greeting = (await DirectLineCaller.NextAsync(socket))!.Value;
        await host.Services.GetServices<ITypingSign>().Single(s => s.Channel == "directline").ShowAsync($"directline:{id}", "me", TestContext.Current.CancellationToken);
        var typing = (await DirectLineCaller.NextAsync(socket))!.Value;
        Assert.Equal("typing", Assert.Single(typing.GetProperty("activities").EnumerateArray()).GetProperty("type").GetString());
        Assert.Equal(greeting.GetProperty("watermark").GetString(), typing.GetProperty("watermark").GetString());
        // It is in no transcript: a client that comes back does not see it again.
        Assert.DoesNotContain((await caller.GetAsync($"conversations/{id}/activities", token)).Activities, a => a.GetProperty("type").GetString() == "typing");
    }

    [Fact]
    public async Task WeChat_is_asked_to_show_it()
    {
        await using var wechat = await FakePlatforms.StartAsync();
        await using var host = await WeChatHostTests.StartAsync(wechat, safe: true);
        await host.Services.GetServices<ITypingSign>().Single(s => s.Channel == "wechat").ShowAsync("wechat:1", "oVillager1", TestContext.Current.CancellationToken);
        Assert.Equal("""{"touser":"oVillager1","command":"Typing"}""", Assert.Single(wechat.Typing));
    }

    [Fact]
    public async Task A_connector_gets_an_activity_of_its_own()
    {
        await using var service = await FakeBotService.StartAsync();
        await using var host = await WholeHost.StartAsync(service.Settings);
        var address = new ConnectorAddress(service.ServiceUrl(), FakeBotService.ChannelId, "a:1", "29:1abc", "28:bot").Write();
        await host.Services.GetServices<ITypingSign>().Single(s => s.Channel == "botframework").ShowAsync("botframework:1", address, TestContext.Current.CancellationToken);
        Assert.Equal("29:1abc", Assert.Single(service.Typing).GetProperty("recipient").GetProperty("id").GetString());
    }

    private Typing Of(Sign sign) => new([sign], clock, Options.Create(new TurnOptions()), NullLogger<Typing>.Instance);

    private sealed class Sign : ITypingSign
    {
        public bool Fails { get; init; }

        public List<(string ConversationId, string Address)> Shown { get; } = [];

        public string Channel => "wechat";

        public Task ShowAsync(string conversationId, string accountAddress, CancellationToken cancellation)
        {
            Shown.Add((conversationId, accountAddress));
            return Fails ? Task.FromException(new HttpRequestException("down")) : Task.CompletedTask;
        }
    }
}
