using System.Net;
using System.Text;
using System.Text.Json;
using Host.Tests.Story;

namespace Host.Tests.Channels.BotFramework;

/// <summary>Somebody who writes on a channel of the bot service.</summary>
internal sealed class TeamsPerson(HttpClient http, FakeBotService service, string id = "29:1abc")
{
    private readonly string conversation = $"a:{id}|1";
    private int said, heard;

    /// <summary>Which connector the channel uses now.</summary>
    public string Service { get; set; } = "eu";

    public async Task<string> SayAsync(string words, string answer)
    {
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(Message(words))).Status);
        return await HearAsync(answer);
    }

    public async Task<string> HearAsync(string words)
    {
        string? text = null;
        await WholeHost.UntilAsync(() =>
        {
            for (var calls = service.Received.ToArray(); heard < calls.Length && text?.Contains(words, StringComparison.Ordinal) is not true; heard++)
                if (calls[heard].Body.GetProperty("recipient").GetProperty("id").GetString() == id) text = calls[heard].Body.GetProperty("text").GetString();
            return Task.FromResult(text?.Contains(words, StringComparison.Ordinal) is true);
        });
        return text!;
    }

    public Dictionary<string, object?> Message(string words) => Activity("message", ("text", words));

    public Dictionary<string, object?> Activity(string type, params ReadOnlySpan<(string Name, object? Value)> more)
    {
        var activity = new Dictionary<string, object?>
        {
            ["type"] = type, ["id"] = $"m|{++said}", ["timestamp"] = TimeProvider.System.GetUtcNow(), ["serviceUrl"] = service.ServiceUrl(Service), ["channelId"] = FakeBotService.ChannelId,
            ["from"] = new { id, name = "王秀英" }, ["recipient"] = new { id = "28:bot", name = "bot" }, ["conversation"] = new { id = conversation }, ["locale"] = "zh-CN",
        };
        foreach (var (name, value) in more) activity[name] = value;
        return activity;
    }

    public Task<(HttpStatusCode Status, string Body)> PostAsync(object activity, string? token = null) =>
        PostRawAsync(JsonSerializer.Serialize(activity), token ?? service.Token(service.ServiceUrl(Service)));

    public async Task<(HttpStatusCode Status, string Body)> PostRawAsync(string body, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (token.Length > 0) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
