using System.Text.RegularExpressions;
using BotHost.Core.Claims;

namespace BotHost.Core.Desk;

/// <summary>What a cadre's short sentence asks for. A closed family; what fits none of them is plain speech.</summary>
public abstract record DeskCommand
{
    private DeskCommand() { }

    public sealed record List : DeskCommand;

    public sealed record Open(string Code) : DeskCommand;

    public sealed record Decide(string Code, ReviewDecision Decision, string Reason) : DeskCommand;

    public sealed record Ask(string Code, string Text) : DeskCommand;

    public sealed record Take(string Code) : DeskCommand;

    public sealed record HandBack : DeskCommand;

    public sealed record Close(string Code) : DeskCommand;

    public sealed record Undo : DeskCommand;

    public sealed record Help : DeskCommand;

    public sealed record Speech(string Text) : DeskCommand;

    /// <summary>Reads a sentence such as <c>待办</c>, <c>张-27 属实，报镇上</c>, <c>问张-27 病历带了没</c>.</summary>
    public static DeskCommand Read(string text)
    {
        var said = text.Trim();
        if (DeskPatterns.List().IsMatch(said)) return new List();
        if (DeskPatterns.Undo().IsMatch(said)) return new Undo();
        if (DeskPatterns.HandBack().IsMatch(said)) return new HandBack();
        if (DeskPatterns.Help().IsMatch(said)) return new Help();
        if (DeskPatterns.VerbFirst().Match(said) is { Success: true } first) return Of(first.Groups["verb"].Value, CodeOf(first), Rest(first), said);
        if (DeskPatterns.CodeFirst().Match(said) is { Success: true } second) return Of(second.Groups["verb"].Value, CodeOf(second), Rest(second), said);
        return new Speech(said);
    }

    private static DeskCommand Of(string verb, string code, string rest, string said) => verb switch
    {
        "" => rest.Length == 0 ? new Open(code) : new Speech(said),
        "看" or "打开" => new Open(code),
        "接" or "我接" or "我来接" or "接了" => new Take(code),
        "办结" or "办完了" => new Close(code),
        "问" or "回" or "告诉" => rest.Length == 0 ? new Open(code) : new Ask(code, rest),
        "属实" or "情况属实" or "核实" or "是真的" => new Decide(code, ReviewDecision.Verify, rest),
        "补充" => new Decide(code, ReviewDecision.Add, rest),
        "存疑" or "不属实" or "有疑问" => new Decide(code, ReviewDecision.Doubt, rest),
        "受理" or "收下" or "接收" => new Decide(code, ReviewDecision.Accept, rest),
        "退回" or "退" => new Decide(code, ReviewDecision.Return, rest),
        "不予上报" or "驳回" => new Decide(code, ReviewDecision.Reject, rest),
        _ => new Speech(said),
    };

    /// <summary>However the dash was typed.</summary>
    private static string CodeOf(Match match) => $"{match.Groups["name"].Value}-{match.Groups["number"].Value}";

    private static string Rest(Match match) => match.Groups["rest"].Value.Trim(' ', '，', ',', '。', '：', ':', '　');
}

internal static partial class DeskPatterns
{
    private const string Code = @"(?<name>\p{IsCJKUnifiedIdeographs}{1,2})\s*[-－—–]\s*(?<number>\d{1,5})";

    private const string Verbs = "看|打开|我来接|我接|接了|接收|接|办结|办完了|问|回|告诉|情况属实|不属实|属实|核实|是真的|补充|存疑|有疑问|受理|收下|退回|退|不予上报|驳回";

    [GeneratedRegex("^(待办|代办|列表|清单|有啥事|有什么事|还有吗)[？?。]?$")]
    public static partial Regex List();

    [GeneratedRegex("^(撤回|撤销|反悔|不算)[。！!]?$")]
    public static partial Regex Undo();

    [GeneratedRegex("^(交回|交还|还给小助手|交给小助手|我说完了)[。]?$")]
    public static partial Regex HandBack();

    [GeneratedRegex("^(帮助|怎么用|咋用|[?？])$")]
    public static partial Regex Help();

    [GeneratedRegex($"^{Code}\\s*(?<verb>{Verbs})(?<rest>.*)$", RegexOptions.Singleline)]
    public static partial Regex CodeFirst();

    /// <summary>A verb before the code, or the bare code. A code that a verb follows is for <see cref="CodeFirst"/>.</summary>
    [GeneratedRegex($"^(?:(?<verb>{Verbs})\\s*{Code}(?<rest>.*)|{Code}\\s*(?<rest>))$", RegexOptions.Singleline)]
    public static partial Regex VerbFirst();
}
