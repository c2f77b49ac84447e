using Host.Tests.DirectLine;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.WebChat;

public class PageTests(Phone phone) : IClassFixture<Phone>
{
    [Fact]
    public async Task A_resident_writes_and_the_answer_comes()
    {
        await using var host = await DirectLineHost.StartAsync();
        var page = await phone.OpenAsync(host.Address);
        await Expect(page.Locator("#status")).ToHaveTextAsync("已连上，请说");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Phone.Pictures, "1-start.png") });

        await page.FillAsync("#words", "俺家五口人，老伴脑梗住院");
        await page.PressAsync("#words", "Enter");

        await Expect(page.Locator("#log .line").Last).ToContainTextAsync("您说的是：俺家五口人，老伴脑梗住院");
        await Expect(page.Locator("#log .line.mine")).ToHaveCountAsync(1);
        await Expect(page.Locator("#log .line.mine .fate")).ToHaveTextAsync("已收到");
        await Expect(page.Locator("#words")).ToHaveValueAsync("");
        Assert.Equal(["俺家五口人，老伴脑梗住院"], host.Conversations.Texts);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Phone.Pictures, "2-answer.png") });
    }


    [Fact]
    public async Task A_quick_reply_is_said_by_one_touch_and_gives_way_to_the_next_question()
    {
        await using var host = await DirectLineHost.StartAsync();
        var page = await phone.OpenAsync(host.Address);
        await Expect(page.Locator("#choices button")).ToHaveCountAsync(5);

        await page.GetByRole(AriaRole.Button, new() { Name = "报困难" }).TapAsync();

        await Expect(page.Locator("#choices button").First).ToHaveTextAsync("1生病");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Phone.Pictures, "3-choices.png") });
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "打电话 120" })).ToHaveAttributeAsync("href", "tel:120");
        await page.GetByRole(AriaRole.Button, new() { Name = "没活干" }).TapAsync();
        await Expect(page.Locator("#log .line").Last).ToContainTextAsync("您说的是：没活干");
        await Expect(page.Locator("#choices button")).ToHaveCountAsync(0);
        Assert.Equal(["报困难", "没活干"], host.Conversations.Texts);
    }


    [Fact]
    public async Task Emptying_leaves_nothing_of_the_speaker_on_the_phone()
    {
        await using var host = await DirectLineHost.StartAsync();
        var page = await phone.OpenAsync(host.Address);
        await page.FillAsync("#words", "俺的身份证号不想让旁人看");
        await page.ClickAsync("#send");
        await Expect(page.Locator("#log .line").Last).ToContainTextAsync("您说的是");
        await page.FillAsync("#words", "还没说完的话");

        await page.ClickAsync("#clear");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Phone.Pictures, "5-clear.png") });
        await page.ClickAsync("#ask-clear .strong");

        await Expect(page.Locator("#choices button")).ToHaveCountAsync(5);
        await Expect(page.Locator("#log .line.mine")).ToHaveCountAsync(0);
        await Expect(page.Locator("#words")).ToHaveValueAsync("");
        Assert.DoesNotContain("身份证", await page.ContentAsync());
        await page.GoBackAsync();
        Assert.DoesNotContain("身份证", await page.ContentAsync());
        var conversations = host.Conversations.Accepted.Where(a => a.Activity.Type == "conversationUpdate").ToList();
        Assert.Equal(2, conversations.Count);
        Assert.NotEqual(conversations[0].AccountAddress, conversations[1].AccountAddress);
    }


    [Fact]
    public async Task Markup_in_an_answer_stays_text()
    {
        const string Attack = "<img src=x onerror=document.title='caught'><script>document.title='caught'</script> javascript:alert(1) https://www.henan.gov.cn/a?b=1 见。每月120元，打12345";
        await using var host = await DirectLineHost.StartAsync(inbound => inbound.Activity.Type == "message" ? [DirectLineHost.Reply(inbound, Attack, "<b>好</b>")] : []);
        var page = await phone.OpenAsync(host.Address);
        await page.FillAsync("#words", Attack);
        await page.ClickAsync("#send");

        var answer = page.Locator("#log .line:not(.mine) .words");
        await Expect(answer).ToHaveTextAsync(Attack);
        await Expect(page.Locator("#choices button")).ToHaveTextAsync("<b>好</b>");
        Assert.Equal(0, await page.Locator("#log img, #log script, #choices button b").CountAsync());
        Assert.Equal(["https://www.henan.gov.cn/a?b=1", "tel:12345"], await answer.Locator("a").EvaluateAllAsync<string[]>("links => links.map(a => a.getAttribute('href'))"));
        Assert.Equal("帮困小助手", await page.TitleAsync());
    }


    [Fact]
    public async Task After_a_long_silence_what_was_said_is_covered_until_somebody_asks_for_it()
    {
        var keys = new Microsoft.AspNetCore.DataProtection.EphemeralDataProtectionProvider();
        var anHourAgo = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow().AddHours(-1));
        var before = await DirectLineHost.StartAsync(keys: keys, clock: anHourAgo);
        var address = before.Address;
        var page = await phone.OpenAsync(address);
        await page.FillAsync("#words", "前面那位的病");
        await page.ClickAsync("#send");
        await Expect(page.Locator("#log .line")).ToHaveCountAsync(3);
        await before.DisposeAsync();

        await using var now = await DirectLineHost.StartAsync(conversations: before.Conversations, port: address.Port, keys: keys);
        await page.ReloadAsync();
        await Expect(page.Locator("#earlier")).ToBeVisibleAsync();
        await Expect(page.GetByText("前面那位的病")).ToHaveCountAsync(2);
        await Expect(page.GetByText("前面那位的病").First).ToBeHiddenAsync();
        await Expect(page.Locator("#choices button")).ToHaveTextAsync(["报困难", "问政策", "查进度", "找活", "叫人"]);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Phone.Pictures, "9-covered.png") });

        await page.FillAsync("#words", "后面这位说的");
        await page.ClickAsync("#send");
        await Expect(page.GetByText("您说的是：后面这位说的")).ToBeVisibleAsync();
        await Expect(page.GetByText("您说的是：前面那位的病")).ToBeHiddenAsync();
        await page.ClickAsync("#earlier");
        await Expect(page.GetByText("您说的是：前面那位的病")).ToBeVisibleAsync();
    }
}
