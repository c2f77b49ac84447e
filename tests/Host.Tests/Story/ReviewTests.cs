using System.Net;
using System.Text;
using System.Text.Json;
using BotHost.App.BackOffice;
using BotHost.App.Claims;
using BotHost.BackOffice;
using BotHost.Core.Claims;
using Microsoft.Extensions.DependencyInjection;

namespace Host.Tests.Story;

public class ReviewTests
{
    private const string EventKey = "a key of more than thirty-two letters";
    private const string Village = "411523201203", Township = "411523201", County = "411523";

    [Fact]
    public async Task A_claim_goes_from_the_chat_over_village_and_township_to_the_back_office()
    {
        await using var host = await WholeHost.StartAsync();
        var (village, township) = (await host.CadreAsync("cun", Level.Village, Village), await host.CadreAsync("zhen", Level.Township, Township));
        var resident = await host.ReportedAsync();
        var id = await OnlyClaimAsync(host, village);

        var (_, claim, response) = await host.ApiAsync(HttpMethod.Get, $"/api/v1/claims/{id}", village);
        Assert.Equal("\"1\"", response.Headers.ETag!.Tag);
        Assert.Equal(["verify", "add", "doubt"], claim.GetProperty("allowed").EnumerateArray().Select(a => a.GetString()));
        var size = claim.GetProperty("document").GetProperty("facts").EnumerateArray().Single(f => f.GetProperty("id").GetString() == "household.size");
        Assert.Equal("三口", size.GetProperty("evidence")[0].GetProperty("quote").GetString());

        var (refused, problem, _) = await ReviewAsync(host, id, village, "reject", "不行");
        Assert.Equal((HttpStatusCode.Conflict, "refused"), (refused, problem.GetProperty("title").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await ReviewAsync(host, id, village, "verify", "属实", "\"1\"")).Status);
        await resident.HearAsync("有新消息");
        Assert.Contains("还没有结果", await resident.SayAsync("我的申请到哪一步了", "村里看过了"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await ReviewAsync(host, id, township, "accept", "", "\"1\"")).Status);
        Assert.Equal(HttpStatusCode.OK, (await ReviewAsync(host, id, township, "accept", "材料齐", "\"2\"")).Status);
        await WholeHost.UntilAsync(async () => (await StatusAsync(host, id, township)) == "delivered");
        Assert.Single((await host.ApiAsync(HttpMethod.Get, "/sandbox/claims.json", null)).Json.EnumerateArray());
        var history = (await host.ApiAsync(HttpMethod.Get, $"/api/v1/claims/{id}/history", township)).Json.EnumerateArray().Select(e => e.GetProperty("kind").GetString());
        Assert.Equal(["submitted", "verified", "accepted", "delivered"], history);
    }

    [Fact]
    public async Task Questions_sent_back_are_answered_in_the_chat_and_come_back_to_the_claim()
    {
        await using var host = await WholeHost.StartAsync();
        var township = await host.CadreAsync("zhen", Level.Township, Township);
        var resident = await host.ReportedAsync();
        var id = await OnlyClaimAsync(host, township);
        var (status, _, _) = await host.ApiAsync(HttpMethod.Post, $"/api/v1/claims/{id}/reviews", township, new { decision = "return", reason = "", questions = new[] { "房子是哪一年盖的？", "household.workers" } });
        Assert.Equal(HttpStatusCode.OK, status);
        await resident.HearAsync("还想问几句");
        await resident.SayAsync("现在说", "房子是哪一年盖的");
        await resident.SayAsync("八几年", "能干活");
        await resident.SayAsync("一个", "都答完了");
        var (_, claim, _) = await host.ApiAsync(HttpMethod.Get, $"/api/v1/claims/{id}", township);
        Assert.Equal("submitted", claim.GetProperty("status").GetString());
        Assert.Equal(["八几年", "一个"], claim.GetProperty("questions").EnumerateArray().Select(q => q.GetProperty("answer").GetString()));
        var (again, refusal, _) = await host.ApiAsync(HttpMethod.Post, $"/api/v1/claims/{id}/reviews", township, new { decision = "return", reason = "", questions = new[] { "还有啥？" } });
        Assert.Equal(HttpStatusCode.Conflict, again);
        Assert.Contains("第二次退回", refusal.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_complaint_is_invisible_below_county()
    {
        await using var host = await WholeHost.StartAsync();
        var (village, township, county) = (await host.CadreAsync("cun", Level.Village, Village), await host.CadreAsync("zhen", Level.Township, Township), await host.CadreAsync("xian", Level.County, County));
        var resident = await host.ResidentAsync();
        foreach (var (words, answer) in new[] { ("我要举报村干部，低保给了他亲戚，不给俺", "可以记吗"), ("可以记", "哪样事"), ("该给的没给", "经过"), ("他哥有轿车还吃低保，去问还骂俺", "哪个乡镇"), ("周河乡毛铺村", "叫什么名字"), ("吴老实", "电话"), ("没有", "都对吗"), ("都对", "不收一分钱"), ("行", "直接给县里看") })
            await resident.SayAsync(words, answer);
        var id = await OnlyClaimAsync(host, county);
        foreach (var token in new[] { village, township })
        {
            Assert.Equal(0, (await host.ApiAsync(HttpMethod.Get, "/api/v1/claims", token)).Json.GetProperty("total").GetInt32());
            Assert.Equal(0, (await host.ApiAsync(HttpMethod.Get, "/api/v1/claims?text=" + Uri.EscapeDataString("吴老实"), token)).Json.GetProperty("total").GetInt32());
            Assert.All((await host.ApiAsync(HttpMethod.Get, "/api/v1/metrics", token)).Json.EnumerateObject(), count => Assert.Equal(0, count.Value.GetInt32()));
            Assert.Empty((await host.ApiAsync(HttpMethod.Get, "/api/v1/escalations", token)).Json.EnumerateArray());
            // One may not tell from the answer whether it exists.
            var (there, thereBody, _) = await host.ApiAsync(HttpMethod.Get, $"/api/v1/claims/{id}", token);
            var (nowhere, nowhereBody, _) = await host.ApiAsync(HttpMethod.Get, "/api/v1/claims/01AAAAAAAAAAAAAAAAAAAAAAAA", token);
            Assert.Equal((nowhere, nowhereBody.GetProperty("detail").GetString()), (there, thereBody.GetProperty("detail").GetString()));
            Assert.Equal(HttpStatusCode.NotFound, (await host.ApiAsync(HttpMethod.Get, $"/api/v1/claims/{id}/history", token)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await ReviewAsync(host, id, token, "doubt", "没有的事")).Status);
        }
    }

    [Fact]
    public async Task A_cadre_of_another_village_sees_nothing_and_an_administrator_sees_no_claims()
    {
        await using var host = await WholeHost.StartAsync();
        var (own, other) = (await host.CadreAsync("cun", Level.Village, Village), await host.CadreAsync("biecun", Level.Village, "411523201204"));
        var administrator = await host.CadreAsync("guanli", Level.Province, "41", "administrator");
        await host.ReportedAsync();
        var id = await OnlyClaimAsync(host, own);
        Assert.Equal(HttpStatusCode.NotFound, (await host.ApiAsync(HttpMethod.Get, $"/api/v1/claims/{id}", other)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.ApiAsync(HttpMethod.Get, $"/api/v1/claims/{id}", administrator)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.ApiAsync(HttpMethod.Get, "/api/v1/claims", null)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.ApiAsync(HttpMethod.Get, "/api/v1/claims", "bht_wrong")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.ApiAsync(HttpMethod.Get, "/api/v1/audit", own)).Status);
    }

    [Fact]
    public async Task While_the_back_office_is_down_claims_wait_and_then_arrive_once()
    {
        await using var host = await WholeHost.StartAsync();
        var township = await host.CadreAsync("zhen", Level.Township, Township);
        await host.ReportedAsync();
        var id = await OnlyClaimAsync(host, township);
        var sandbox = host.Services.GetRequiredService<SandboxStore>();
        sandbox.Mode = SandboxMode.Failing;
        await ReviewAsync(host, id, township, "accept", "材料齐");
        var claims = host.Services.GetRequiredService<IClaimStore>();
        await WholeHost.UntilAsync(async () => (await claims.UndeliveredAsync(CancellationToken.None)).Any(d => d.Attempts > 0));
        Assert.Empty(sandbox.All());
        sandbox.Mode = SandboxMode.Ok;
        await WholeHost.UntilAsync(async () => (await StatusAsync(host, id, township)) == "delivered");
        Assert.Single(sandbox.All());
    }

    [Theory]
    [InlineData("", "{}", HttpStatusCode.Unauthorized)]
    [InlineData("t=1,v1=00", "{}", HttpStatusCode.Unauthorized)]
    [InlineData("signed", "{}", HttpStatusCode.BadRequest)]
    [InlineData("signed", "not json", HttpStatusCode.BadRequest)]
    [InlineData("stale", """{"specversion":"1.0","id":"1","source":"/test","type":"claim.paid","data":{"claimId":"01X"}}""", HttpStatusCode.Unauthorized)]
    [InlineData("signed", """{"specversion":"1.0","id":"1","source":"/test","type":"claim.paid","data":{"claimId":"01X"}}""", HttpStatusCode.NotFound)]
    public async Task News_from_the_back_office_must_be_signed_fresh_and_well_formed(string signature, string body, HttpStatusCode expected)
    {
        await using var host = await WholeHost.StartAsync("--BackOffice:EventKey", EventKey);
        var bytes = Encoding.UTF8.GetBytes(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/backoffice/events") { Content = new ByteArrayContent(bytes) { Headers = { ContentType = new("application/cloudevents+json") } } };
        var now = DateTimeOffset.Parse("2026-01-01", null);
        var header = signature switch { "signed" => HostSignature.Sign(EventKey, host.Services.GetRequiredService<TimeProvider>().GetUtcNow(), bytes), "stale" => HostSignature.Sign(EventKey, now, bytes), _ => signature };
        request.Headers.TryAddWithoutValidation(HostSignature.Header, header);
        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task A_person_takes_over_speaks_and_hands_back()
    {
        await using var host = await WholeHost.StartAsync();
        var township = await host.CadreAsync("zhen", Level.Province, "41");
        var resident = await host.ResidentAsync();
        await resident.SayAsync("叫人", "转给工作人员");
        var task = (await host.ApiAsync(HttpMethod.Get, "/api/v1/escalations", township)).Json[0].GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.Conflict, (await host.ApiAsync(HttpMethod.Post, $"/api/v1/escalations/{task}/messages", township, new { text = "您好" })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await host.ApiAsync(HttpMethod.Post, $"/api/v1/escalations/{task}/take", township)).Status);
        await resident.HearAsync("接了您的事");
        await host.ApiAsync(HttpMethod.Post, $"/api/v1/escalations/{task}/messages", township, new { text = "我是镇上的小李" });
        await resident.HearAsync("我是镇上的小李");
        await host.ApiAsync(HttpMethod.Post, $"/api/v1/escalations/{task}/hand-back", township);
        await resident.HearAsync("我接着帮您");
        await host.ApiAsync(HttpMethod.Post, $"/api/v1/escalations/{task}/close", township);
        Assert.Empty((await host.ApiAsync(HttpMethod.Get, "/api/v1/escalations", township)).Json.EnumerateArray());
    }

    [Fact]
    public async Task The_one_time_link_sets_a_password_once_and_pages_need_a_sign_in()
    {
        await using var host = await WholeHost.StartAsync();
        var page = await host.Http.GetAsync("/console", TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.Redirect, "/console/login"), (page.StatusCode, page.Headers.Location!.AbsolutePath));
        await using var scope = host.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<BotHost.Storage.Accounts.Cadre>>();
        var (user, _) = await scope.ServiceProvider.GetRequiredService<BotHost.Accounts.AccountDesk>().SaveAsync("cun", "李秀兰", Level.Village, Village, null, ["cadre"]);
        var token = await users.GeneratePasswordResetTokenAsync(user!);
        Assert.False((await users.ResetPasswordAsync(user!, token, "short1")).Succeeded);
        Assert.True((await users.ResetPasswordAsync(user!, token, "long-enough-1")).Succeeded);
        Assert.False((await users.ResetPasswordAsync(user!, token, "long-enough-2")).Succeeded);

        // Signed in, and sent here from a page for auditors: told why, not asked to sign in as if nobody were.
        using var browser = new HttpClient(new HttpClientHandler { CookieContainer = new() }) { BaseAddress = host.Http.BaseAddress };
        var login = await browser.GetStringAsync(new Uri("/console/login", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("看不了那一页", login);
        var forgery = System.Text.RegularExpressions.Regex.Match(login, "<input type=\"hidden\" name=\"(__[^\"]+)\" value=\"([^\"]+)\"");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { [forgery.Groups[1].Value] = forgery.Groups[2].Value, ["user"] = "cun", ["password"] = "long-enough-1", ["returnUrl"] = "/console/audit" });
        using var answer = await browser.PostAsync(new Uri("/console/login", UriKind.Relative), form, TestContext.Current.CancellationToken);
        Assert.Contains("看不了那一页", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<string> OnlyClaimAsync(WholeHost host, string token)
    {
        var (_, list, _) = await host.ApiAsync(HttpMethod.Get, "/api/v1/claims", token);
        return Assert.Single(list.GetProperty("claims").EnumerateArray()).GetProperty("id").GetString()!;
    }

    private static async Task<string?> StatusAsync(WholeHost host, string id, string token) =>
        (await host.ApiAsync(HttpMethod.Get, $"/api/v1/claims/{id}", token)).Json.GetProperty("status").GetString();

    private static async Task<(HttpStatusCode Status, JsonElement Json, HttpResponseMessage Response)> ReviewAsync(WholeHost host, string id, string token, string decision, string reason, string? ifMatch = null) =>
        await host.ApiAsync(HttpMethod.Post, $"/api/v1/claims/{id}/reviews", token, new { decision, reason }, ifMatch);
}
