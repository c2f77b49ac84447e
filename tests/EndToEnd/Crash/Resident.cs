using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Benchmarks;

namespace EndToEnd.Crash;

/// <summary>One resident's page: sends each message again, under the same name, until the host has said OK; the host may die at any moment.</summary>
internal sealed class Resident(int number, int port, int claimEvery) : IDisposable
{
    private RawHttp? http;
    private string token = "";

    public string Conversation { get; private set; } = "";

    /// <summary>Ids that the host gave to the messages it said OK to, in the order they were sent.</summary>
    public List<string> Accepted { get; } = [];

    public List<string> Claims { get; } = [];

    public async Task StartAsync()
    {
        var opened = await InsistAsync(RawHttp.Post("/v3/directline/conversations", $"{{\"user\":{{\"id\":\"r{number}\"}}}}", "bench"));
        (Conversation, token) = (opened.GetProperty("conversationId").GetString()!, opened.GetProperty("token").GetString()!);
    }

    public async Task TalkUntilAsync(Random random, CancellationToken enough)
    {
        for (var n = 0; !enough.IsCancellationRequested; n++)
        {
            var body = $"{{\"type\":\"message\",\"text\":\"第{n}句\",\"channelData\":{{\"clientActivityID\":\"{n}\"}}}}";
            var posted = await InsistAsync(RawHttp.Post($"/v3/directline/conversations/{Conversation}/activities", body, token));
            Accepted.Add(posted.GetProperty("id").GetString()!);
            if (n % claimEvery == claimEvery - 1)
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"claim-{number}-{n}");
                await InsistAsync(RawHttp.Post($"/claims/{Conversation}/{key}", "{}"));
                Claims.Add(key);
            }

            await Task.Delay(random.Next(5, 120), CancellationToken.None);
        }
    }

    /// <summary>Everything the conversation holds, page by page.</summary>
    public async Task<List<(string Id, string? ReplyTo, string Text, bool FromBot)>> ReadAsync()
    {
        var all = new List<(string, string?, string, bool)>();
        for (var watermark = "0"; ;)
        {
            var page = await InsistAsync(TurnLoad.Get($"/v3/directline/conversations/{Conversation}/activities?watermark={watermark}", token));
            foreach (var a in page.GetProperty("activities").EnumerateArray())
            {
                all.Add((a.GetProperty("id").GetString()!, a.TryGetProperty("replyToId", out var to) ? to.GetString() : null,
                    a.GetProperty("text").GetString()!, a.GetProperty("from").GetProperty("id").GetString() == "bot"));
            }

            var next = page.GetProperty("watermark").GetString()!;
            if (next == watermark) return all;
            watermark = next;
        }
    }

    public void Dispose() => http?.Dispose();

    private async Task<JsonElement> InsistAsync(byte[] request)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                http ??= await RawHttp.ConnectAsync(port);
                var answer = await http.SendAsync(request);
                return answer.Length == 0 ? default : JsonDocument.Parse(answer).RootElement;
            }
            catch (Exception e) when (e is IOException or SocketException && tries < 2_000)
            {
                http?.Dispose();
                http = null;
                await Task.Delay(30);
            }
        }
    }
}
