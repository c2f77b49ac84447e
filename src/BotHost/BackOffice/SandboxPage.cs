using System.Globalization;
using System.Text.Json;
using Humanizer;

namespace BotHost.BackOffice;

/// <summary>The sandbox's pages as plain HTML: the frame, the list of what arrived, and the register.</summary>
internal static class SandboxPage
{
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");

    public static string List(SandboxStore store, SandboxWords words, DateTimeOffset now)
    {
        var claims = store.All();
        var newest = claims.GroupBy(c => c.ClaimId).ToDictionary(g => g.Key, g => g.Max(c => c.Number));
        return Frame("沙箱后台", Html.Of($"""
            <p class="lead">这里是演练用的后台，不是真的办事系统。交过来的申报都在下面，页面自己会刷新。</p>
            {Modes(store.Mode)}
            {(claims.Count == 0 ? Html.Of($"<p class=\"empty\">还没有收到申报。</p>") : Html.Of($"<ol>{Html.Each(claims, c => Row(c, newest[c.ClaimId] == c.Number, now))}</ol>"))}
            <p><a href="/sandbox/register">登记库（演练）</a></p>
            """), refresh: true);
    }

    /// <param name="said">What came of the last entry; null at first.</param>
    public static string Register(string? said) => Frame("登记库（演练）", Html.Of($"""
        <p><a href="/sandbox/">← 全部</a></p>
        {(said is null ? Html.None : Html.Of($"<p class=\"note\" role=\"status\">{said}</p>"))}
        <form method="post" action="/sandbox/register" class="tall">
        <label for="hash">证件号的哈希</label><input id="hash" name="idHash" required maxlength="128" autocomplete="off">
        <label for="facts">登记的事实，一行一个，写成“编号=值”</label><textarea id="facts" name="facts" rows="6" required placeholder="household.size=4"></textarea>
        <button>记下</button></form>
        """), refresh: false);

    public static string Frame(string title, Html body, bool refresh) => Html.Of($"""
        <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">{(refresh ? new Html("<meta http-equiv=\"refresh\" content=\"10\">") : Html.None)}
        <title>{title}</title><link rel="stylesheet" href="/sandbox.css"><link rel="icon" href="/icon.svg"></head><body><header><h1>{title}</h1></header><main>{body}</main></body></html>
        """).Text;

    private static Html Modes(SandboxMode mode)
    {
        Html Button(SandboxMode of, string name, string words) => Html.Of($"<button name=\"mode\" value=\"{name}\" aria-pressed=\"{(mode == of ? "true" : "false")}\">{words}</button>");
        var note = mode switch
        {
            SandboxMode.Failing => "正在装作坏了：谁交都不收。申报会在主机里等着，不会丢。",
            SandboxMode.Slow => "正在装作很慢：收是收下了，但回话很晚。再交一遍也只算一份。",
            _ => null,
        };
        return Html.Of($"""
            <form method="post" action="/sandbox/mode">{Button(SandboxMode.Ok, "ok", "正常")}{Button(SandboxMode.Failing, "failing", "装作坏了")}{Button(SandboxMode.Slow, "slow", "装作很慢")}</form>
            {(note is null ? Html.None : Html.Of($"<p class=\"note\" role=\"status\">{note}</p>"))}
            """);
    }

    private static Html Row(ArrivedClaim claim, bool newest, DateTimeOffset now)
    {
        using var json = JsonDocument.Parse(claim.Body);
        var root = json.RootElement;
        var ago = claim.At.UtcDateTime.Humanize(utcDate: true, dateToCompareAgainst: now.UtcDateTime, culture: Chinese);
        return Html.Of($"""
            <li><a href="/sandbox/claims/{claim.Number}"><b>{claim.Reference}</b> {SandboxWords.Kind(root.GetProperty("kind").GetString()!)}{(newest ? Html.None : Html.Of($" <i>有更新的一份</i>"))}
            <small>{root.GetProperty("place").GetString()} · {ago} · 收到{claim.Tries}次</small></a></li>
            """);
    }
}
