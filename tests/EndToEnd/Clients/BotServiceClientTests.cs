using System.Text.Json;
using Benchmarks;
using EndToEnd.Story;

namespace EndToEnd.Clients;

/// <summary>Microsoft's own libraries (npm botframework-connector, @microsoft/agents-activity) and an independent signer (jose) against the running host.</summary>
public class BotServiceClientTests
{
    private const string AppId = "11111111-2222-3333-4444-555555555555";

    [Fact]
    public async Task A_report_told_through_a_connector_is_answered_in_activities_that_Microsofts_model_reads()
    {
        var saw = await RunAsync("talk", JsonSerializer.Serialize(new[] { "我想报困难，房子漏雨", "可以记", "王秀英", "周河乡毛铺村", "三口", "九千", "13837612345", "都对", "行" }), listed: true);
        Assert.All(saw.GetProperty("statuses").EnumerateArray(), status => Assert.Equal(200, status.GetInt32()));
        Assert.Empty(saw.GetProperty("faults").EnumerateArray());
        var replies = saw.GetProperty("replies").EnumerateArray().Select(r => r.GetString()!).ToList();
        Assert.Contains("可以记吗", replies[0], StringComparison.Ordinal);
        Assert.Contains("收到了，编号", replies[^1], StringComparison.Ordinal);
        Assert.Equal("/connector/v3/conversations/a%3A1%7Cx/activities/m%7C0", saw.GetProperty("paths")[0].GetString());
        Assert.True(saw.GetProperty("choices").GetInt32() > 1);
    }

    [Fact]
    public async Task The_host_takes_and_refuses_the_tokens_that_Microsofts_validator_takes_and_refuses()
    {
        var judged = (await RunAsync("judge", Path.Combine(RealHost.Root, "tests", "cases", "channels", "vectors.json"), listed: false)).EnumerateArray().ToList();
        Assert.Equal(21, judged.Count);
        Assert.All(judged, one =>
        {
            var (name, expected, status) = (one.GetProperty("name").GetString(), one.GetProperty("expected").GetBoolean(), one.GetProperty("status").GetInt32());
            Assert.Equal((name, expected, expected), (name, one.GetProperty("microsoft").GetBoolean(), status == 200));
            Assert.True(status is 200 or 401 or 403, $"{name}: {status}");
        });
    }

    /// <param name="listed">True where answers go to this machine.</param>
    private static async Task<JsonElement> RunAsync(string task, string input, bool listed)
    {
        var service = HostProcess.FreePort();
        var data = Directory.CreateTempSubdirectory("bothost-botservice-").FullName;
        try
        {
            string[] hosts = listed ? ["--Channels:BotFramework:ServiceHosts:0", "127.0.0.1"] : [];
            await using var host = await HostProcess.StartAsync(HostProcess.Program, null, data, null,
                ["--Channels:BotFramework:AppId", AppId, "--Channels:BotFramework:AppPassword", "s", "--Channels:BotFramework:MetadataUrl", $"http://127.0.0.1:{service}/openid",
                    "--Channels:BotFramework:LoginUrl", $"http://127.0.0.1:{service}/token", .. hosts]);
            return await NodeClient.RunAsync("botservice.cjs", task, $"http://127.0.0.1:{host.Port}", $"{service}", AppId, input);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }
}
