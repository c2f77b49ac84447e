using Benchmarks;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.WebChat;

/// <summary>The page on the program itself: content, turns and storage included.</summary>
public class WholeHostTests(Phone phone) : IClassFixture<Phone>
{
    [Fact]
    public async Task A_hardship_told_on_the_page_is_understood_and_is_still_there_after_the_host_was_killed()
    {
        var data = Directory.CreateTempSubdirectory("bothost-page-").FullName;
        var program = typeof(BotHost.WebChat.WebChatEndpoints).Assembly.Location;
        try
        {
            var first = await HostProcess.StartAsync(program, "serve", data);
            var page = await phone.OpenAsync(new($"http://127.0.0.1:{first.Port}/"));
            await Expect(page.Locator("#choices button")).ToHaveTextAsync(["1报困难", "2问政策", "3查进度", "4找活或学手艺", "5叫人帮我"], new() { Timeout = 20_000 });
            await page.ScreenshotAsync(new() { Path = Path.Combine(Phone.Pictures, "10-whole-start.png") });
            await page.FillAsync("#words", "俺家五口人，老伴脑梗住院花了四万多");
            await page.ClickAsync("#send");
            await Expect(page.GetByRole(AriaRole.Button, new() { Name = "可以记" })).ToBeVisibleAsync();
            await page.ScreenshotAsync(new() { Path = Path.Combine(Phone.Pictures, "11-whole-consent.png") });
            var before = await page.Locator("#log .words").AllInnerTextsAsync();

            first.Kill();
            await page.GetByRole(AriaRole.Button, new() { Name = "可以记" }).TapAsync();
            await Expect(page.Locator("#log .wait")).ToHaveTextAsync("先记在手机里");
            await using var second = await HostProcess.StartAsync(program, "serve", data, first.Port);

            await Expect(page.Locator("#log .line")).ToHaveCountAsync(before.Count + 2, new() { Timeout = 60_000 });
            await page.ScreenshotAsync(new() { Path = Path.Combine(Phone.Pictures, "12-whole-after-kill.png") });
            await page.ReloadAsync();
            await Expect(page.Locator("#log .words")).ToHaveCountAsync(before.Count + 2);
            Assert.Equal(before, (await page.Locator("#log .words").AllInnerTextsAsync()).Take(before.Count));
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }
}
