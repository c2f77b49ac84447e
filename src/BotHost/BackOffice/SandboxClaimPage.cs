using System.Text.Json;

namespace BotHost.BackOffice;

/// <summary>One claim as the sandbox received it: facts with the words they came from, what the rules made of them, and who reviewed it. Persons are masked.</summary>
internal static class SandboxClaimPage
{
    /// <param name="sent">Status of the event that was just sent; null when none was.</param>
    public static string Show(ArrivedClaim claim, SandboxWords words, int? sent)
    {
        using var json = JsonDocument.Parse(claim.Body);
        var root = json.RootElement;
        var mask = new SandboxMask(root);
        return SandboxPage.Frame(claim.Reference, Html.Of($"""
            <p><a href="/sandbox/">← 全部</a></p>
            {(sent is { } status ? Html.Of($"<p class=\"note\" role=\"status\">{Sent(status)}</p>") : Html.None)}
            {Head(claim, root)}
            <h2>情况</h2><table><thead><tr><th>事实</th><th>值</th><th>原话或来源</th></tr></thead><tbody>{Html.Each(root.GetProperty("facts").EnumerateArray(), f => Fact(f, words, mask))}</tbody></table>
            <h2>对照政策</h2>{Determinations(root.GetProperty("determinations"), words, mask)}
            <h2>审核</h2><ul class="reviews">{Html.Each(root.GetProperty("reviews").EnumerateArray(), r => Review(r, words, mask))}</ul>
            <h2>给主机回话</h2><form method="post" action="/sandbox/claims/{claim.Number}/events"><button name="type" value="claim.received">回：已收到</button><button name="type" value="claim.decided">回：有结果了</button><button name="type" value="claim.paid">回：钱已打</button></form>
            """), refresh: false);
    }

    private static Html Head(ArrivedClaim claim, JsonElement root)
    {
        var subject = root.GetProperty("subject");
        var behalf = root.GetProperty("onBehalfOf");
        string Masked(string name) => subject.TryGetProperty(name, out var text) ? SandboxMask.Secret(text.GetString()) : "没有";
        return Html.Of($"""
            <p class="lead">{SandboxWords.Kind(root.GetProperty("kind").GetString()!)} · {root.GetProperty("place").GetString()} · {(root.GetProperty("intake").GetString() == "lead" ? "线索" : "正式申请")} · {SandboxWords.Level(root.GetProperty("audience").GetString()!)}以上可见</p>
            <dl><dt>本人</dt><dd>{Masked("name")}</dd><dt>证件号</dt><dd>{Masked("idNumber")}</dd><dt>电话</dt><dd>{Masked("phone")}</dd>
            {(behalf.ValueKind == JsonValueKind.Null ? Html.None : Html.Of($"<dt>代报人</dt><dd>{behalf.GetProperty("relation").GetString()}</dd>"))}
            <dt>申报时间</dt><dd>{Day(root.GetProperty("createdAt"))}</dd><dt>编号</dt><dd>{claim.ClaimId}</dd><dt>收到</dt><dd>{claim.Tries}次</dd></dl>
            """);
    }

    private static Html Fact(JsonElement fact, SandboxWords words, SandboxMask mask)
    {
        var id = fact.GetProperty("id").GetString()!;
        var unit = SandboxWords.Unit(fact.TryGetProperty("unit", out var u) ? u.GetString() : null);
        var range = fact.GetProperty("approximate").GetBoolean() ? Html.Of($"<small>{Bound(fact, "min", "不低于")} {Bound(fact, "max", "不超过")}</small>") : Html.None;
        var source = SandboxWords.Source(fact.GetProperty("source").GetString()!, fact.GetProperty("confirmed").GetBoolean());
        return Html.Of($"""
            <tr><th scope="row">{words.Fact(id)}<small>{id}</small></th><td>{(fact.GetProperty("approximate").GetBoolean() ? "约" : "")}{words.Value(id, fact.GetProperty("value"), mask)}{unit}{range}</td>
            <td class="quote">{Html.Each(fact.GetProperty("evidence").EnumerateArray(), e => Proof(e, words.IsSecret(id), mask))}<small>{source}</small></td></tr>
            """);
    }

    private static Html Proof(JsonElement proof, bool secret, SandboxMask mask)
    {
        var quote = proof.GetProperty("quote").GetString()!;
        if (quote.Length > 0) return Html.Of($"<q>“{(secret ? SandboxMask.Secret(quote) : mask.Words(quote))}”</q> ");
        return proof.TryGetProperty("by", out var by) ? Html.Of($"<span>{by.GetString()}</span> ") : Html.None;
    }

    private static Html Determinations(JsonElement determinations, SandboxWords words, SandboxMask mask)
    {
        if (determinations.GetArrayLength() == 0) return new("<p class=\"lead\">没有对照结果。</p>");
        return Html.Of($"""
            <p class="lead">这是系统按政策条文对的，只供参考，批不批由人定。</p>
            <ul class="programs">{Html.Each(determinations.EnumerateArray(), d => Html.Of($"<li><b>{d.GetProperty("program").GetString()}</b> {SandboxWords.Outcome(d.GetProperty("outcome").GetString()!)}<ul>{Html.Each(d.GetProperty("criteria").EnumerateArray(), c => Criterion(c, words, mask))}</ul></li>"))}</ul>
            """);
    }

    private static Html Criterion(JsonElement criterion, SandboxWords words, SandboxMask mask) => Html.Of(
        $"<li>{criterion.GetProperty("id").GetString()}：{SandboxWords.Outcome(criterion.GetProperty("outcome").GetString()!)}<small>{string.Join("、", criterion.GetProperty("facts").EnumerateArray().Select(f => words.Fact(f.GetString()!)))} · {mask.Words(criterion.GetProperty("source").GetString())}</small></li>");

    private static Html Review(JsonElement review, SandboxWords words, SandboxMask mask)
    {
        string Side(JsonElement correction, string side) => correction.TryGetProperty(side, out var value) ? words.Value(correction.GetProperty("fact").GetString()!, value, mask) : "没有";
        return Html.Of($"""
            <li><b>{SandboxWords.Decision(review.GetProperty("decision").GetString()!)}</b> {review.GetProperty("by").GetString()}（{SandboxWords.Level(review.GetProperty("level").GetString()!)}）<small>{Day(review.GetProperty("at"))}</small> {mask.Words(review.GetProperty("reason").GetString())}
            {Html.Each(review.GetProperty("corrections").EnumerateArray(), c => Html.Of($"<small>{words.Fact(c.GetProperty("fact").GetString()!)}：{Side(c, "before")} → {Side(c, "after")}</small>"))}</li>
            """);
    }

    private static string Bound(JsonElement fact, string name, string words) => fact.TryGetProperty(name, out var bound) ? words + bound.GetRawText() : "";

    private static string Day(JsonElement time) => time.GetString()!.Replace('T', ' ')[..16];

    private static string Sent(int status) => status switch
    {
        202 => "主机收到了。",
        404 => "主机说没有这件申报，或者还没交过。",
        0 => "没连上主机。",
        _ => $"主机没收，回的是 {status}。",
    };
}
