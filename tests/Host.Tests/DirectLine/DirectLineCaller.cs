using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Host.Tests.DirectLine;

/// <summary>One HTTP answer, with the status and the JSON it carried.</summary>
public sealed record Answer(HttpStatusCode Status, JsonElement Json, HttpResponseHeaders Headers)
{
    public string this[string name] => Json.GetProperty(name).GetString()!;

    public string ErrorCode => Json.GetProperty("error").GetProperty("code").GetString()!;

    public IReadOnlyList<JsonElement> Activities => [.. Json.GetProperty("activities").EnumerateArray()];
}

/// <summary>Speaks raw Direct Line.</summary>
public sealed class DirectLineCaller(Uri host) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = host };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public Task<Answer> GetAsync(string path, string? bearer = null) => SendAsync(HttpMethod.Get, path, bearer, null);

    public Task<Answer> PostAsync(string path, string? bearer = null, object? body = null) =>
        SendAsync(HttpMethod.Post, path, bearer, body is null ? null : new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"));

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? bearer, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith('/') ? path : $"/v3/directline/{path}") { Content = content };
        if (bearer is not null) request.Headers.Authorization = new("Bearer", bearer);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        return new(response.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text), response.Headers);
    }

    /// <summary>A started conversation and its token.</summary>
    public async Task<(string Id, string Token, string StreamUrl)> StartAsync(object? user = null)
    {
        var generated = await PostAsync("tokens/generate", DirectLineHost.Secret, user is null ? null : new { user });
        var started = await PostAsync("conversations", generated["token"], new { locale = "zh-CN" });
        Assert.Equal(HttpStatusCode.Created, started.Status);
        return (started["conversationId"], started["token"], started["streamUrl"]);
    }

    public static object Message(string text, string? clientId = null) => new { type = "message", from = new { id = "me" }, text, channelData = new { clientActivityID = clientId } };

    public static async Task<ClientWebSocket> ListenAsync(string streamUrl)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new(streamUrl), Cancellation);
        return socket;
    }

    /// <summary>The next frame; null when the server closed.</summary>
    public static async Task<JsonElement?> NextAsync(ClientWebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), Cancellation);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            length += part.Count;
            if (part.EndOfMessage) return JsonSerializer.Deserialize<JsonElement>(buffer.AsSpan(0, length));
        }
    }

    public void Dispose() => http.Dispose();
}
