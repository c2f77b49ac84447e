using EndToEnd.Story;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.WebChat;

/// <summary>Microsoft's own Web Chat (npm botframework-webchat, unchanged, with the directlinejs that it brings) on another site's page, talking to the program itself.</summary>
public class MicrosoftWebChatTests(Phone phone) : IClassFixture<Phone>
{
    private const string SendBox = "[data-id='webchat-sendbox-input']";

    /// <summary>As Microsoft's documentation starts it: a token, a Direct Line, an element.</summary>
    private const string Page = """
        <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>Web Chat</title><style>html, body, #chat { height: 100%; margin: 0 }</style></head>
        <body><div id="chat"></div><script src="webchat.js"></script><script>
          const directLine = WebChat.createDirectLine({ domain: 'DOMAIN', token: 'TOKEN', webSocket: WAY });
          WebChat.renderWebChat({ directLine, locale: 'zh-CN' }, document.getElementById('chat'));
        </script></body></html>
        """;

    private static readonly string Script = Path.Combine(RealHost.Root, "tests", "clients", "webchat", "webchat.js");

    private static readonly string Pictures = Directory.CreateDirectory(Path.Combine(RealHost.Root, "artifacts", "microsoft-webchat")).FullName;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hardship_is_reported_in_Microsofts_Web_Chat(bool webSocket)
    {
        Assert.SkipWhen(!File.Exists(Script) && Environment.GetEnvironmentVariable("CI") is null, "'bash .ci/run' fetches Microsoft's Web Chat");
        await using var host = await RealHost.StartAsync();
        var token = await TokenAsync(host);
        await using var site = await ServeAsync(Page.Replace("DOMAIN", new Uri(host.Address, "/v3/directline").ToString(), StringComparison.Ordinal)
            .Replace("TOKEN", token, StringComparison.Ordinal).Replace("WAY", webSocket ? "true" : "false", StringComparison.Ordinal));
        var page = await phone.OpenAsync(new("about:blank"), 480, 800);
        var failures = new List<string>();
        page.PageError += (_, fault) => failures.Add(fault);
        await page.GotoAsync(site.Urls.First());

        await HearAsync(page, "您想办哪件事");
        await Expect(page.Locator("button.webchat__suggested-action")).ToHaveTextAsync(["报困难", "问政策", "查进度", "找活或学手艺", "叫人帮我"]);
        await PictureAsync(page, webSocket, "1-start");
        await SayAsync(page, "我想报困难，房子漏雨", "可以记吗");
        await PictureAsync(page, webSocket, "2-consent");
        await PressAsync(page, "可以记", "叫什么名字");
        await SayAsync(page, "王秀英", "哪个乡镇");
        await SayAsync(page, "周河乡毛铺村", "几口人");
        await SayAsync(page, "三口", "一年到手");
        await SayAsync(page, "九千", "电话");
        await SayAsync(page, "13837612345", "都对吗");
        await SayAsync(page, "都对", "不收一分钱");
        await SayAsync(page, "行", "收到了，编号");
        await PictureAsync(page, webSocket, "3-receipt");

        // A photo through Web Chat's own file button: it goes up as its client sends it, and the bot asks before it keeps it.
        var photo = await page.ScreenshotAsync(new() { Type = ScreenshotType.Jpeg });
        await page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "票据.jpg", MimeType = "image/jpeg", Buffer = photo });
        // Enter sends nothing before Web Chat has read the file.
        for (var presses = 0; presses < 40 && await page.GetByText("要单独问您").CountAsync() == 0; presses++)
        {
            await page.PressAsync(SendBox, "Enter");
            await page.WaitForTimeoutAsync(500);
        }

        await HearAsync(page, "要单独问您");
        await SayAsync(page, "可以", "照片收到了");
        await PictureAsync(page, webSocket, "4-photo");
        // Every message came back as the resident's own, so none is marked as unsent, and none stands there twice.
        await Expect(page.GetByText("发送失败")).ToHaveCountAsync(0);
        await Expect(page.Locator(".webchat__basic-transcript .webchat__bubble").GetByText("九千", new() { Exact = true })).ToHaveCountAsync(1);
        Assert.Empty(failures);
    }

    /// <summary>What the back-end of such a page does.</summary>
    private static async Task<string> TokenAsync(RealHost host)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", "bench");
        using var answer = await http.PostAsync(new Uri(host.Address, "/v3/directline/tokens/generate"), null, TestContext.Current.CancellationToken);
        return System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("token").GetString()!;
    }

    private static async Task<WebApplication> ServeAsync(string html)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var site = builder.Build();
        site.Urls.Add("http://127.0.0.1:0");
        site.MapGet("/", () => Results.Content(html, "text/html; charset=utf-8"));
        site.MapGet("/webchat.js", () => Results.File(Script, "text/javascript; charset=utf-8"));
        await site.StartAsync(TestContext.Current.CancellationToken);
        return site;
    }

    private static async Task SayAsync(IPage page, string words, string answer)
    {
        await page.FillAsync(SendBox, words);
        await page.PressAsync(SendBox, "Enter");
        await HearAsync(page, answer);
    }

    private static async Task PressAsync(IPage page, string choice, string answer)
    {
        await page.Locator("button.webchat__suggested-action", new() { HasText = choice }).First.ClickAsync();
        await HearAsync(page, answer);
    }

    private static Task HearAsync(IPage page, string words) => Expect(page.Locator(".webchat__basic-transcript").GetByText(words).Last).ToBeVisibleAsync(new() { Timeout = 20_000 });

    private static Task<byte[]> PictureAsync(IPage page, bool webSocket, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{(webSocket ? "stream" : "polling")}-{name}.png") });
}
