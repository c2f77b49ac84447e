using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using BotHost.Core.Activities;
using static Host.Tests.DirectLine.DirectLineCaller;

namespace Host.Tests.DirectLine;

public sealed class ConversationTests : IAsyncLifetime
{
    private DirectLineHost host = null!;
    private DirectLineCaller caller = null!;

    public async ValueTask InitializeAsync()
    {
        host = await DirectLineHost.StartAsync();
        caller = new(host.Address);
    }

    public async ValueTask DisposeAsync()
    {
        caller.Dispose();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Starting_tells_the_bot_who_came_and_only_once()
    {
        var token = (await caller.PostAsync("tokens/generate", DirectLineHost.Secret, new { user = new { id = "dl_wang", name = "王婶" } }))["token"];
        var first = await caller.PostAsync("conversations", token);
        var second = await caller.PostAsync("conversations", token);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.Status, second.Status));
        Assert.Equal(first["conversationId"], second["conversationId"]);
        var arrival = Assert.Single(host.Conversations.Accepted);
        Assert.Equal(("directline", $"directline:{first["conversationId"]}", "dl_wang"), (arrival.Channel, arrival.ConversationId, arrival.AccountAddress));
        Assert.Equal("conversationUpdate", arrival.Activity.Type);
        Assert.Equal(new ChannelAccount("dl_wang", "王婶", "user"), Assert.Single(arrival.Activity.MembersAdded!.Value));
    }

    [Fact]
    public async Task A_message_reaches_the_inbox_from_the_user_of_the_token_and_comes_back_as_echo()
    {
        var (id, token, _) = await caller.StartAsync(new { id = "dl_wang" });
        var posted = await caller.PostAsync($"conversations/{id}/activities", token, """
            {"type":"message","from":{"id":"dl_somebody-else","role":"bot"},"id":"forged","timestamp":"1999-01-01T00:00:00Z","conversation":{"id":"other"},
             "recipient":{"id":"x"},"serviceUrl":"http://evil","text":"家五口人\r\n\u0000\u202E收入\ud83d\ude00","locale":"zh-CN","entities":[{"a":1}],
             "attachments":[{"contentType":"image/png","name":"../证.png","contentUrl":"http://evil/x.png","content":{"a":1}}],
             "channelData":{"clientActivityID":"c1","secret":"x","postBack":true}}
            """);
        var echo = (await caller.GetAsync($"conversations/{id}/activities?watermark=", token)).Activities.Single(a => a.GetProperty("from").GetProperty("role").GetString() == "user");

        var accepted = host.Conversations.Accepted[^1];
        Assert.Equal("dl_wang", accepted.AccountAddress);
        Assert.Equal(new ChannelAccount("dl_wang", null, "user"), accepted.Activity.From);
        Assert.Equal("家五口人\n收入😀", accepted.Activity.Text);
        Assert.Equal(id, accepted.Activity.Conversation!.Id);
        Assert.Null(accepted.Activity.ServiceUrl);
        Assert.Equal(new Attachment("image/png", Name: "证.png"), Assert.Single(accepted.Activity.Attachments!.Value));
        Assert.NotEqual(1999, accepted.Activity.Timestamp!.Value.Year);
        Assert.Equal(posted["id"], echo.GetProperty("id").GetString());
        Assert.Equal("dl_wang", echo.GetProperty("from").GetProperty("id").GetString());
        Assert.Equal("c1", echo.GetProperty("channelData").GetProperty("clientActivityID").GetString());
        Assert.False(echo.GetProperty("channelData").TryGetProperty("secret", out _));
        Assert.False(echo.TryGetProperty("replyToId", out _));
    }

    [Theory]
    [InlineData("text", "你好", null)]
    [InlineData("imBack", "imv", null)]
    [InlineData("postBack", null, """{"a":1}""")]
    [InlineData("messageBack", "mtext", """{"b":2}""")]
    [InlineData("adaptiveSubmit", null, """{"op":"apply","name":"张三","d":"2026-11-23"}""")]
    public async Task What_Web_Chat_posts_for_each_kind_of_button_arrives(string kind, string? text, string? value)
    {
        var cases = JsonDocument.Parse(await File.ReadAllTextAsync(CaseFile(), TestContext.Current.CancellationToken));
        var (id, token, _) = await caller.StartAsync();
        var posted = await caller.PostAsync($"conversations/{id}/activities", token, cases.RootElement.GetProperty(kind).GetRawText());
        Assert.Equal(HttpStatusCode.OK, posted.Status);
        var activity = host.Conversations.Accepted[^1].Activity;
        Assert.Equal((text, value), (activity.Text, activity.Value is { } v ? JsonSerializer.Serialize(v, ActivityJson.Options) : null));
        Assert.True(activity.ChannelData!.Value.TryGetProperty("clientActivityID", out _));
        Assert.Equal("zh-CN", activity.Locale);
    }

    private static string CaseFile([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "cases", "channels", "directline", "in-webchat.json");

    [Fact]
    public async Task A_second_try_of_a_message_is_taken_once_under_the_same_id()
    {
        var (id, token, _) = await caller.StartAsync();
        var (other, otherToken, _) = await caller.StartAsync();
        var tries = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => caller.PostAsync($"conversations/{id}/activities", token, Message("一句", "same"))));
        var elsewhere = await caller.PostAsync($"conversations/{other}/activities", otherToken, Message("一句", "same"));
        var without = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => caller.PostAsync($"conversations/{id}/activities", token, Message("两句"))));

        Assert.Single(tries.Select(t => t["id"]).Distinct());
        Assert.NotEqual(tries[0]["id"], elsewhere["id"]);
        Assert.NotEqual(without[0]["id"], without[1]["id"]);
        Assert.Equal(["一句", "一句", "两句", "两句"], host.Conversations.Texts);
    }

    [Fact]
    public async Task Watermarks_lead_on_without_gap_or_repetition()
    {
        var (id, token, _) = await caller.StartAsync();
        for (var i = 0; i < 30; i++) await caller.PostAsync($"conversations/{id}/activities", token, Message($"第{i}句", $"c{i}"));
        for (var i = 0; i < 120; i++) host.Conversations.Say($"directline:{id}", new() { Type = "message", Text = $"消息{i}", From = new("bot", null, "bot") });
        var seen = new List<string>();
        var watermark = "";
        while (true)
        {
            var page = await caller.GetAsync($"conversations/{id}/activities?watermark={watermark}", token);
            watermark = page["watermark"];
            if (page.Activities.Count == 0) break;
            Assert.InRange(page.Activities.Count, 1, 100);
            seen.AddRange(page.Activities.Select(a => a.GetProperty("id").GetString()!));
        }

        Assert.Equal(1 + 60 + 120, seen.Count);
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("abc")]
    [InlineData("-5")]
    [InlineData("99999999999999999999")]
    public async Task An_unreadable_watermark_means_from_the_beginning(string watermark)
    {
        var (id, token, _) = await caller.StartAsync();
        var page = await caller.GetAsync($"conversations/{id}/activities?watermark={watermark}", token);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("您好，我是小助手，不是真人。", Assert.Single(page.Activities).GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_fault_behind_answers_the_poll_with_nothing_new_and_a_post_with_try_again()
    {
        var (id, token, stream) = await caller.StartAsync();
        using var socket = await ListenAsync(stream);
        host.Conversations.Fault = new InvalidOperationException("the disk is full");
        var poll = await caller.GetAsync($"conversations/{id}/activities?watermark=7", token);
        var post = await caller.PostAsync($"conversations/{id}/activities", token, Message("别丢", "c1"));
        var start = await caller.PostAsync("conversations", token);

        Assert.Equal((HttpStatusCode.OK, 0, "7"), (poll.Status, poll.Activities.Count, poll["watermark"]));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "ServiceUnavailable"), (post.Status, post.ErrorCode));
        Assert.NotNull(post.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, start.Status);

        host.Conversations.Fault = null;
        Assert.Equal(HttpStatusCode.OK, (await caller.PostAsync($"conversations/{id}/activities", token, Message("别丢", "c1"))).Status);
        Assert.Equal(["别丢"], host.Conversations.Texts);
    }

    [Fact]
    public async Task The_stream_brings_what_was_missed_at_once_and_then_each_activity()
    {
        var (id, token, stream) = await caller.StartAsync();
        await caller.PostAsync($"conversations/{id}/activities", token, Message("先说的", "c1"));
        using var socket = await ListenAsync(stream);
        var missed = (await NextAsync(socket))!.Value;
        Assert.Equal(["您好，我是小助手，不是真人。", "先说的", "您说的是：先说的"], missed.GetProperty("activities").EnumerateArray().Select(a => a.GetProperty("text").GetString()));

        await socket.SendAsync(ReadOnlyMemory<byte>.Empty, WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        await socket.SendAsync("{not json"u8.ToArray(), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        await caller.PostAsync($"conversations/{id}/activities", token, Message("后说的", "c2"));
        var echo = (await NextAsync(socket))!.Value;
        var answer = (await NextAsync(socket))!.Value;
        Assert.Equal("后说的", echo.GetProperty("activities")[0].GetProperty("text").GetString());
        Assert.Equal("您说的是：后说的", answer.GetProperty("activities")[0].GetProperty("text").GetString());

        // Resuming where the echo stood brings the answer again and nothing else.
        var resumed = await caller.GetAsync($"conversations/{id}?watermark={echo.GetProperty("watermark").GetString()}", token);
        Assert.Equal(HttpStatusCode.OK, resumed.Status);
        using var again = await ListenAsync(resumed["streamUrl"]);
        Assert.Equal("您说的是：后说的", (await NextAsync(again))!.Value.GetProperty("activities")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_conversation_has_few_streams_and_the_newest_stays()
    {
        var (id, token, stream) = await caller.StartAsync();
        var sockets = new List<ClientWebSocket>();
        for (var i = 0; i < 6; i++)
        {
            sockets.Add(await ListenAsync(stream));
            Assert.NotNull(await NextAsync(sockets[^1]));
        }

        Assert.Null(await NextAsync(sockets[0]));
        Assert.Null(await NextAsync(sockets[1]));
        await caller.PostAsync($"conversations/{id}/activities", token, Message("还在", "c1"));
        Assert.NotNull(await NextAsync(sockets[^1]));
        foreach (var socket in sockets) socket.Dispose();
    }

    [Fact]
    public async Task What_only_a_screen_cares_about_is_confirmed_and_not_stored()
    {
        var (id, token, _) = await caller.StartAsync();
        foreach (var type in new[] { "typing", "event", "conversationUpdate", "endOfConversation", "deleteUserData" })
        {
            var answer = await caller.PostAsync($"conversations/{id}/activities", token, new { type, name = "urgent.truth", value = new { claim = "x" } });
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.NotEmpty(answer["id"]);
        }

        Assert.Single(host.Conversations.Accepted);
    }

    [Fact]
    public async Task The_hosts_own_events_are_not_shown()
    {
        var (id, token, _) = await caller.StartAsync();
        host.Conversations.Say($"directline:{id}", new() { Type = "event", Id = "e1", Name = "urgent.truth" });
        host.Conversations.Say($"directline:{id}", new() { Type = "message", Text = "有人接手了", Recipient = new("x"), SuggestedActions = new(default, [new("imBack", "好", "好")]) });
        var page = await caller.GetAsync($"conversations/{id}/activities", token);
        Assert.DoesNotContain(page.Activities, a => a.GetProperty("type").GetString() is "event" or "conversationUpdate");
        var last = page.Activities[^1];
        Assert.Equal("bot", last.GetProperty("from").GetProperty("role").GetString());
        Assert.Equal(0, last.GetProperty("suggestedActions").GetProperty("to").GetArrayLength());
        Assert.NotEmpty(last.GetProperty("id").GetString()!);
        Assert.Equal(id, last.GetProperty("conversation").GetProperty("id").GetString());
    }
}
