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

        await Expect(page.Locator("#log li").Last).ToContainTextAsync("您说的是：俺家五口人，老伴脑梗住院");
        await Expect(page.Locator("#log li.mine")).ToHaveCountAsync(1);
        await Expect(page.Locator("#log li.mine .fate")).ToHaveTextAsync("已收到");
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
        await Expect(page.Locator("#log li").Last).ToContainTextAsync("您说的是：没活干");
        await Expect(page.Locator("#choices button")).ToHaveCountAsync(0);
        Assert.Equal(["报困难", "没活干"], host.Conversations.Texts);
    }
}
