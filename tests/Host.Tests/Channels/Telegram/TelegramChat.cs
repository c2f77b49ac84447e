using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Host.Tests.Channels.Telegram;

/// <summary>Somebody's Telegram, and the platform between it and us.</summary>
internal sealed class TelegramChat(HttpClient http, FakeApi api, long id)
{
    public const string Secret = "a-secret_of_16-or-more", BotToken = "42:TEST";

    private static int lastUpdate = 1000;

    private int heard;

    public static string[] Settings(FakeApi api) =>
        ["--Channels:Telegram:BotToken", BotToken, "--Channels:Telegram:SecretToken", Secret, "--Channels:Telegram:ApiUrl", api.Url];

    /// <summary>The API of a Telegram that takes everything.</summary>
    public static (int, object) Takes(ApiCall call) => (200, call.Path.EndsWith("/sendMessage", StringComparison.Ordinal)
        ? new { ok = true, result = new { message_id = 900, date = 1700000000, chat = new { id = 5, type = "private" }, text = "x" } }
        : new { ok = true, result = true });

    public static int NewUpdateId() => Interlocked.Increment(ref lastUpdate);

    /// <summary>Says something and returns the answer's texts.</summary>
    public async Task<string> SayAsync(string text, string answer)
    {
        Assert.Equal(HttpStatusCode.OK, await SendAsync($$$"""{"message":{"message_id":7,"date":1700000000,"chat":{"id":{{{id}}},"type":"private"},"text":"{{{text}}}"}}"""));
        return await HearAsync(answer);
    }

    /// <summary>Presses a button of the last message.</summary>
    public async Task<string> PressAsync(string words, string answer)
    {
        var keyboard = Messages[^1].Json.GetProperty("reply_markup");
        var data = keyboard.GetProperty("inline_keyboard").EnumerateArray().SelectMany(r => r.EnumerateArray()).Single(b => b.GetProperty("text").GetString() == words).GetProperty("callback_data").GetString();
        Assert.Equal(HttpStatusCode.OK, await SendAsync(
            $$$"""{"callback_query":{"id":"cq{{{NewUpdateId()}}}","from":{"id":{{{id}}},"is_bot":false,"first_name":"A"},"chat_instance":"c","data":"{{{data}}}","message":{"message_id":8,"date":1700000000,"chat":{"id":{{{id}}},"type":"private"},"text":"x","reply_markup":{{{keyboard}}} } } }"""));
        return await HearAsync(answer);
    }

    public async Task<string> HearAsync(string words)
    {
        var said = "";
        for (var tries = 0; tries < 200 && !said.Contains(words, StringComparison.Ordinal); tries++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            said = string.Join("\n", Messages.Skip(heard).Select(c => c.Json.GetProperty("text").GetString()));
        }

        Assert.Contains(words, said, StringComparison.Ordinal);
        heard = Messages.Count;
        return said;
    }

    /// <summary>One update; its number is added.</summary>
    public async Task<HttpStatusCode> SendAsync(string update, int? updateId = null, string? secret = Secret)
    {
        var json = JsonNode.Parse(update)!.AsObject();
        json["update_id"] = updateId ?? NewUpdateId();
        return await PostAsync(json.ToJsonString(), secret);
    }

    public async Task<HttpStatusCode> PostAsync(string body, string? secret = Secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/channels/telegram") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (secret is not null) request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", secret);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private List<ApiCall> Messages => [.. api.To("/sendMessage").Where(c => c.Status == 200 && c.Json.GetProperty("chat_id").GetInt64() == id)];
}
