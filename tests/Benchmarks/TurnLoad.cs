using System.Diagnostics;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Benchmarks;

/// <summary>What a load did: rate over the whole run, and the times of single requests in milliseconds.</summary>
public sealed record LoadResult(double PerSecond, double P50, double P99, double Longest)
{
    public static LoadResult From(double perSecond, List<double> times)
    {
        times.Sort();
        return new(perSecond, times[times.Count / 2], times[(int)(times.Count * 0.99)], times[^1]);
    }
}

/// <summary>Drives a host through Direct Line as residents do: each conversation with its own token, messages posted over kept-alive connections.</summary>
public static class TurnLoad
{
    /// <summary>Posts for a while, then waits until every accepted message has its turn; the rate is turns over the whole time, waiting included.</summary>
    public static async Task<LoadResult> TurnsAsync(int port, string directory, List<(string Id, string Token)> conversations, int clients, TimeSpan duration)
    {
        var before = Turns(directory);
        var clock = Stopwatch.StartNew();
        var times = await RunAsync(port, clients, duration, clock, (client, n) =>
        {
            var (id, token) = conversations[(client + n * clients) % conversations.Count];
            return RawHttp.Post($"/v3/directline/conversations/{id}/activities", "{\"type\":\"message\",\"from\":{\"id\":\"u\"},\"text\":\"我家五口人,去年收入四万多,娃上学要花钱\"}", token);
        });
        var expected = before + times.Count;
        while (Turns(directory) < expected)
        {
            if (clock.Elapsed > duration + TimeSpan.FromSeconds(60)) throw new TimeoutException($"{expected - Turns(directory)} messages have no turn");
            await Task.Delay(5);
        }

        return LoadResult.From(times.Count / clock.Elapsed.TotalSeconds, times);
    }

    public static async Task<LoadResult> FloorAsync(int port, string path, int clients, TimeSpan duration)
    {
        var clock = Stopwatch.StartNew();
        var times = await RunAsync(port, clients, duration, clock, (client, n) => RawHttp.Post($"/{path}/{(client + n * clients) % 1000 + 1}", "{\"text\":\"我家五口人,去年收入四万多,娃上学要花钱\"}"));
        return LoadResult.From(times.Count / clock.Elapsed.TotalSeconds, times);
    }

    public static async Task<List<(string Id, string Token)>> StartConversationsAsync(int port, int count)
    {
        using var http = await RawHttp.ConnectAsync(port);
        var conversations = new List<(string, string)>();
        for (var i = 0; i < count; i++)
        {
            var opened = JsonDocument.Parse(await http.SendAsync(RawHttp.Post("/v3/directline/conversations", $"{{\"user\":{{\"id\":\"u{i}\"}}}}", "bench"))).RootElement;
            conversations.Add((opened.GetProperty("conversationId").GetString()!, opened.GetProperty("token").GetString()!));
        }

        return conversations;
    }

    /// <summary>From the post to the answer on disk, one message at a time: what a resident waits for on a quiet host.</summary>
    public static async Task<LoadResult> AnswerTimesAsync(HostProcess host, List<(string Id, string Token)> conversations, int count)
    {
        using var http = await RawHttp.ConnectAsync(host.Port);
        var times = new List<double>();
        var total = Stopwatch.StartNew();
        for (var i = 0; i < count; i++)
        {
            var (id, token) = conversations[i % conversations.Count];
            var text = $"第{i}句";
            var watch = Stopwatch.StartNew();
            var posted = JsonDocument.Parse(await http.SendAsync(RawHttp.Post($"/v3/directline/conversations/{id}/activities", $"{{\"type\":\"message\",\"text\":\"{text}\"}}", token))).RootElement.GetProperty("id").GetString()!;
            while (!(await http.SendAsync(Get($"/v3/directline/conversations/{id}/activities", token))).Contains($"\"replyToId\":\"{posted}\"", StringComparison.Ordinal)) await Task.Delay(1);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        return LoadResult.From(count / total.Elapsed.TotalSeconds, times);
    }

    public static byte[] Get(string path, string token) => System.Text.Encoding.UTF8.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\r\n");

    private static async Task<List<double>> RunAsync(int port, int clients, TimeSpan duration, Stopwatch clock, Func<int, int, byte[]> request)
    {
        var all = await Task.WhenAll(Enumerable.Range(0, clients).Select(async client =>
        {
            var times = new List<double>();
            using var http = await RawHttp.ConnectAsync(port);
            for (var n = 0; clock.Elapsed < duration; n++)
            {
                var bytes = request(client, n);
                var began = Stopwatch.GetTimestamp();
                await http.SendAsync(bytes);
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            return times;
        }));
        return [.. all.SelectMany(t => t)];
    }

    private static long Turns(string directory)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(directory, "bothost.db")};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM turns";
        return (long)command.ExecuteScalar()!;
    }
}
