using Host.Tests.DirectLine;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.WebChat;

/// <summary>Lines that break, drag and come back, as they do in the hills.</summary>
public class BadLineTests(Phone phone) : IClassFixture<Phone>
{
    [Fact]
    public async Task Words_written_without_a_line_are_kept_and_sent_exactly_once()
    {
        await using var host = await DirectLineHost.StartAsync();
        var page = await phone.OpenAsync(host.Address);
        await Expect(page.Locator("#status")).ToHaveTextAsync("已连上，请说");

        await page.Context.SetOfflineAsync(true);
        await Expect(page.Locator("#status")).ToHaveTextAsync("没有网，先记在手机里，有网就发");
        await page.FillAsync("#words", "没网时说的第一句");
        await page.ClickAsync("#send");
        await page.FillAsync("#words", "没网时说的第二句");
        await page.ClickAsync("#send");
        await Expect(page.Locator("#log .wait")).ToHaveTextAsync(["先记在手机里", "先记在手机里"]);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Phone.Pictures, "4-offline.png") });
        Assert.Empty(host.Conversations.Texts);

        await page.Context.SetOfflineAsync(false);
        await Expect(page.Locator("#log .line").Filter(new() { HasText = "您说的是：没网时说的第二句" })).ToHaveCountAsync(1);
        await Expect(page.Locator("#log .wait")).ToHaveCountAsync(0);
        await page.WaitForTimeoutAsync(3_000);
        Assert.Equal(["没网时说的第一句", "没网时说的第二句"], host.Conversations.Texts);
        await Expect(page.Locator("#log .line.mine")).ToHaveCountAsync(2);
    }


    [Fact]
    public async Task A_message_whose_confirmation_got_lost_is_taken_once()
    {
        await using var host = await DirectLineHost.StartAsync();
        var page = await phone.OpenAsync(host.Address);
        await Expect(page.Locator("#status")).ToHaveTextAsync("已连上，请说");
        var lost = 0;
        await page.RouteAsync("**/activities", async route =>
        {
            if (lost++ > 1)
            {
                await route.ContinueAsync();
                return;
            }

            await route.FetchAsync();
            await route.AbortAsync("connectionreset");
        });

        await page.FillAsync("#words", "断断续续的线");
        await page.ClickAsync("#send");

        await Expect(page.Locator("#log .line").Filter(new() { HasText = "您说的是：断断续续的线" })).ToHaveCountAsync(1);
        await Expect(page.Locator("#log .line.mine .fate")).ToHaveTextAsync("已收到");
        await page.WaitForFunctionAsync("() => localStorage.getItem('bothost.unsent') === null");
        Assert.True(lost > 2);
        Assert.Equal(["断断续续的线"], host.Conversations.Texts);
    }


    [Fact]
    public async Task After_a_reload_the_conversation_goes_on_and_unsent_words_are_still_there()
    {
        await using var host = await DirectLineHost.StartAsync();
        var page = await phone.OpenAsync(host.Address);
        await page.FillAsync("#words", "先说一句");
        await page.ClickAsync("#send");
        await Expect(page.Locator("#log .line").Last).ToContainTextAsync("您说的是：先说一句");

        // The server cannot be reached, the page can: words are written, then the page is loaded anew.
        await page.RouteAsync("**/v3/directline/**", route => route.AbortAsync());
        await page.FillAsync("#words", "没发出去的一句");
        await page.ClickAsync("#send");
        await Expect(page.Locator("#log .wait")).ToHaveCountAsync(1);
        await page.ReloadAsync();
        await Expect(page.Locator("#log .wait")).ToHaveCountAsync(1);
        await page.UnrouteAllAsync();

        await Expect(page.Locator("#log .line").Last).ToContainTextAsync("您说的是：没发出去的一句");
        await Expect(page.Locator("#log .words")).ToHaveTextAsync(["您好，我是小助手，不是真人。", "先说一句", "您说的是：先说一句", "没发出去的一句", "您说的是：没发出去的一句"]);
        Assert.Single(host.Conversations.Accepted, a => a.Activity.Type == "conversationUpdate");
        Assert.Equal(["先说一句", "没发出去的一句"], host.Conversations.Texts);
    }


    [Fact]
    public async Task Where_sockets_are_blocked_the_page_asks_instead()
    {
        await using var host = await DirectLineHost.StartAsync();
        var page = await phone.OpenAsync(new(host.Address, "webchat/none/icon.svg"));
        await page.AddInitScriptAsync("window.WebSocket = class { constructor() { setTimeout(() => this.onclose?.({}), 10); } close() {} };");
        await page.GotoAsync(host.Address.ToString());
        await page.FillAsync("#words", "没有长连接也行");
        await page.ClickAsync("#send");
        await Expect(page.Locator("#log .line").Filter(new() { HasText = "您说的是：没有长连接也行" })).ToHaveCountAsync(1);
        Assert.Equal(["没有长连接也行"], host.Conversations.Texts);
    }


    [Fact]
    public async Task A_restarted_host_is_found_again_and_nothing_is_said_twice()
    {
        var keys = new Microsoft.AspNetCore.DataProtection.EphemeralDataProtectionProvider();
        var first = await DirectLineHost.StartAsync(keys: keys);
        var address = first.Address;
        var page = await phone.OpenAsync(address);
        await Expect(page.Locator("#status")).ToHaveTextAsync("已连上，请说");
        await first.DisposeAsync();
        await page.FillAsync("#words", "主机重启时说的");
        await page.ClickAsync("#send");
        await Expect(page.Locator("#log .wait")).ToHaveTextAsync("先记在手机里");

        await using var second = await DirectLineHost.StartAsync(conversations: first.Conversations, port: address.Port, keys: keys);
        await Expect(page.Locator("#log .line").Last).ToContainTextAsync("您说的是：主机重启时说的");
        await Expect(page.Locator("#log .words")).ToHaveTextAsync(["您好，我是小助手，不是真人。", "主机重启时说的", "您说的是：主机重启时说的"]);
        Assert.Equal(["主机重启时说的"], first.Conversations.Texts);
    }


    [Fact]
    public async Task A_phone_that_was_here_before_opens_the_page_without_a_line_and_sends_later()
    {
        await using var host = await DirectLineHost.StartAsync();
        var page = await phone.OpenAsync(host.Address);
        await Expect(page.Locator("#status")).ToHaveTextAsync("已连上，请说");
        await page.EvaluateAsync("() => navigator.serviceWorker.ready");

        await page.Context.SetOfflineAsync(true);
        await page.ReloadAsync();
        await Expect(page.Locator("#status")).ToHaveTextAsync("没有网，先记在手机里，有网就发");
        await page.GetByRole(AriaRole.Button, new() { Name = "报困难" }).TapAsync();
        await Expect(page.Locator("#log .wait")).ToHaveTextAsync("先记在手机里");
        await page.Context.SetOfflineAsync(false);

        await Expect(page.Locator("#log .line").Last).ToContainTextAsync("您家出了啥事");
        Assert.Equal(["报困难"], host.Conversations.Texts);
        var kept = await page.EvaluateAsync<string[]>("async () => (await Promise.all((await caches.keys()).map(async k => (await (await caches.open(k)).keys()).map(r => new URL(r.url).pathname)))).flat()");
        Assert.Contains("/", kept);
        Assert.All(kept, path => Assert.True(path == "/" || path.StartsWith("/webchat/", StringComparison.Ordinal), path));
        Assert.DoesNotContain("/webchat/token", kept);
    }


    [Fact]
    public async Task A_touch_before_the_line_stands_waits_for_it()
    {
        await using var host = await DirectLineHost.StartAsync();
        var page = await phone.OpenAsync(new("about:blank"));
        await page.RouteAsync("**/v3/directline/conversations", async route =>
        {
            await Task.Delay(1_500);
            await route.ContinueAsync();
        });
        await page.GotoAsync(host.Address.ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "报困难" }).TapAsync();

        await Expect(page.Locator("#log .line").Last).ToContainTextAsync("您家出了啥事");
        Assert.Equal(["conversationUpdate", "message"], host.Conversations.Accepted.Select(a => a.Activity.Type));
    }


    [Fact]
    public async Task Who_is_told_to_wait_still_gets_everything_through()
    {
        await using var host = await DirectLineHost.StartAsync(settings: new() { ["DirectLine:MessageBurst"] = "2", ["DirectLine:MessagesPerMinute"] = "60" });
        var page = await phone.OpenAsync(host.Address);
        await Expect(page.Locator("#status")).ToHaveTextAsync("已连上，请说");
        for (var i = 1; i <= 5; i++)
        {
            await page.FillAsync("#words", $"第{i}句");
            await page.ClickAsync("#send");
        }

        await Expect(page.Locator("#log .line").Filter(new() { HasText = "您说的是：第5句" })).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        Assert.Equal(["第1句", "第2句", "第3句", "第4句", "第5句"], host.Conversations.Texts);
        await Expect(page.Locator("#status")).ToHaveTextAsync("已连上，请说");
    }
}
