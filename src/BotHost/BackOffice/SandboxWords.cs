using System.Text.Json;
using BotHost.Core.Content;
using BotHost.Core.Facts;

namespace BotHost.BackOffice;

/// <summary>Chinese words for what a claim document says. Facts are named as in the content, when there is one.</summary>
internal sealed class SandboxWords(ContentBundle? content)
{
    public string Fact(string id) => content?.FindPrompt(id)?.Label is { Length: > 0 } label ? label : id;

    public bool IsSecret(string id) => content?.Catalogue.Find(id)?.Sensitivity == Sensitivity.Secret;

    /// <summary>A value as people write it. Texts are masked.</summary>
    public string Value(string id, JsonElement value, SandboxMask mask) => value.ValueKind switch
    {
        JsonValueKind.String when IsSecret(id) => SandboxMask.Secret(value.GetString()),
        JsonValueKind.String => Option(id, value.GetString()!) is { } label ? label : IsPlace(id) ? value.GetString()! : mask.Words(value.GetString()),
        JsonValueKind.True => "是",
        JsonValueKind.False => "否",
        JsonValueKind.Array => string.Join("、", value.EnumerateArray().Select(v => Value(id, v, mask))),
        JsonValueKind.Object => string.Join("，", value.EnumerateObject().Select(m => $"{m.Name} {Value(id, m.Value, mask)}")),
        JsonValueKind.Null => "没有",
        _ => value.GetRawText(),
    };

    public static string Unit(string? unit) => unit switch
    {
        "yuan" => "元", "yuan/year" => "元/年", "yuan/month" => "元/月", "persons" => "人", "years" => "岁/年", "months" => "个月", "mu" => "亩", null => "", _ => unit,
    };

    public static string Kind(string kind) => kind switch
    {
        "hardship-report" => "困难申报", "complaint" => "投诉", "work-interest" => "求职意向", "program-interest" => "政策申请意向", "change-of-need" => "情况变化", _ => kind,
    };

    public static string Level(string level) => level switch
    {
        "village" => "村", "township" => "乡镇", "county" => "县", "prefecture" => "市", "province" => "省", _ => level,
    };

    public static string Decision(string decision) => decision switch
    {
        "verify" => "核实", "add" => "补充", "doubt" => "存疑", "accept" => "同意上报", "return" => "退回提问", "correct" => "更正", "reject" => "不予上报", _ => decision,
    };

    public static string Source(string source, bool confirmed) => source switch
    {
        "stated" => confirmed ? "本人说，已核对" : "本人说，没核对", "register" => "登记库", "corrected" => "干部更正", "derived" => "算出来的", _ => source,
    };

    public static string Outcome(string outcome) => outcome switch
    {
        "likely" => "可能符合", "unlikely" => "可能不符合", "needs-facts" => "还缺情况", "needs-human" => "要人工看", "met" => "对得上", "unmet" => "对不上", "unknown" => "不清楚", _ => outcome,
    };

    private string? Option(string id, string option) => content?.FindPrompt(id)?.OptionLabels.GetValueOrDefault(option);

    private bool IsPlace(string id) => content?.Catalogue.Find(id)?.Type == FactType.Place;
}
