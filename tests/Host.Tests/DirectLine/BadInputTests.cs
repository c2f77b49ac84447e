using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CsCheck;
using static Host.Tests.DirectLine.DirectLineCaller;

namespace Host.Tests.DirectLine;

public sealed class BadInputTests : IAsyncLifetime
{
    private DirectLineHost host = null!;
    private DirectLineCaller caller = null!;
    private (string Id, string Token, string StreamUrl) talk;

    public async ValueTask InitializeAsync()
    {
        host = await DirectLineHost.StartAsync(settings: new() { ["DirectLine:MessageBurst"] = "1000000" });
        caller = new(host.Address);
        talk = await caller.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        caller.Dispose();
        await host.DisposeAsync();
    }

    public static TheoryData<string, int, string> Refused => new()
    {
        { "", 400, "BadSyntax" },
        { "{", 400, "BadSyntax" },
        { "[]", 400, "BadSyntax" },
        { "null", 400, "BadSyntax" },
        { "\"x\"", 400, "BadSyntax" },
        { "{}", 400, "BadArgument" },
        { """{"type":5}""", 400, "BadArgument" },
        { """{"type":"message","text":5}""", 400, "BadArgument" },
        { """{"type":"message","text":{"a":1}}""", 400, "BadArgument" },
        { """{"type":"message"}""", 400, "EmptyMessage" },
        { """{"type":"message","text":null}""", 400, "EmptyMessage" },
        { """{"type":"message","text":""}""", 400, "EmptyMessage" },
        { """{"type":"message","text":"\ud800"}""", 400, "BadSyntax" },
        { """{"type":"message","text":"x","value":{"a":["\udfff"]}}""", 400, "BadSyntax" },
        { """{"type":"message","text":"x","channelData":{"clientActivityID":"\ud800"}}""", 400, "BadSyntax" },
        { $$"""{"type":"message","text":"{{new string('长', 8001)}}"}""", 400, "TextTooLong" },
        { $$"""{"type":"message","text":"x","value":"{{new string('x', 20_000)}}"}""", 400, "BadArgument" },
        { $$$"""{"type":"message","text":"x","channelData":{"clientActivityID":"{{{new string('x', 300)}}}"}}""", 400, "BadArgument" },
        { string.Concat(Enumerable.Repeat("[", 5000)), 400, "BadSyntax" },
    };

    [Theory, MemberData(nameof(Refused))]
    public async Task What_cannot_be_a_message_is_refused_with_a_reason_and_stored_nowhere(string body, int status, string code)
    {
        var answer = await caller.PostAsync($"conversations/{talk.Id}/activities", talk.Token, body);
        Assert.Equal((status, code), ((int)answer.Status, answer.ErrorCode));
        Assert.Empty(host.Conversations.Texts);
    }

    [Fact]
    public async Task A_megabyte_of_text_is_too_large()
    {
        var answer = await caller.PostAsync($"conversations/{talk.Id}/activities", talk.Token, Message(new string('x', 1024 * 1024)));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "MessageSizeTooBig"), (answer.Status, answer.ErrorCode));
        // The same without a length in front.
        var chunked = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(new string(' ', 1024 * 1024))));
        chunked.Headers.ContentType = new("application/json");
        var unannounced = await caller.SendAsync(HttpMethod.Post, $"conversations/{talk.Id}/activities", talk.Token, chunked, ("Transfer-Encoding", "chunked"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, unannounced.Status);
        Assert.Empty(host.Conversations.Texts);
    }

    [Theory]
    [InlineData("😀😀😀")]
    [InlineData("   ")]
    [InlineData("1")]
    [InlineData("שלום")]
    public async Task Odd_but_real_texts_go_through_as_they_are(string text)
    {
        Assert.Equal(HttpStatusCode.OK, (await caller.PostAsync($"conversations/{talk.Id}/activities", talk.Token, Message(text))).Status);
        Assert.Equal([text], host.Conversations.Texts);
    }

    private static readonly string[] Tokens =
    [
        "{", "}", "[", "]", "\"", ":", ",", "null", "1e999", "true", "\\u0000", "\\ud83d", "\"type\"", "\"message\"", "\"text\"", "\"value\"", "\"from\"", "\"channelData\"",
        "\"attachments\"", "{\"type\":\"message\",\"text\":",
    ];

    [Fact]
    public async Task Whatever_bytes_come_the_answer_is_never_a_fault()
    {
        var piece = Gen.OneOf(
            Gen.String, Gen.OneOf(Tokens.Select(Gen.Const).ToArray()));
        await piece.Array[0, 24].Select(string.Concat).SampleAsync(async body =>
        {
            var answer = await caller.PostAsync($"conversations/{talk.Id}/activities", talk.Token, body);
            Assert.True((int)answer.Status is 200 or 400, $"{answer.Status} for {body}");
        }, iter: 3_000, threads: 2);
        await Gen.Byte.Array[0, 200].SampleAsync(async bytes =>
        {
            var answer = await caller.SendAsync(HttpMethod.Post, $"conversations/{talk.Id}/activities", talk.Token, new ByteArrayContent(bytes));
            Assert.True((int)answer.Status is 200 or 400, $"{answer.Status}");
        }, iter: 1_000, threads: 2);
    }

    [Fact]
    public async Task An_upload_arrives_as_a_message_that_names_its_files()
    {
        // As Microsoft's Web Chat sends it.
        const string Body = """
            ------WebKitFormBoundaryV4JZVXRxzcAdlWBF
            Content-Disposition: form-data; name="activity"; filename="blob"
            Content-Type: application/vnd.microsoft.activity

            {"type":"message","from":{"id":"dl_u1"},"text":"看图","attachments":[{"contentType":"image/png","name":"证.png"}],"channelData":{"clientActivityID":"up1"}}
            ------WebKitFormBoundaryV4JZVXRxzcAdlWBF
            Content-Disposition: form-data; name="file"; filename="证.png"
            Content-Type: image/png

            PNG
            ------WebKitFormBoundaryV4JZVXRxzcAdlWBF--

            """;
        var ids = new HashSet<string>();
        for (var i = 0; i < 2; i++) ids.Add((await UploadAsync(Body.ReplaceLineEndings("\r\n")))["id"]);

        Assert.Single(ids);
        var message = host.Conversations.Accepted.Single(a => a.Activity.Type == "message").Activity;
        Assert.Equal("看图", message.Text);
        // These bytes are no picture, whatever their sender says.
        Assert.Equal(("image/png", "证.png", null), Assert.Single(message.Attachments!.Value) is var file ? (file.ContentType, file.Name, file.ContentUrl) : default);
    }

    [Fact]
    public async Task A_broken_or_huge_upload_is_refused()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await UploadAsync("nonsense")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await UploadAsync("")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await caller.PostAsync($"conversations/{talk.Id}/upload", talk.Token, Message("x"))).Status);
        using var form = new MultipartFormDataContent("b") { { Activity("""{"type":"message","text":"x"}"""), "activity", "blob" }, { new ByteArrayContent(new byte[5 * 1024 * 1024]), "file", "a.png" } };
        var huge = await caller.SendAsync(HttpMethod.Post, $"conversations/{talk.Id}/upload", talk.Token, form);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "FileTooBig"), (huge.Status, huge.ErrorCode));
        using var many = new MultipartFormDataContent("b") { { Activity("""{"type":"message","text":"x"}"""), "activity", "blob" } };
        for (var i = 0; i < 12; i++) many.Add(new ByteArrayContent([1]), "file", $"{i}.png");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await caller.SendAsync(HttpMethod.Post, $"conversations/{talk.Id}/upload", talk.Token, many)).Status);
        Assert.Empty(host.Conversations.Texts);
    }

    [Theory]
    [InlineData("tokens/generate")]
    [InlineData("conversations")]
    public async Task A_start_with_a_strange_body_is_refused_or_ignored(string call)
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await caller.PostAsync(call, DirectLineHost.Secret, "[1]")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await caller.PostAsync(call, DirectLineHost.Secret, "{\"user\":{\"id\":\"\\ud800\"}}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await caller.PostAsync(call, DirectLineHost.Secret, new { user = new { id = new string('x', 500) } })).Status);
        Assert.True((await caller.PostAsync(call, DirectLineHost.Secret, new { user = 5, locale = new[] { 1 }, trustedOrigins = "x" })).Status is HttpStatusCode.OK or HttpStatusCode.Created);
    }

    private static ByteArrayContent Activity(string json) => new(Encoding.UTF8.GetBytes(json)) { Headers = { ContentType = new("application/vnd.microsoft.activity") } };

    private Task<Answer> UploadAsync(string body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=----WebKitFormBoundaryV4JZVXRxzcAdlWBF");
        return caller.SendAsync(HttpMethod.Post, $"conversations/{talk.Id}/upload?userId=u", talk.Token, content);
    }
}
