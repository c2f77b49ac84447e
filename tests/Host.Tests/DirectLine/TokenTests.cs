using System.Net;
using Microsoft.Extensions.Time.Testing;
using static Host.Tests.DirectLine.DirectLineCaller;

namespace Host.Tests.DirectLine;

public sealed class TokenTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(new(2026, 11, 24, 10, 0, 0, TimeSpan.FromHours(8)));
    private DirectLineHost host = null!;
    private DirectLineCaller caller = null!;

    public async ValueTask InitializeAsync()
    {
        host = await DirectLineHost.StartAsync(clock: clock, settings: new() { ["DirectLine:PageTokensPerMinute"] = "5", ["DirectLine:MessageBurst"] = "6", ["DirectLine:MessagesPerMinute"] = "12" });
        caller = new(host.Address);
    }

    public async ValueTask DisposeAsync()
    {
        caller.Dispose();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task A_token_ends_and_a_refreshed_one_goes_on()
    {
        var (id, token, _) = await caller.StartAsync();
        clock.Advance(TimeSpan.FromMinutes(29));
        var refreshed = await caller.PostAsync("tokens/refresh", token);
        Assert.Equal(1800, refreshed.Json.GetProperty("expires_in").GetInt32());
        clock.Advance(TimeSpan.FromMinutes(2));

        var old = await caller.GetAsync($"conversations/{id}/activities", token);
        Assert.Equal((HttpStatusCode.Forbidden, "TokenExpired"), (old.Status, old.ErrorCode));
        Assert.Equal(HttpStatusCode.OK, (await caller.GetAsync($"conversations/{id}/activities", refreshed["token"])).Status);
    }

    [Fact]
    public async Task No_token_a_wrong_one_or_one_of_another_conversation_opens_nothing()
    {
        var (id, token, stream) = await caller.StartAsync();
        var (other, otherToken, _) = await caller.StartAsync();
        var ticket = stream[(stream.IndexOf("t=", StringComparison.Ordinal) + 2)..];
        var key = (await caller.PostAsync("/webchat/token"))["resume"];
        var before = host.Conversations.Accepted.Count;

        foreach (var path in new[] { $"conversations/{id}/activities", $"conversations/{id}/upload" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await caller.PostAsync(path, null, Message("x"))).Status);
            foreach (var wrong in new[] { "x", otherToken, token[..^3] + "AAA", ticket, key, new string('A', 9_000) })
            {
                var answer = await caller.PostAsync(path, wrong, Message("x"));
                Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
                Assert.NotEmpty(answer.ErrorCode);
            }
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await caller.GetAsync($"conversations/{other}", token)).Status);
        Assert.Equal("Forbidden", (await caller.PostAsync("tokens/generate", token)).ErrorCode);
        Assert.Equal(before, host.Conversations.Accepted.Count);
    }

    [Fact]
    public async Task A_stream_ticket_opens_its_own_stream_only_and_only_for_minutes()
    {
        var (_, _, stream) = await caller.StartAsync();
        var (other, _, _) = await caller.StartAsync();
        var elsewhere = await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => ListenAsync(stream.Replace(stream.Split('/')[6], other, StringComparison.Ordinal)));
        Assert.Contains("403", elsewhere.Message, StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromMinutes(6));
        var late = await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => ListenAsync(stream));
        Assert.Contains("403", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_conversation_is_not_found()
    {
        var unstarted = await caller.PostAsync("tokens/generate", DirectLineHost.Secret);
        var id = unstarted["conversationId"];
        Assert.Equal("ConversationNotFound", (await caller.PostAsync($"conversations/{id}/activities", unstarted["token"], Message("x"))).ErrorCode);
        Assert.Equal(HttpStatusCode.NotFound, (await caller.GetAsync($"conversations/{id}", unstarted["token"])).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await caller.GetAsync("conversations/none/activities", DirectLineHost.Secret)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await caller.PostAsync("conversations/none/activities", DirectLineHost.Secret, Message("x"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await caller.GetAsync("no/such/call", DirectLineHost.Secret)).Status);
        // A client that polls before it started must not be sent away.
        Assert.Equal(HttpStatusCode.OK, (await caller.GetAsync($"conversations/{id}/activities", unstarted["token"])).Status);
    }

    [Fact]
    public async Task The_secret_speaks_for_whom_it_names()
    {
        var started = await caller.PostAsync("conversations", DirectLineHost.Secret, new { user = new { id = "u9" } });
        var id = started["conversationId"];
        Assert.Equal(HttpStatusCode.OK, (await caller.PostAsync($"conversations/{id}/activities", DirectLineHost.Secret, new { type = "message", from = new { id = "u9" }, text = "hi" })).Status);
        Assert.Equal("BadArgument", (await caller.PostAsync($"conversations/{id}/activities", DirectLineHost.Secret, new { type = "message", text = "hi" })).ErrorCode);
        Assert.Equal("u9", host.Conversations.Accepted[^1].AccountAddress);
        var resumed = await caller.GetAsync($"conversations/{id}", DirectLineHost.Secret);
        await caller.PostAsync($"conversations/{id}/activities", resumed["token"], Message("again"));
        Assert.Equal("u9", host.Conversations.Accepted[^1].AccountAddress);
    }

    [Fact]
    public async Task The_page_needs_no_secret_and_comes_back_to_its_conversation_with_its_key()
    {
        var first = await caller.PostAsync("/webchat/token");
        var started = await caller.PostAsync("conversations", first["token"]);
        clock.Advance(TimeSpan.FromDays(30));
        var back = await caller.PostAsync("/webchat/token", null, new { resume = first["resume"] });
        clock.Advance(TimeSpan.FromDays(100));
        var late = await caller.PostAsync("/webchat/token", null, new { resume = back["resume"] });

        Assert.Equal(started["conversationId"], back["conversationId"]);
        Assert.True(back.Json.GetProperty("resumed").GetBoolean());
        Assert.NotEqual(back["conversationId"], late["conversationId"]);
        Assert.False(late.Json.GetProperty("resumed").GetBoolean());
        Assert.Equal(HttpStatusCode.BadRequest, (await caller.PostAsync("/webchat/token", null, "{oops")).Status);
    }

    [Fact]
    public async Task The_page_door_is_for_pages_of_this_host_and_so_often_a_minute()
    {
        async Task<HttpStatusCode> Knock(params (string, string)[] headers) => (await caller.SendAsync(HttpMethod.Post, "/webchat/token", null, null, headers)).Status;
        Assert.Equal(HttpStatusCode.Forbidden, await Knock(("Origin", "https://evil.example")));
        Assert.Equal(HttpStatusCode.Forbidden, await Knock(("Sec-Fetch-Site", "cross-site")));
        Assert.Equal(HttpStatusCode.Forbidden, await Knock(("Sec-Fetch-Site", "same-site")));
        Assert.Equal(HttpStatusCode.OK, await Knock(("Origin", $"http://{host.Address.Authority}")));
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 5; i++) answers.Add(await Knock(("Sec-Fetch-Site", "same-origin")));
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
    }

    [Fact]
    public async Task Who_talks_too_fast_is_asked_to_wait_and_loses_nothing()
    {
        var (id, token, _) = await caller.StartAsync();
        var answers = new List<Answer>();
        for (var i = 0; i < 8; i++) answers.Add(await caller.PostAsync($"conversations/{id}/activities", token, Message($"{i}", $"c{i}")));
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1].Status);
        Assert.NotNull(answers[^1].Headers.RetryAfter);
        Assert.Equal(answers.Count(a => a.Status == HttpStatusCode.OK), host.Conversations.Texts.Count);
        var (other, otherToken, _) = await caller.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await caller.PostAsync($"conversations/{other}/activities", otherToken, Message("x"))).Status);
    }

    [Fact]
    public async Task Other_sites_may_call_and_a_token_may_be_bound_to_some()
    {
        var preflight = await caller.SendAsync(HttpMethod.Options, "conversations/x/activities?watermark=1", null, null,
            ("Origin", "https://www.county.gov.cn"), ("Access-Control-Request-Method", "GET"), ("Access-Control-Request-Headers", "authorization,x-ms-bot-agent,x-requested-with"));
        Assert.Equal(HttpStatusCode.NoContent, preflight.Status);
        Assert.Equal("*", preflight.Headers.GetValues("Access-Control-Allow-Origin").Single());
        var allowed = preflight.Headers.GetValues("Access-Control-Allow-Headers").Single();
        Assert.All(["authorization", "content-type", "x-ms-bot-agent", "x-requested-with"], header => Assert.Contains(header, allowed, StringComparison.Ordinal));
        Assert.NotEmpty(preflight.Headers.GetValues("Access-Control-Max-Age"));

        var token = (await caller.PostAsync("tokens/generate", DirectLineHost.Secret, new { trustedOrigins = new[] { "https://www.county.gov.cn" } }))["token"];
        Assert.Equal(HttpStatusCode.Created, (await caller.SendAsync(HttpMethod.Post, "conversations", token, null, ("Origin", "https://www.county.gov.cn"))).Status);
        var elsewhere = await caller.SendAsync(HttpMethod.Post, "conversations", token, null, ("Origin", "https://evil.example"));
        Assert.Equal((HttpStatusCode.Forbidden, "*"), (elsewhere.Status, elsewhere.Headers.GetValues("Access-Control-Allow-Origin").Single()));
        Assert.DoesNotContain((await caller.PostAsync("/webchat/token")).Headers, h => h.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }
}
