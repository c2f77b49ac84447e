using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using EndToEnd.Story;
using EndToEnd.WebChat;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Offers;

/// <summary>A sheet of openings, a round of offers and the card in the chat, as people see them.</summary>
public class OfferPageTests(Phone phone) : IClassFixture<Phone>
{
    private static readonly string Pictures = Directory.CreateDirectory(Path.Combine(RealHost.Root, "artifacts", "offers")).FullName;

    [Fact]
    public async Task A_sheet_becomes_a_round_that_is_looked_at_first_and_a_card_that_is_answered()
    {
        // It may be night in China where the tests run.
        var content = Host.Tests.Story.ContentCopy.With("dialogs/rules/offers.yaml", rules => rules.Replace("from: 8", "from: 0", StringComparison.Ordinal).Replace("until: 20", "until: 24", StringComparison.Ordinal));
        await using var host = await RealHost.StartAsync("--Content:Root", content);
        var chat = await phone.OpenAsync(host.Address);
        foreach (var (words, answer) in new[]
        {
            ("想在镇上找个缝纫厂的活", "可以记吗"), ("可以记", "会干啥"), ("会缝纫", "最少得挣多少"), ("两千五", "离不开您"), ("没有", "几口人"), ("5口", "能干活挣钱"), ("2个", "啥时候能去"), ("马上能去", "干不了"), ("啥都能干", "哪个乡镇"), ("周河乡毛铺村", "叫什么名字"), ("何秀兰", "多大"), ("45", "电话"),
            ("没有", "都对吗"), ("都对", "不收一分钱"), ("行", "有合适的活"), ("行，告诉我", "有合适的就告诉您"),
        }) await Phone.SayAsync(chat, words, answer);

        var page = await host.SignInAsync(phone, "zhouhe", "张建国", "township", "411523201", 1280);
        await page.ClickAsync("nav >> text=岗位");
        var sheet = new FilePayload { Name = "岗位.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes("类型,名称,地点,人数,月工资,要会,截止日期,单位\n岗位,缝纫工,新县周河乡,2,2600,缝纫,2099-12-31,周河服装厂\n岗位,保洁,不知道哪儿,1,1800,,,\n") };
        // Faster than any hand: the field may not be listened to yet.
        for (var tries = 0; tries < 10 && !await page.GetByText("先看看，还没导入").IsVisibleAsync(); tries++)
        {
            await page.SetInputFilesAsync("#sheet", sheet);
            await Task.Delay(2_000, TestContext.Current.CancellationToken);
        }

        await Expect(page.GetByText("先看看，还没导入")).ToBeVisibleAsync();
        await Expect(page.Locator("tr.refused")).ToContainTextAsync("“地点”写的是“不知道哪儿”");
        await PictureAsync(page, "1-import-preview");
        await CheckAsync(page);
        await page.ClickAsync("button:has-text('导入对的这些')");
        await Expect(page.GetByText("导入好了：新的1个")).ToBeVisibleAsync();

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "找合适的人" }).First).ToBeVisibleAsync();
        await PictureAsync(page, "6-openings");
        await CheckAsync(page);
        await page.SetViewportSizeAsync(390, 800);
        await PictureAsync(page, "7-openings-phone");
        await CheckAsync(page);
        // Every tab can be reached beside the way out.
        Assert.True(await page.EvaluateAsync<bool>("() => { const out = document.querySelector('.leave').getBoundingClientRect(); return [...document.querySelectorAll('.places a')].every(a => { const r = a.getBoundingClientRect(); return r.left >= 0 && r.right <= out.left + 1 && r.height > 0; }); }"));
        await page.SetViewportSizeAsync(1280, 900);
        await page.ClickAsync("nav >> text=推送");
        await page.ClickAsync("button:has-text('先算一遍')");
        await Expect(page.GetByText("开始发给1人")).ToBeVisibleAsync();
        await Expect(page.GetByText("何秀兰")).ToBeVisibleAsync();
        await PictureAsync(page, "2-dry-run");
        await CheckAsync(page);
        await Expect(chat.Locator("#log .line").Last).ToContainTextAsync("有合适的就告诉您");
        await page.ClickAsync("button:has-text('开始发给1人')");

        await Expect(chat.Locator("#log .line").Last).ToContainTextAsync("有1个机会");
        await Phone.SayAsync(chat, "看看", "会缝纫");
        await PictureAsync(chat, "3-offer-card", whole: false);
        await Phone.SayAsync(chat, "想去", "给您报上去了");
        await Expect(page.Locator("dl[aria-label=进度] dd").Nth(4)).ToHaveTextAsync("1");
        await PictureAsync(page, "4-progress");
        await page.SetViewportSizeAsync(390, 800);
        await PictureAsync(page, "5-progress-phone");
        await CheckAsync(page);
        Directory.Delete(content, recursive: true);
    }

    private static async Task CheckAsync(IPage page)
    {
        var found = await page.RunAxe();
        var faults = found.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{v.Id}: {v.Help} at {string.Join(", ", v.Nodes.Select(n => n.Html))}").ToList();
        if (faults.Count > 0) Assert.Fail(string.Join('\n', faults));
        Assert.NotEmpty(found.Passes);
    }

    private static Task<byte[]> PictureAsync(IPage page, string name, bool whole = true) => page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, name + ".png"), FullPage = whole });
}
