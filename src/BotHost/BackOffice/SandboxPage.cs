using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Encodings.Web;
using BotHost.Core.Content;
using Humanizer;

namespace BotHost.BackOffice;

/// <summary>What the sandbox received, as plain HTML. Names and numbers of persons are masked.</summary>
internal static class SandboxPage
{
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");

    public static string List(SandboxStore store, DateTimeOffset now)
    {
        var rows = new StringBuilder();
        foreach (var claim in store.All())
        {
            using var json = JsonDocument.Parse(claim.Body);
            var ago = claim.At.UtcDateTime.Humanize(utcDate: true, dateToCompareAgainst: now.UtcDateTime, culture: Chinese);
            rows.Append(CultureInfo.InvariantCulture, $"<li><a href=\"/sandbox/claims/{claim.Number}\"><b>SB-{claim.Number:D6}</b> {Text(Kind(json.RootElement.GetProperty("kind").GetString()))}<small>{Text(json.RootElement.GetProperty("place").GetString())} · {Text(ago)} · 收到{claim.Tries}次</small></a></li>");
        }

        string Option(string mode, string words) => $"<button name=\"mode\" value=\"{mode}\"{(store.Mode == mode ? " aria-pressed=\"true\"" : "")}>{words}</button>";
        return Page("沙箱后台", $"""
            <p class="lead">这里是演练用的后台系统。交过来的申报都在下面。</p>
            <form method="post" action="/sandbox/mode">{Option("ok", "正常")}{Option("failing", "装作坏了")}{Option("slow", "装作很慢")}</form>
            {(rows.Length == 0 ? "<p class=\"empty\">还没有收到申报。</p>" : $"<ol>{rows}</ol>")}
            """, refresh: true);
    }

    public static string Detail(ArrivedClaim claim, ContentBundle content)
    {
        using var json = JsonDocument.Parse(claim.Body);
        var root = json.RootElement;
        var facts = new StringBuilder();
        foreach (var fact in root.GetProperty("facts").EnumerateArray())
        {
            var quotes = string.Join("、", fact.GetProperty("evidence").EnumerateArray().Select(e => "“" + e.GetProperty("quote").GetString() + "”"));
            var approximate = fact.GetProperty("approximate").GetBoolean() ? "约" : "";
            facts.Append(CultureInfo.InvariantCulture, $"<tr><th>{Text(Label(fact, content))}<small>{Text(fact.GetProperty("id").GetString())}</small></th><td>{approximate}{Text(fact.GetProperty("value").ToString())}</td><td class=\"quote\">{Text(quotes)}</td></tr>");
        }

        var reviews = new StringBuilder();
        foreach (var review in root.GetProperty("reviews").EnumerateArray())
            reviews.Append(CultureInfo.InvariantCulture, $"<li>{Text(review.GetProperty("by").GetString())}（{Text(review.GetProperty("level").GetString())}）{Text(review.GetProperty("decision").GetString())}：{Text(review.GetProperty("reason").GetString())}</li>");
        var subject = root.GetProperty("subject");
        return Page($"SB-{claim.Number:D6}", $"""
            <p><a href="/sandbox/">← 全部</a></p>
            <p class="lead">{Text(Kind(root.GetProperty("kind").GetString()))} · {Text(root.GetProperty("place").GetString())} · {Text(Mask(subject, "name"))} {Text(Mask(subject, "phone"))}</p>
            <table><thead><tr><th>事实</th><th>值</th><th>原话</th></tr></thead><tbody>{facts}</tbody></table>
            <h2>审核</h2><ul class="reviews">{reviews}</ul>
            <form method="post" action="/sandbox/claims/{claim.Number}/events"><button name="type" value="claim.received">回：已收到</button><button name="type" value="claim.decided">回：有结果了</button><button name="type" value="claim.paid">回：钱已打</button></form>
            """, refresh: false);
    }

    private static string Label(JsonElement fact, ContentBundle content) => content.FindPrompt(fact.GetProperty("id").GetString()!)?.Label ?? "";

    private static string Mask(JsonElement subject, string name) =>
        subject.TryGetProperty(name, out var text) && text.GetString() is { Length: > 0 } value ? value[..1] + new string('*', Math.Min(6, value.Length - 1)) : "";

    private static string Kind(string? kind) => kind switch
    {
        "hardship-report" => "困难申报", "complaint" => "投诉", "work-interest" => "求职意向", "program-interest" => "政策申请意向", "change-of-need" => "情况变化", _ => kind ?? "",
    };

    private static string Text(string? text) => HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All).Encode(text ?? "");

    private static string Page(string title, string body, bool refresh) => $$"""
        <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">{{(refresh ? "<meta http-equiv=\"refresh\" content=\"10\">" : "")}}
        <title>{{Text(title)}}</title><link rel="stylesheet" href="/sandbox.css"><link rel="icon" href="/icon.svg"></head><body><header><h1>{{Text(title)}}</h1></header><main>{{body}}</main></body></html>
        """;
}
