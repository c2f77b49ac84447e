using System.Net;
using BotHost.App.Offers;
using BotHost.Core.Claims;
using BotHost.Core.Dialogs;
using Host.Tests.Channels;
using Host.Tests.Channels.WeChat;
using Host.Tests.Story;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Host.Tests.Offers;

/// <summary>From a posted job to somebody who wants it, over HTTP.</summary>
public class OfferStoryTests
{
    private const string Township = "411523201";

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_reaches_the_one_it_fits_once_and_their_yes_becomes_a_claim()
    {
        await using var host = await WholeHost.StartAsync();
        var resident = await SeekerAsync(host);
        var cadre = await host.CadreAsync("zhen", Level.Township, Township);
        await PostAsync(host, cadre, new { kind = "job", title = "缝纫工", place = Township, openings = 1, wage_monthly = 2600, hours = "full", skills = new[] { "sewing" }, expires = "2099-12-31", provider = "周河服装厂" });

        var campaign = await PlanAsync(host, cadre);
        var summary = campaign.GetProperty("summary");
        Assert.Equal((1, 1, 1, 1), (summary.GetProperty("people").GetInt32(), summary.GetProperty("openings").GetInt32(), summary.GetProperty("offers").GetInt32(), summary.GetProperty("reached").GetInt32()));
        var path = "/api/v1/campaigns/" + campaign.GetProperty("id").GetString();
        Assert.Equal(0, await SendAsync(host));
        Assert.Equal(HttpStatusCode.Conflict, (await host.ApiAsync(HttpMethod.Post, path + "/pause", cadre, new { })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await host.ApiAsync(HttpMethod.Post, path + "/start", cadre, new { })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await host.ApiAsync(HttpMethod.Post, path + "/start", cadre, new { })).Status);

        await SendAsync(host);
        var knock = await resident.HearAsync("有1个机会");
        Assert.DoesNotContain("2600", knock, StringComparison.Ordinal);
        var card = await resident.SayAsync("看看", "缝纫工");
        Assert.Contains("周河服装厂", card, StringComparison.Ordinal);
        Assert.Contains("会缝纫", card, StringComparison.Ordinal);
        await resident.SayAsync("想去", "给您报上去了");

        // A second round has nothing for them: they know of it, and the place is taken.
        Assert.Equal(0, (await PlanAsync(host, cadre)).GetProperty("summary").GetProperty("offers").GetInt32());
        var (_, shown, _) = await host.ApiAsync(HttpMethod.Get, path, cadre);
        Assert.Equal(1, shown.GetProperty("offers").GetProperty("wanted").GetInt32());
        var (_, claims, _) = await host.ApiAsync(HttpMethod.Get, "/api/v1/claims", cadre);
        Assert.Equal(2, claims.GetProperty("claims").EnumerateArray().Count(c => c.GetProperty("kind").GetString() == "work-interest"));
    }

    [Fact]
    public async Task On_WeChat_the_knock_says_nothing_and_the_card_is_answered_by_number()
    {
        await using var wechat = await FakePlatforms.StartAsync();
        await using var host = await WeChatHostTests.StartAsync(wechat, safe: true);
        var phone = new WeChatPhone(host.Http, "oHe", safe: true);
        foreach (var (words, answer) in Seeker)
        {
            var said = await phone.AskAsync(wechat, words);
            Assert.True(said.Contains(answer, StringComparison.Ordinal), $"{words}: {said}");
        }

        var cadre = await host.CadreAsync("zhen", Level.Township, Township);
        await PostAsync(host, cadre, new { kind = "job", title = "缝纫工", place = Township, openings = 1, wage_monthly = 2600, hours = "full", skills = new[] { "sewing" }, expires = "2099-12-31" });
        var campaign = await PlanAsync(host, cadre);
        await host.ApiAsync(HttpMethod.Post, $"/api/v1/campaigns/{campaign.GetProperty("id").GetString()}/start", cadre, new { });
        await SendAsync(host);
        await WholeHost.UntilAsync(() => Task.FromResult(wechat.Received.TryGetValue("oHe", out var heard) && heard.Any(t => t.Contains("有1个机会", StringComparison.Ordinal))));
        Assert.DoesNotContain("缝纫", wechat.Received["oHe"].Last(), StringComparison.Ordinal);
        var card = await phone.AskAsync(wechat, "1");
        Assert.StartsWith("缝纫工\n新县周河乡，一个月2600元", card, StringComparison.Ordinal);
        // In the same call as text with numbers; what comes later is a menu, whose head alone is kept here.
        Assert.True(card.EndsWith("想去吗？\n1. 想去\n2. 不合适\n3. 以后再说", StringComparison.Ordinal) || card.EndsWith("想去吗？", StringComparison.Ordinal), card);
        Assert.Contains("给您报上去了", await phone.AskAsync(wechat, "1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_opening_finds_its_people_without_a_round_over_all()
    {
        await using var host = await WholeHost.StartAsync();
        await SeekerAsync(host);
        var cadre = await host.CadreAsync("zhen", Level.Township, Township);
        await PostAsync(host, cadre, new { kind = "job", title = "缝纫工", place = Township, openings = 1, wage_monthly = 2600, hours = "full", skills = new[] { "sewing" }, expires = "2099-12-31" });
        await PostAsync(host, cadre, new { kind = "job", title = "裁剪", place = Township, openings = 1, wage_monthly = 3600, hours = "full", skills = new[] { "sewing" }, expires = "2099-12-31" });
        var list = (await host.ApiAsync(HttpMethod.Get, "/api/v1/opportunities", cadre)).Json.GetProperty("items").EnumerateArray();
        var opening = list.Single(o => o.GetProperty("title").GetString() == "缝纫工").GetProperty("id").GetString();
        var (status, campaign, _) = await host.ApiAsync(HttpMethod.Post, "/api/v1/campaigns", cadre, new { title = "新岗位", place = Township, opportunity = opening });
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal((1, 1), (campaign.GetProperty("summary").GetProperty("offers").GetInt32(), campaign.GetProperty("summary").GetProperty("openings").GetInt32()));
        var planned = Assert.Single(await host.Services.GetRequiredService<IOfferStore>().OffersAsync(campaign.GetProperty("id").GetString()!, 0, 10, Now));
        Assert.Equal(("缝纫工", "何秀兰"), (planned.Offer.Title, planned.Name));
        Assert.Equal(HttpStatusCode.BadRequest, (await host.ApiAsync(HttpMethod.Post, "/api/v1/campaigns", cadre, new { title = "x", place = Township, opportunity = "nothing" })).Status);
    }

    [Fact]
    public async Task Nothing_goes_out_at_night_beyond_the_week_or_after_a_stop()
    {
        await using var host = await WholeHost.StartAsync();
        var resident = await SeekerAsync(host);
        var cadre = await host.CadreAsync("zhen", Level.Township, Township);
        for (var i = 0; i < 5; i++) await PostAsync(host, cadre, new { kind = "job", title = $"缝纫工{(char)('甲' + i)}", place = Township, openings = 1, wage_monthly = 2600 + i, hours = "full", skills = new[] { "sewing" }, expires = "2099-12-31" });
        var campaign = await PlanAsync(host, cadre);
        Assert.Equal(3, campaign.GetProperty("summary").GetProperty("offers").GetInt32());
        await host.ApiAsync(HttpMethod.Post, $"/api/v1/campaigns/{campaign.GetProperty("id").GetString()}/start", cadre, new { });
        Assert.Equal(0, await SendAsync(host, hour: 21));
        await SendAsync(host);
        await resident.HearAsync("有3个机会");
        Assert.Equal(1, (await PlanAsync(host, cadre)).GetProperty("summary").GetProperty("resting").GetInt32());
        await resident.SayAsync("别再发了", "不再发了");
        Assert.Equal(0, (await PlanAsync(host, cadre)).GetProperty("summary").GetProperty("people").GetInt32());
    }

    [Fact]
    public async Task A_place_without_an_answer_is_given_back_after_a_week_and_offered_to_the_next()
    {
        await using var host = await WholeHost.StartAsync();
        var first = await SeekerAsync(host);
        var cadre = await host.CadreAsync("zhen", Level.Township, Township);
        await PostAsync(host, cadre, new { kind = "job", title = "缝纫工", place = Township, openings = 1, wage_monthly = 2600, hours = "full", skills = new[] { "sewing" }, expires = "2099-12-31" });
        await StartAsync(host, cadre, await PlanAsync(host, cadre));
        await SendAsync(host);
        await first.HearAsync("有1个机会");
        var second = await SeekerAsync(host);
        Assert.Equal(0, (await PlanAsync(host, cadre)).GetProperty("summary").GetProperty("offers").GetInt32());

        Assert.Equal(0, await SenderAt(host, days: 6).GiveBackAsync(Now));
        Assert.Equal(1, await SenderAt(host, days: 8).GiveBackAsync(Now));
        Assert.Equal(0, await SenderAt(host, days: 8).GiveBackAsync(Now));
        var again = await PlanAsync(host, cadre);
        Assert.Equal(1, again.GetProperty("summary").GetProperty("offers").GetInt32());
        // One answer, a silence, against a prior of twenty yeses.
        var expected = Assert.Single(again.GetProperty("summary").GetProperty("acceptance").EnumerateArray().ToList());
        Assert.Equal((0, 1), (expected.GetProperty("wanted").GetInt32(), expected.GetProperty("answered").GetInt32()));
        Assert.Equal(20.0 / 21, expected.GetProperty("expected").GetDouble(), 6);
        await StartAsync(host, cadre, again);
        await SendAsync(host);
        await second.HearAsync("有1个机会");

        // A late yes still goes to the office; who is taken is theirs to say.
        await first.SayAsync("看看", "缝纫工");
        await first.SayAsync("想去", "给您报上去了");
    }

    [Fact]
    public async Task Rounds_and_imports_are_for_the_township_and_above_in_their_own_area()
    {
        await using var host = await WholeHost.StartAsync();
        var village = await host.CadreAsync("cun", Level.Village, Township + "203");
        var elsewhere = await host.CadreAsync("bie", Level.Township, "411523202");
        var cadre = await host.CadreAsync("zhen", Level.Township, Township);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.ApiAsync(HttpMethod.Post, "/api/v1/campaigns", village, new { title = "x", place = Township + "203" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.ApiAsync(HttpMethod.Post, "/api/v1/campaigns", elsewhere, new { title = "x", place = Township })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await host.ApiAsync(HttpMethod.Post, "/api/v1/campaigns", cadre, new { title = "x", place = "周河" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.ApiAsync(HttpMethod.Post, "/api/v1/opportunities", village, Array.Empty<object>())).Status);
        var id = (await PlanAsync(host, cadre)).GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.NotFound, (await host.ApiAsync(HttpMethod.Post, $"/api/v1/campaigns/{id}/start", elsewhere, new { })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await host.ApiAsync(HttpMethod.Get, $"/api/v1/campaigns/{id}", village)).Status);
    }

    /// <summary>What somebody who sews says until they agreed to hear of jobs, and what the bot asks for next.</summary>
    private static readonly (string Words, string Answer)[] Seeker =
    [
        ("想在镇上找个缝纫厂的活", "可以记吗"), ("可以记", "会干啥"), ("会缝纫", "最少得挣多少"), ("两千五", "离不开您"), ("没有", "几口人"), ("5口", "能干活挣钱"), ("2个", "啥时候能去"), ("马上能去", "干不了"), ("啥都能干", "哪个乡镇"), ("周河乡毛铺村", "叫什么名字"), ("何秀兰", "多大"), ("45", "电话"),
        ("没有", "都对吗"), ("都对", "不收一分钱"), ("行", "有合适的活"), ("行，告诉我", "有合适的就告诉您"),
    ];

    private static async Task<Resident> SeekerAsync(WholeHost host)
    {
        var resident = await host.ResidentAsync();
        foreach (var (words, answer) in Seeker) await resident.SayAsync(words, answer);
        return resident;
    }

    /// <summary>Sends as at that hour of tomorrow in China, whatever the hour is here. The host's own sweep may have been first.</summary>
    private static async Task<int> SendAsync(WholeHost host, int hour = 10)
    {
        var at = new DateTimeOffset(ChinaTime.DayOf(DateTimeOffset.UtcNow).ToDateTime(new(hour, 0)), ChinaTime.Offset);
        return (await new SendOffers(host.Services.GetRequiredService<IOfferStore>(), host.Services.GetRequiredService<IContentLibrary>(), new FakeTimeProvider(at)).RunAsync(Now)).People;
    }

    private static SendOffers SenderAt(WholeHost host, int days) =>
        new(host.Services.GetRequiredService<IOfferStore>(), host.Services.GetRequiredService<IContentLibrary>(), new FakeTimeProvider(DateTimeOffset.UtcNow.AddDays(days)));

    private static async Task StartAsync(WholeHost host, string token, System.Text.Json.JsonElement campaign) =>
        Assert.Equal(HttpStatusCode.NoContent, (await host.ApiAsync(HttpMethod.Post, $"/api/v1/campaigns/{campaign.GetProperty("id").GetString()}/start", token, new { })).Status);

    private static async Task PostAsync(WholeHost host, string token, object opening)
    {
        var (status, done, _) = await host.ApiAsync(HttpMethod.Post, "/api/v1/opportunities", token, new[] { new Dictionary<string, object>(Fields(opening)) });
        Assert.Equal((HttpStatusCode.OK, 1), (status, done.GetProperty("added").GetInt32()));
    }

    private static IEnumerable<KeyValuePair<string, object>> Fields(object opening) =>
        opening.GetType().GetProperties().Select(p => KeyValuePair.Create(p.Name, p.GetValue(opening)!)).Append(new("id", "x"));

    private static async Task<System.Text.Json.JsonElement> PlanAsync(WholeHost host, string token)
    {
        var (status, campaign, _) = await host.ApiAsync(HttpMethod.Post, "/api/v1/campaigns", token, new { title = "本周岗位", place = Township });
        Assert.Equal(HttpStatusCode.Created, status);
        return campaign;
    }
}
