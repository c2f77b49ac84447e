using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Host.Tests.DirectLine;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.WebChat;

/// <summary>Whether everybody can use the page: slow lines, screen readers, keyboards, large type.</summary>
public class ManyPeopleTests(Phone phone) : IClassFixture<Phone>
{
    private const int FirstLoadLimit = 60 * 1024;

    [Fact]
    public async Task The_first_load_transfers_less_than_60_kilobytes()
    {
        await using var host = await DirectLineHost.StartAsync();
        var page = await phone.OpenAsync(new("about:blank"));
        var network = await page.Context.NewCDPSessionAsync(page);
        await network.SendAsync("Network.enable");
        long seenByBrowser = 0;
        network.Event("Network.loadingFinished").OnEvent += (_, e) => Interlocked.Add(ref seenByBrowser, (long)e!.Value.GetProperty("encodedDataLength").GetDouble());
        await page.GotoAsync(host.Address.ToString());
        await Expect(page.Locator("#choices button")).ToHaveCountAsync(5);
        await page.EvaluateAsync("() => navigator.serviceWorker.ready");

        // The browser counts headers too, the host counts what the worker fetches afterwards too.
        var served = host.Served.Sum(s => s.Bytes);
        TestContext.Current.TestOutputHelper?.WriteLine($"first load: {seenByBrowser} bytes with headers; {served} bytes of bodies with the worker's: {string.Join(", ", host.Served)}");
        Assert.InRange(seenByBrowser, 1_000, FirstLoadLimit);
        Assert.InRange(served, 1_000, FirstLoadLimit);
    }

    [Theory]
    [InlineData(360, 740)]
    [InlineData(1280, 800)]
    public async Task Axe_finds_nothing_serious_at_the_start_in_a_dialog_and_while_talking(int width, int height)
    {
        await using var host = await DirectLineHost.StartAsync();
        var page = await phone.OpenAsync(host.Address, width, height);
        await Expect(page.Locator("#choices button")).ToHaveCountAsync(5);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Phone.Pictures, $"6-start-{width}.png") });
        await CheckAsync(page);
        await page.ClickAsync("#clear");
        await CheckAsync(page);
        await page.PressAsync("#ask-clear", "Escape");
        await page.ClickAsync("#choices button");
        await Expect(page.Locator("#choices button").First).ToHaveTextAsync("1生病");
        await page.Context.SetOfflineAsync(true);
        await page.FillAsync("#words", "老伴住院花了四万多，新农合报了一部分，自己还掏了两万");
        await page.ClickAsync("#send");
        await page.ClickAsync("#send");
        await Expect(page.Locator("#note")).Not.ToBeEmptyAsync();
        await page.ScreenshotAsync(new() { Path = Path.Combine(Phone.Pictures, $"7-talk-{width}.png") });
        await CheckAsync(page);
    }

    [Fact]
    public async Task The_whole_page_works_by_keyboard()
    {
        await using var host = await DirectLineHost.StartAsync();
        var page = await phone.OpenAsync(host.Address, 1280, 800);
        await Expect(page.Locator("#choices button")).ToHaveCountAsync(5);
        await TabToAsync(page, "报困难");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#choices button").First).ToHaveTextAsync("1生病");
        await TabToAsync(page, "受灾");
        await page.Keyboard.PressAsync("Space");
        await Expect(page.Locator("#log .line").Last).ToContainTextAsync("您说的是：受灾");
        await TabToAsync(page, "在这里写…");
        await Expect(page.Locator("#words")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("还有一句");
        await page.Keyboard.PressAsync("Shift+Enter");
        await page.Keyboard.TypeAsync("换一行");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#log .line").Last).ToContainTextAsync("换一行");
        await Expect(page.Locator("#words")).ToBeFocusedAsync();
        Assert.Equal(["报困难", "受灾", "还有一句\n换一行"], host.Conversations.Texts);
    }

    [Fact]
    public async Task A_screen_reader_is_told_who_speaks_and_hears_new_answers()
    {
        await using var host = await DirectLineHost.StartAsync();
        var page = await phone.OpenAsync(host.Address);
        await page.FillAsync("#words", "你好");
        await page.ClickAsync("#send");
        await Expect(page.GetByRole(AriaRole.Log)).ToHaveAttributeAsync("aria-live", "polite");
        await Expect(page.GetByRole(AriaRole.Log)).ToContainTextAsync("助手说：您说的是：你好");
        await Expect(page.GetByRole(AriaRole.Log)).ToContainTextAsync("您说：你好");
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "在这里写您要说的话" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("已连上，请说");
    }

    [Fact]
    public async Task The_largest_type_on_the_smallest_phone_needs_no_sideways_scrolling()
    {
        await using var host = await DirectLineHost.StartAsync();
        var page = await phone.OpenAsync(host.Address, 320, 568);
        await Expect(page.Locator("#choices button")).ToHaveCountAsync(5);
        await page.ClickAsync("#bigger");
        await page.ClickAsync("#bigger");
        await page.FillAsync("#words", "一二三四五六七八九十一二三四五六七八九十AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        await page.ClickAsync("#send");
        await Expect(page.Locator("#log .line").Last).ToContainTextAsync("您说的是");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Phone.Pictures, "8-largest.png") });
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth && document.getElementById('scroll').scrollWidth <= innerWidth"));
        var smallest = await page.EvaluateAsync<double>("() => Math.min(...[...document.querySelectorAll('button')].filter(b => b.offsetParent).map(b => Math.min(b.offsetHeight, b.offsetWidth)))");
        Assert.InRange(smallest, 44, 200);
    }

    private static async Task CheckAsync(IPage page)
    {
        var found = await page.RunAxe();
        var serious = found.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{v.Id}: {v.Help} at {string.Join(", ", v.Nodes.Select(n => n.Html))}");
        Assert.Empty(serious);
        Assert.NotEmpty(found.Passes);
    }

    private static async Task TabToAsync(IPage page, string name)
    {
        for (var i = 0; i < 20; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if ((await page.EvaluateAsync<string>("() => document.activeElement.placeholder ?? document.activeElement.textContent")).EndsWith(name, StringComparison.Ordinal)) return;
        }

        Assert.Fail($"'{name}' cannot be reached by Tab");
    }
}
