using Host.Tests.DirectLine;

namespace EndToEnd.Clients;

/// <summary>Microsoft's own client (npm botframework-directlinejs) against our server.</summary>
public class DirectLineClientTests
{
    [Theory]
    [InlineData("polling")]
    [InlineData("websocket")]
    public async Task Microsofts_client_starts_talks_retries_and_comes_back(string way)
    {
        await using var host = await DirectLineHost.StartAsync();

        var saw = await NodeClient.RunAsync("directline.cjs", $"{host.Address.ToString().TrimEnd('/')}/v3/directline", DirectLineHost.Secret, way);

        Assert.Equal("您好，我是小助手，不是真人。", saw.GetProperty("greeting").GetProperty("text").GetString());
        Assert.Equal(["报困难", "问政策", "查进度", "找活或学手艺", "叫人帮我"], saw.GetProperty("greeting").GetProperty("actions").EnumerateArray().Select(a => a.GetString()));
        var id = saw.GetProperty("firstId").GetString();
        Assert.Equal(id, saw.GetProperty("secondId").GetString());
        var echo = saw.GetProperty("echo");
        Assert.Equal(id, echo.GetProperty("id").GetString());
        Assert.Equal("dl_teacher-li", echo.GetProperty("from").GetProperty("id").GetString());
        Assert.Equal(1, saw.GetProperty("echoes").GetInt32());
        Assert.Equal("您说的是：你好", saw.GetProperty("answer").GetString());
        Assert.Equal(400, saw.GetProperty("tooLong").GetInt32());
        Assert.Equal(["我又来了", "您说的是：我又来了"], saw.GetProperty("seenAfterResume").EnumerateArray().Select(t => t.GetString()));
        Assert.Contains("Online", saw.GetProperty("states").EnumerateArray().Select(t => t.GetString()));
        Assert.Equal(["你好", "我又来了"], host.Conversations.Texts);
        Assert.All(host.Conversations.Accepted, a => Assert.Equal("dl_teacher-li", a.AccountAddress));
    }
}
