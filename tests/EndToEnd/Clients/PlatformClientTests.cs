using System.Text.Json;
using Benchmarks;

namespace EndToEnd.Clients;

/// <summary>Two independent implementations of the platforms' encryption (npm @wecom/crypto and wechat-crypto) against the running host, both ways.</summary>
public class PlatformClientTests
{
    private const string AppId = "wx2c2769f8efd9abc2", AppKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", CorpId = "wx5823bf96d3bd56c7", CorpKey = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";

    private static readonly (string Words, string Answer)[] Report =
    [
        ("我想报困难，房子漏雨", "可以记吗"), ("可以记", "叫什么名字"), ("王秀英", "哪个乡镇"), ("周河乡毛铺村", "几口人"), ("三口", "一年到手"), ("九千", "电话"), ("13837612345", "都对吗"),
        ("都对", "不收一分钱"), ("行", "收到了，编号"),
    ];

    [Fact]
    public async Task What_one_library_encrypts_the_host_understands_and_what_it_answers_the_other_reads()
    {
        var api = HostProcess.FreePort();
        var data = Directory.CreateTempSubdirectory("bothost-platforms-").FullName;
        try
        {
            await using var host = await HostProcess.StartAsync(HostProcess.Program, null, data, null,
                "--Channels:WeChat:AppId", AppId, "--Channels:WeChat:AppSecret", "s", "--Channels:WeChat:Token", "spamtest", "--Channels:WeChat:EncodingAesKey", AppKey,
                "--Channels:WeChat:ApiUrl", $"http://127.0.0.1:{api}/", "--Channels:WeCom:CorpId", CorpId, "--Channels:WeCom:AgentId", "1000002", "--Channels:WeCom:Secret", "s",
                "--Channels:WeCom:Token", "QDG6eK", "--Channels:WeCom:EncodingAesKey", CorpKey, "--Channels:WeCom:ApiUrl", $"http://127.0.0.1:{api}/");
            var saw = await NodeClient.RunAsync("platforms.cjs", $"http://127.0.0.1:{host.Port}", $"{api}", JsonSerializer.Serialize(new
            {
                wechat = new { token = "spamtest", key = AppKey, id = AppId, says = Report.Select(r => r.Words) },
                corp = new { token = "QDG6eK", key = CorpKey, id = CorpId },
            }));

            var replies = saw.GetProperty("replies").EnumerateArray().ToList();
            Assert.Equal(Report.Length, replies.Count);
            foreach (var (reply, (_, answer)) in replies.Zip(Report))
            {
                Assert.Contains(answer, reply.GetProperty("content").GetString(), StringComparison.Ordinal);
                Assert.Equal((AppId, true, "oVillager1", "gh_demo", "text"), (reply.GetProperty("id").GetString(), reply.GetProperty("signed").GetBoolean(),
                    reply.GetProperty("to").GetString(), reply.GetProperty("from").GetString(), reply.GetProperty("type").GetString()));
                Assert.InRange(reply.GetProperty("age").GetInt64(), -60, 60);
            }

            Assert.Equal(["@wecom/crypto", "wechat-crypto"], replies.Select(r => r.GetProperty("by").GetString()).Distinct());
            Assert.Equal([403, 403], saw.GetProperty("flipped").EnumerateArray().Select(s => s.GetInt32()));
            Assert.Equal([true, true], saw.GetProperty("echoes").EnumerateArray().Select(e => e.GetBoolean()));
            Assert.Equal(2, saw.GetProperty("cards").GetArrayLength());
            Assert.All(saw.GetProperty("cards").EnumerateArray(), card => Assert.Equal((200, "/cgi-bin/message/send", 1000002),
                (card.GetProperty("status").GetInt32(), card.GetProperty("path").GetString(), card.GetProperty("agent").GetInt32())));
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }
}
