using EndToEnd.WebChat;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Story;

/// <summary>The main job, seen through a browser: words in the chat become a claim that two people reviewed and the back-office has.</summary>
public class StoryTests(Phone phone) : IClassFixture<Phone>
{
    private static readonly string Pictures = Directory.CreateDirectory(Path.Combine(RealHost.Root, "artifacts", "story")).FullName;

    [Fact]
    public async Task A_residents_words_become_a_reviewed_claim_in_the_back_office()
    {
        await using var host = await RealHost.StartAsync();
        var chat = await phone.OpenAsync(host.Address);
        await Phone.SayAsync(chat, "俺家五口人，俺男人去年腊月摔断了腿，住院花了四万多，新农合报了一万八，俩娃上学，地里一年收个八九千", "可以记吗");
        await PictureAsync(chat, "1-chat-consent");
        await Phone.SayAsync(chat, "可以", "您叫什么名字");
        await Phone.SayAsync(chat, "王秀英", "哪个乡镇");
        await Phone.SayAsync(chat, "周河乡毛铺村", "一年到手");
        await Phone.SayAsync(chat, "一万二左右", "最需要啥帮助");
        await Phone.SayAsync(chat, "1", "电话");
        await Phone.SayAsync(chat, "13837612345", "都对吗");
        await PictureAsync(chat, "2-chat-confirm");
        await Phone.SayAsync(chat, "都对", "不收一分钱");
        await Phone.SayAsync(chat, "行，交吧", "收到了，编号 王-");
        await PictureAsync(chat, "3-chat-receipt");

        var village = await SignInAsync(host, "maopu", "李秀兰", "village", "411523201203");
        await village.Locator(".queue a").First.ClickAsync();
        await Expect(village.Locator(".facts")).ToContainTextAsync("大约4万元");
        var fact = village.Locator(".facts tr", new() { HasText = "看病花的" });
        await PointAtAsync(fact);
        await Expect(village.Locator(".talk mark")).ToHaveTextAsync("住院花了四万多");
        await PictureAsync(village, "4-village-claim");
        Assert.Equal(0, await village.GetByRole(AriaRole.Button, new() { Name = "不予上报" }).CountAsync());
        await DecideAsync(village, "核实属实", "上门看过，属实");
        await Expect(village.Locator("h2").First).ToContainTextAsync("村里看过");

        var township = await SignInAsync(host, "zhouhe", "张建国", "township", "411523201");
        await PictureAsync(township, "5-township-queue");
        await township.Locator(".queue a").First.ClickAsync();
        await DecideAsync(township, "同意上报", "材料齐");
        await Expect(township.Locator("h2").First).ToContainTextAsync("正在上交");
        await PictureAsync(township, "6-township-accepted");

        var sandbox = await phone.OpenAsync(new(host.Address, "/sandbox/"), 900, 800);
        await Expect(sandbox.Locator("ol a")).ToHaveCountAsync(1, new() { Timeout = 15_000 });
        await PictureAsync(sandbox, "7-sandbox");
        await sandbox.Locator("ol a").ClickAsync();
        await Expect(sandbox.Locator("tr", new() { HasText = "expense.medical_total" })).ToContainTextAsync("“住院花了四万多”");
        await Expect(sandbox.Locator(".reviews")).ToContainTextAsync("张建国");
        await PictureAsync(sandbox, "8-sandbox-claim");
        await sandbox.GetByRole(AriaRole.Button, new() { Name = "回：钱已打" }).ClickAsync();

        await Expect(chat.Locator("#log .line").Last).ToContainTextAsync("您报的事有新消息");
        await Phone.SayAsync(chat, "我的申请到哪一步了", "县里说钱已经打了");
        await PictureAsync(chat, "9-chat-progress");
    }

    private async Task<IPage> SignInAsync(RealHost host, string account, string name, string level, string area)
    {
        var page = await host.SignInAsync(phone, account, name, level, area, account == "maopu" ? 390 : 1280);
        await Expect(page.Locator(".queue")).ToBeVisibleAsync();
        return page;
    }

    private static async Task PointAtAsync(ILocator row)
    {
        await row.HoverAsync();
        await Expect(row).ToHaveClassAsync("pointed");
    }

    private static async Task DecideAsync(IPage page, string decision, string reason)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = decision, Exact = true }).ClickAsync();
        await page.FillAsync("#reason", reason);
        await page.GetByRole(AriaRole.Button, new() { Name = "确定" }).ClickAsync();
        await Expect(page.GetByText("办好了：" + decision)).ToBeVisibleAsync();
    }

    private static Task<byte[]> PictureAsync(IPage page, string name) => page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, name + ".png") });
}
