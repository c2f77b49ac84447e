using System.Net;
using BotHost.BackOffice;
using BotHost.Core.Facts;
using Host.Tests.Storage;

namespace Host.Tests.BackOffice;

public class SandboxPageTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_list_shows_what_arrived_and_how_often()
    {
        await using var host = await BackOfficeHost.StartAsync();
        Assert.Contains("还没有收到申报", await PageAsync(host, "/sandbox/"), StringComparison.Ordinal);
        var body = Body.Of();
        await host.Client.DeliverAsync("key-1", body, Now);
        await host.Client.DeliverAsync("key-1", body, Now);
        var page = await PageAsync(host, "/sandbox/");
        Assert.All(new[] { "SB-000001", "困难申报", "收到2次", "http-equiv=\"refresh\"", "lang=\"zh-CN\"" }, part => Assert.Contains(part, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_newer_version_of_a_claim_is_marked()
    {
        await using var host = await BackOfficeHost.StartAsync();
        var id = Sample.Id();
        await host.Client.DeliverAsync("key-1", Body.Of(c => c with { Id = id }), Now);
        Assert.DoesNotContain("有更新的一份", await PageAsync(host, "/sandbox/"), StringComparison.Ordinal);
        await host.Client.DeliverAsync("key-2", Body.Of(c => c with { Id = id, Version = 9, Place = "411523" }), Now);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(await PageAsync(host, "/sandbox/"), "有更新的一份"));
    }

    [Fact]
    public async Task A_claim_shows_facts_quotes_determinations_and_reviews()
    {
        await using var host = await BackOfficeHost.StartAsync();
        await host.Client.DeliverAsync("key-1", Body.Of(), Now);
        var page = await PageAsync(host, "/sandbox/claims/1");
        Assert.All(new[] { "household.size", "“家五口”", "dibao", "可能符合", "对得上", "办法第八条", "张会计", "核实", "李干部", "同意上报", "情况属实", "2026-11-24 10:00" }, part => Assert.Contains(part, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Persons_are_masked_also_in_words()
    {
        await using var host = await BackOfficeHost.StartAsync();
        await host.Client.DeliverAsync("key-1", Body.Of(
            c => c with
            {
                OnBehalfOf = new("儿子", "王小明"),
                Facts = [Sample.Fact("hardship.note", new FactValue.Text($"王小明带{Body.Name}看病"), $"我叫{Body.Name}，打{Body.Phone[..3]} {Body.Phone[3..7]} {Body.Phone[7..]}，卡里4000元")],
            },
            json => json["reviews"]![0]!["reason"] = "身份证" + Body.IdNumber), Now);
        var page = await PageAsync(host, "/sandbox/claims/1");
        Assert.All(new[] { Body.Name, Body.Phone, $"{Body.Phone[..3]} {Body.Phone[3..7]} {Body.Phone[7..]}", Body.IdNumber, "王小明" }, secret => Assert.DoesNotContain(secret, page, StringComparison.Ordinal));
        Assert.All(new[] { "王**", "卡里4000元", "儿子" }, part => Assert.Contains(part, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Days_are_not_masked()
    {
        await using var host = await BackOfficeHost.StartAsync();
        await host.Client.DeliverAsync("key-1", Body.Of(c => c with { Facts = [Sample.Fact("hardship.started_on", new FactValue.Day(new(2025, 12, 1), new(2025, 12, 31)), "去年腊月")] }), Now);
        Assert.Contains("<td>2025-12-01/2025-12-31", await PageAsync(host, "/sandbox/claims/1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_people_write_is_never_markup()
    {
        const string evil = "<script>alert(1)</script>\"'&";
        await using var host = await BackOfficeHost.StartAsync();
        await host.Client.DeliverAsync("key-1", Body.Of(
            c => c with { Subject = new(evil, evil, evil), Facts = [Sample.Fact("hardship.note", new FactValue.Text(evil), evil)], Determinations = [new(evil, "likely", [new(evil, "met", [evil], evil)])] },
            json => json["reviews"]![0]!["by"] = evil), Now);
        foreach (var path in new[] { "/sandbox/", "/sandbox/claims/1" }) Assert.DoesNotContain("<script", await PageAsync(host, path), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;", await PageAsync(host, "/sandbox/claims/1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_need_neither_scripts_nor_inline_styles()
    {
        await using var host = await BackOfficeHost.StartAsync();
        await host.Client.DeliverAsync("key-1", Body.Of(), Now);
        foreach (var path in new[] { "/sandbox/", "/sandbox/claims/1", "/sandbox/register" })
        {
            var page = await PageAsync(host, path);
            Assert.DoesNotMatch("(?i)<script|<style|\\sstyle=|\\son[a-z]+=|javascript:", page);
            Assert.Contains("width=device-width", page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("failing", "装作坏了")]
    [InlineData("slow", "装作很慢")]
    [InlineData("ok", "正常")]
    public async Task The_page_switches_what_is_played(string mode, string pressed)
    {
        await using var host = await BackOfficeHost.StartAsync();
        Assert.Equal(HttpStatusCode.Redirect, await PostAsync(host, "/sandbox/mode", ("mode", mode)));
        Assert.Equal(mode, host.Sandbox.Mode.ToString(), ignoreCase: true);
        Assert.Contains($"aria-pressed=\"true\">{pressed}", await PageAsync(host, "/sandbox/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Odd_forms_are_refused_kindly()
    {
        await using var host = await BackOfficeHost.StartAsync();
        await host.Client.DeliverAsync("key-1", Body.Of(), Now);
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(host, "/sandbox/mode", ("mode", "2")));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(host, "/sandbox/mode"));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(host, "/sandbox/claims/1/events", ("type", "facts.changed")));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(host, "/sandbox/claims/7/events", ("type", "claim.paid")));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(host, "/sandbox/register", ("idHash", "abc"), ("facts", "household size 4")));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(host, "/sandbox/register", ("idHash", ""), ("facts", "household.size=4")));
        using var caller = host.Caller();
        Assert.Equal(HttpStatusCode.NotFound, (await caller.GetAsync("/sandbox/claims/7", Now)).StatusCode);
    }

    [Fact]
    public async Task A_button_sends_a_signed_event_to_the_host_and_shows_what_came_of_it()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        await using var host = await BackOfficeHost.StartAsync(claims: store.Claims);
        var claim = await OutageTests.AcceptedAsync(store);
        await host.Client.DeliverAsync("key-1", Body.Of(c => c with { Id = claim.Id }), Now);
        using var caller = host.Caller();
        using var form = new FormUrlEncodedContent([new("type", "claim.paid")]);
        using var answer = await caller.PostAsync("/sandbox/claims/1/events", form, Now);
        Assert.Equal("/sandbox/claims/1?sent=202", answer.Headers.Location?.ToString());
        Assert.Equal("paid", (await store.Claims.FindAsync(claim.Id, Now))!.BackOfficeStatus);
        Assert.Contains("主机收到了", await PageAsync(host, "/sandbox/claims/1?sent=202"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_typed_into_the_register_is_what_the_client_finds()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        await using var host = await BackOfficeHost.StartAsync(claims: store.Claims);
        Assert.Equal(HttpStatusCode.Redirect, await PostAsync(host, "/sandbox/register", ("idHash", "abc"), ("facts", "household.size=4\r\naid.current = [\"dibao\"]\nsubject.hukou＝rural")));
        Assert.Equal("""{"facts":[{"id":"household.size","value":4},{"id":"aid.current","value":["dibao"]},{"id":"subject.hukou","value":"rural"}]}""", await host.Client.FindRegisterFactsAsync("abc", Now));
    }

    [Theory]
    [InlineData("Host", "county.example", 403)]
    [InlineData("Host", "localhost", 200)]
    [InlineData("Host", "[::1]:5000", 200)]
    [InlineData("Host", "127.0.0.1.evil.example", 403)]
    [InlineData("X-Forwarded-For", "127.0.0.1", 403)]
    [InlineData("Forwarded", "for=1.2.3.4", 403)]
    [InlineData("Via", "1.1 proxy", 403)]
    public async Task Only_somebody_at_this_machine_sees_the_pages(string header, string value, int status)
    {
        await using var host = await BackOfficeHost.StartAsync();
        foreach (var path in new[] { "/sandbox/", "/sandbox/claims.json", "/sandbox/register" })
        {
            Assert.Equal(status, await GetAsync(host, path, (header, value)));
            Assert.Equal(200, await GetAsync(host, path, (header, value), ("X-Role-In-Test", "administrator")));
        }
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", false)]
    [InlineData("Sec-Fetch-Site", "same-site", false)]
    [InlineData("Sec-Fetch-Site", "same-origin", true)]
    [InlineData("Origin", "https://evil.example", false)]
    [InlineData("Origin", "null", false)]
    public async Task Forms_of_other_pages_are_refused(string header, string value, bool taken)
    {
        await using var host = await BackOfficeHost.StartAsync();
        using var caller = host.Caller();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sandbox/mode") { Content = new FormUrlEncodedContent([new("mode", "failing")]) };
        request.Headers.TryAddWithoutValidation(header, value);
        Assert.Equal(taken ? 302 : 403, (int)(await caller.SendAsync(request, Now)).StatusCode);
        Assert.Equal(taken ? SandboxMode.Failing : SandboxMode.Ok, host.Sandbox.Mode);
    }

    private static async Task<string> PageAsync(BackOfficeHost host, string path)
    {
        using var caller = host.Caller();
        return await caller.GetStringAsync(path, Now);
    }

    private static async Task<int> GetAsync(BackOfficeHost host, string path, params (string Name, string Value)[] headers)
    {
        using var caller = host.Caller();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return (int)(await caller.SendAsync(request, Now)).StatusCode;
    }

    private static async Task<HttpStatusCode> PostAsync(BackOfficeHost host, string path, params (string Name, string Value)[] fields)
    {
        using var caller = host.Caller();
        using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return (await caller.PostAsync(path, form, Now)).StatusCode;
    }
}
