using System.Collections.Frozen;
using System.Text.RegularExpressions;
using BotHost.Core.Claims;

namespace BotHost.Core.Desk;

/// <summary>What a cadre's short sentence asks for. A closed family; what fits none of them is plain speech.</summary>
public abstract record DeskCommand
{
    private DeskCommand() { }

    /// <summary>The short code it names; null when it names none.</summary>
    public virtual string? Code => null;

    public sealed record List : DeskCommand;

    public sealed record More : DeskCommand;

    public sealed record Open(string CaseCode) : DeskCommand
    {
        public override string Code => CaseCode;
    }

    public sealed record Decide(string CaseCode, ReviewDecision Decision, string Reason) : DeskCommand
    {
        public override string Code => CaseCode;
    }

    public sealed record Ask(string CaseCode, string Text) : DeskCommand
    {
        public override string Code => CaseCode;
    }

    public sealed record Take(string CaseCode) : DeskCommand
    {
        public override string Code => CaseCode;
    }

    public sealed record HandBack : DeskCommand;

    public sealed record Close(string CaseCode) : DeskCommand
    {
        public override string Code => CaseCode;
    }

    public sealed record Undo : DeskCommand;

    public sealed record Help : DeskCommand;

    public sealed record Speech(string Text) : DeskCommand;

    /// <summary>Reads a sentence such as <c>待办</c>, <c>张-27 属实，报镇上</c>, <c>问张-27 病历带了没</c>.</summary>
    public static DeskCommand Read(string text)
    {
        var said = text.Trim();
        if (DeskPatterns.List().IsMatch(said)) return new List();
        if (DeskPatterns.More().IsMatch(said)) return new More();
        if (DeskPatterns.Undo().IsMatch(said)) return new Undo();
        if (DeskPatterns.HandBack().IsMatch(said)) return new HandBack();
        if (DeskPatterns.Help().IsMatch(said)) return new Help();
        if (DeskPatterns.VerbFirst.Match(said) is { Success: true } first) return Of(first);
        if (DeskPatterns.CodeFirst.Match(said) is { Success: true } second) return Of(second);
        return new Speech(said);
    }

    private static DeskCommand Of(Match match) =>
        match.Groups["verb"] is { Success: true } verb ? DeskVerbs.All[verb.Value](CodeOf(match), Rest(match)) : new Open(CodeOf(match));

    /// <summary>However the dash was typed.</summary>
    private static string CodeOf(Match match) => $"{match.Groups["name"].Value}-{match.Groups["number"].Value}";

    private static string Rest(Match match) => match.Groups["rest"].Value.Trim(' ', '，', ',', '。', '：', ':', '　');
}

/// <summary>What may stand before or after a short code, and what it asks for.</summary>
internal static class DeskVerbs
{
    public static FrozenDictionary<string, Func<string, string, DeskCommand>> All { get; } = new (string[] Said, Func<string, string, DeskCommand> Asks)[]
    {
        (["看", "打开"], (code, _) => new DeskCommand.Open(code)),
        (["接", "我接", "我来接", "接了"], (code, _) => new DeskCommand.Take(code)),
        (["办结", "办完了"], (code, _) => new DeskCommand.Close(code)),
        (["问", "回", "告诉"], (code, text) => text.Length == 0 ? new DeskCommand.Open(code) : new DeskCommand.Ask(code, text)),
        (["属实", "情况属实", "核实", "是真的"], Decides(ReviewDecision.Verify)),
        (["补充"], Decides(ReviewDecision.Add)),
        (["存疑", "不属实", "有疑问"], Decides(ReviewDecision.Doubt)),
        (["受理", "收下", "接收"], Decides(ReviewDecision.Accept)),
        (["退回", "退"], Decides(ReviewDecision.Return)),
        (["不予上报", "驳回"], Decides(ReviewDecision.Reject)),
    }.SelectMany(v => v.Said.Select(said => (said, v.Asks))).ToFrozenDictionary(v => v.said, v => v.Asks, StringComparer.Ordinal);

    /// <summary>Alternatives of a pattern, the longer before what they begin with.</summary>
    public static string Pattern { get; } = string.Join('|', All.Keys.OrderByDescending(v => v.Length).ThenBy(v => v, StringComparer.Ordinal));

    private static Func<string, string, DeskCommand> Decides(ReviewDecision decision) => (code, reason) => new DeskCommand.Decide(code, decision, reason);
}

internal static partial class DeskPatterns
{
    private const string Code = @"(?<name>\p{IsCJKUnifiedIdeographs}{1,2})\s*[-－—–]\s*(?<number>\d{1,5})";

    [GeneratedRegex("^(待办|代办|列表|清单|有啥事|有什么事)[？?。]?$")]
    public static partial Regex List();

    [GeneratedRegex("^(还有吗|还有没|还有没有|还有|下面的|后面的)[？?。]?$")]
    public static partial Regex More();

    [GeneratedRegex("^(撤回|撤销|反悔|不算)[。！!]?$")]
    public static partial Regex Undo();

    [GeneratedRegex("^(交回|交还|还给小助手|交给小助手|我说完了)[。]?$")]
    public static partial Regex HandBack();

    [GeneratedRegex("^(帮助|怎么用|咋用|[?？])$")]
    public static partial Regex Help();

    public static Regex CodeFirst { get; } = new($@"^{Code}\s*(?<verb>{DeskVerbs.Pattern})(?<rest>.*)$", RegexOptions.Singleline | RegexOptions.CultureInvariant);

    /// <summary>A verb before the code, or the bare code. A code that a verb follows is for <see cref="CodeFirst"/>.</summary>
    public static Regex VerbFirst { get; } = new($@"^(?:(?<verb>{DeskVerbs.Pattern})\s*{Code}(?<rest>.*)|{Code}\s*(?<rest>))$", RegexOptions.Singleline | RegexOptions.CultureInvariant);
}
