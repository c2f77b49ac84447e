using System.Net;
using System.Text;
using System.Text.Json;
using static Host.Tests.DirectLine.DirectLineCaller;

namespace Host.Tests.DirectLine;

/// <summary>What Microsoft's clients really call and rely on (recorded from directlinejs 0.15.8 and Web Chat 4.18.1), a rule a row.</summary>
public sealed class WireContractTests : IAsyncLifetime
{
    private static readonly Dictionary<string, Func<WireContractTests, Task>> Rules = new(StringComparer.Ordinal)
    {
        ["generate: a secret and no body give a token, its conversation and its seconds"] = t => t.AnswersAsync("tokens/generate", DirectLineHost.Secret, null, 200, "conversationId", "token", "expires_in"),
        ["generate: a body names the user and trusted origins"] = t => t.AnswersAsync("tokens/generate", DirectLineHost.Secret, """{"user":{"id":"dl_1","name":"王婶"},"trustedOrigins":["https://a.example"]}""", 200, "token"),
        ["generate: a token lasts half an hour"] = async t => Assert.Equal(1800, (await t.caller.PostAsync("tokens/generate", DirectLineHost.Secret)).Json.GetProperty("expires_in").GetInt32()),
        ["start: 201 for a new conversation, 200 for the same again"] = async t =>
        {
            var token = (await t.caller.PostAsync("tokens/generate", DirectLineHost.Secret))["token"];
            var (first, again) = (await t.caller.PostAsync("conversations", token, """{"user":{"id":"me"},"locale":"zh-CN"}"""), await t.caller.PostAsync("conversations", token, """{"locale":"zh-CN"}"""));
            Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, first["conversationId"]), (first.Status, again.Status, again["conversationId"]));
            foreach (var answer in new[] { first, again }) Assert.All(new[] { "token", "streamUrl" }, name => Assert.NotEmpty(answer[name]));
        },
        ["start: a secret starts without a token"] = t => t.AnswersAsync("conversations", DirectLineHost.Secret, """{"user":{"id":"dl_2"}}""", 201, "conversationId", "token", "streamUrl"),
        ["resume: a new token and stream for the old conversation, with and without a watermark"] = async t =>
        {
            foreach (var query in new[] { "", "?watermark=", "?watermark=1" })
            {
                var resumed = await t.caller.GetAsync($"conversations/{t.id}{query}", t.token);
                Assert.Equal((HttpStatusCode.OK, t.id), (resumed.Status, resumed["conversationId"]));
                Assert.NotEqual(t.token, resumed["token"]);
                using var socket = await ListenAsync(resumed["streamUrl"]);
                Assert.NotNull(await NextAsync(socket));
            }
        },
        ["read: an empty watermark means from the beginning, and the answer's is a string"] = async t =>
        {
            var page = await t.caller.GetAsync($"conversations/{t.id}/activities?watermark=", t.token);
            Assert.Equal(JsonValueKind.String, page.Json.GetProperty("watermark").ValueKind);
            Assert.NotEmpty(page.Activities);
        },
        ["read: nothing new is an empty set with a watermark, never a refusal"] = async t =>
        {
            var mark = (await t.caller.GetAsync($"conversations/{t.id}/activities", t.token))["watermark"];
            foreach (var asked in new[] { mark, "99999999", "-", "x" })
            {
                var page = await t.caller.GetAsync($"conversations/{t.id}/activities?watermark={asked}", t.token);
                Assert.Equal(HttpStatusCode.OK, page.Status);
                Assert.NotEmpty(page["watermark"]);
            }
        },
        ["read: a fault behind it is an empty set too, for clients stop for ever at an error"] = async t =>
        {
            t.host.Conversations.Fault = new TimeoutException();
            var page = await t.caller.GetAsync($"conversations/{t.id}/activities?watermark=3", t.token);
            Assert.Equal((HttpStatusCode.OK, "3"), (page.Status, page["watermark"]));
            Assert.Empty(page.Activities);
        },
        ["read: a token that ended is 403, an unknown conversation of a secret 404"] = async t =>
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await t.caller.GetAsync($"conversations/{t.id}/activities", t.token[..^4] + "AAAA")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await t.caller.GetAsync("conversations/nobody/activities", DirectLineHost.Secret)).Status);
        },
        ["post: the answer is an id within the conversation"] = async t => Assert.StartsWith(t.id + "|", (await t.SayAsync("你好", "c1"))["id"], StringComparison.Ordinal),
        ["echo: it comes back with its client's id, its sender and its attachments"] = async t =>
        {
            await t.caller.PostAsync($"conversations/{t.id}/activities", t.token, """{"type":"message","from":{"id":"me"},"text":"看","attachments":[{"contentType":"image/png","name":"a.png"}],"channelData":{"clientActivityID":"c9"}}""");
            var echo = (await t.caller.GetAsync($"conversations/{t.id}/activities", t.token)).Activities.Single(a => a.TryGetProperty("channelData", out var d) && d.GetProperty("clientActivityID").GetString() == "c9");
            Assert.Equal(("dl_wang", "a.png"), (echo.GetProperty("from").GetProperty("id").GetString(), echo.GetProperty("attachments")[0].GetProperty("name").GetString()));
        },
        ["echo: the sender is the token's user, whatever the page says"] = async t =>
        {
            await t.SayAsync("我是谁", "c1");
            Assert.Equal("dl_wang", t.host.Conversations.Accepted[^1].AccountAddress);
        },
        ["upload: an activity part and its files are one message"] = async t =>
        {
            using var form = new MultipartFormDataContent("b")
            {
                { new StringContent("""{"type":"message","from":{"id":"me"},"attachments":[{"contentType":"image/png","name":"证.png"}],"channelData":{"clientActivityID":"u1"}}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/vnd.microsoft.activity")), "activity", "blob" },
                { new ByteArrayContent([1, 2, 3]), "file", "证.png" },
            };
            var answer = await t.caller.SendAsync(HttpMethod.Post, $"conversations/{t.id}/upload?userId=me", t.token, form);
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.NotEmpty(answer["id"]);
            Assert.Equal("证.png", Assert.Single(t.host.Conversations.Accepted[^1].Activity.Attachments!.Value).Name);
        },
        ["refresh: no body and no content type"] = async t =>
        {
            var answer = await t.caller.SendAsync(HttpMethod.Post, "tokens/refresh", t.token, null, ("x-requested-with", "XMLHttpRequest"), ("x-ms-bot-agent", "DirectLine/3.0 (directlinejs 0.15.8)"));
            Assert.Equal((HttpStatusCode.OK, t.id), (answer.Status, answer["conversationId"]));
            Assert.NotEmpty(answer["token"]);
        },
        ["session: asked for sign-in cards only, and answered"] = async t => Assert.Equal(HttpStatusCode.OK, (await t.caller.GetAsync("session/getsessionid", t.token)).Status),
        ["stream: the address carries the proof, and empty frames mean nothing"] = async t =>
        {
            using var socket = await ListenAsync(t.stream);
            Assert.NotNull(await NextAsync(socket));
            await socket.SendAsync(ReadOnlyMemory<byte>.Empty, System.Net.WebSockets.WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
            await t.SayAsync("还在吗", "c1");
            var frame = (await NextAsync(socket))!.Value;
            Assert.Equal(JsonValueKind.String, frame.GetProperty("watermark").ValueKind);
            Assert.Equal("还在吗", frame.GetProperty("activities")[0].GetProperty("text").GetString());
        },
        ["preflight: every header that the clients send is allowed, and the answer is kept"] = async t =>
        {
            var answer = await t.caller.SendAsync(HttpMethod.Options, $"conversations/{t.id}/activities?watermark=7", null, null,
                ("Origin", "https://page.example"), ("Access-Control-Request-Method", "GET"), ("Access-Control-Request-Headers", "authorization,content-type,x-ms-bot-agent,x-requested-with"));
            var allowed = string.Join(',', answer.Headers.GetValues("Access-Control-Allow-Headers"));
            Assert.All(new[] { "authorization", "content-type", "x-ms-bot-agent", "x-requested-with" }, name => Assert.Contains(name, allowed, StringComparison.OrdinalIgnoreCase));
            Assert.NotEmpty(answer.Headers.GetValues("Access-Control-Max-Age"));
        },
        ["buttons: what imBack, postBack and messageBack post is heard"] = async t =>
        {
            foreach (var (body, heard) in new[]
            {
                ("""{"type":"message","from":{"id":"me"},"text":"报困难","channelData":{"clientActivityID":"b1"}}""", "报困难"),
                ("""{"type":"message","from":{"id":"me"},"value":"查进度","channelData":{"clientActivityID":"b2","postBack":true}}""", "查进度"),
                ("""{"type":"message","from":{"id":"me"},"text":"问政策","value":{"a":1},"channelData":{"clientActivityID":"b3","messageBack":{"displayText":"问"}}}""", "问政策"),
            })
            {
                Assert.Equal(HttpStatusCode.OK, (await t.caller.PostAsync($"conversations/{t.id}/activities", t.token, body)).Status);
                Assert.Equal(heard, t.host.Conversations.Accepted[^1].Activity.Text);
            }
        },
        ["suggested actions: to is an array, for clients that reject its absence"] = async t =>
            Assert.Equal(JsonValueKind.Array, (await t.caller.GetAsync($"conversations/{t.id}/activities", t.token)).Activities[0].GetProperty("suggestedActions").GetProperty("to").ValueKind),
        ["no activity holds null: text is a string or absent"] = async t =>
        {
            await t.SayAsync("你好", "c1");
            Assert.DoesNotContain("null", (await t.caller.GetAsync($"conversations/{t.id}/activities", t.token)).Json.GetRawText(), StringComparison.Ordinal);
        },
    };

    private DirectLineHost host = null!;
    private DirectLineCaller caller = null!;
    private string id = "", token = "", stream = "";

    public static TheoryData<string> Names => [.. Rules.Keys];

    public async ValueTask InitializeAsync()
    {
        host = await DirectLineHost.StartAsync();
        caller = new(host.Address);
        (id, token, stream) = await caller.StartAsync(new { id = "dl_wang" });
    }

    public async ValueTask DisposeAsync()
    {
        caller.Dispose();
        await host.DisposeAsync();
    }

    [Theory, MemberData(nameof(Names))]
    public Task Clients_find_what_they_rely_on(string rule) => Rules[rule](this);

    private Task<Answer> SayAsync(string words, string clientId) => caller.PostAsync($"conversations/{id}/activities", token, Message(words, clientId));

    private async Task AnswersAsync(string path, string bearer, string? body, int status, params string[] names)
    {
        var answer = await caller.PostAsync(path, bearer, body);
        Assert.Equal(status, (int)answer.Status);
        Assert.All(names, name => Assert.True(answer.Json.TryGetProperty(name, out _), name));
    }
}
