using System.Globalization;
using BotHost.Core.Claims;
using BotHost.Core.Dialogs;
using Humanizer;

namespace BotHost.Consoles;

/// <summary>Chinese words for what the consoles show. A village never reads 通过 or 批 as its own act.</summary>
internal static class ClaimText
{
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");

    public static string Of(ClaimKind kind) => kind switch
    {
        ClaimKind.HardshipReport => "困难申报",
        ClaimKind.ProgramInterest => "政策意向",
        ClaimKind.WorkInterest => "求职意向",
        ClaimKind.ChangeOfNeed => "情况变化",
        ClaimKind.Complaint => "投诉反映",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static string Of(ClaimStatus status) => status switch
    {
        ClaimStatus.PrivateLead => "未同意",
        ClaimStatus.Submitted => "待核实",
        ClaimStatus.Verified => "村里看过",
        ClaimStatus.Returned => "等本人回答",
        ClaimStatus.Accepted => "正在上交",
        ClaimStatus.Rejected => "不予上报",
        ClaimStatus.Delivered => "已交县里",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static string Of(ReviewDecision decision) => decision switch
    {
        ReviewDecision.Verify => "核实属实",
        ReviewDecision.Add => "补充情况",
        ReviewDecision.Doubt => "存疑",
        ReviewDecision.Accept => "同意上报",
        ReviewDecision.Return => "退回提问",
        ReviewDecision.Correct => "更正",
        ReviewDecision.Reject => "不予上报",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static string Of(Level level) => level switch
    {
        Level.Village => "村",
        Level.Township => "乡镇",
        Level.County => "县",
        Level.Prefecture => "市",
        Level.Province => "省",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>How a program looked; never an approval.</summary>
    public static string Outcome(string outcome) => outcome switch { "likely" => "看着符合", "unlikely" => "看着不太符合", "needs-human" => "要人来看", _ => "还缺情况" };

    public static string Criterion(string outcome) => outcome switch { "met" => "合", "unmet" => "不合", _ => "没弄清" };

    /// <summary>A step of a claim's history.</summary>
    public static string Step(string kind) => kind switch
    {
        "submitted" => "本人申报",
        "medium-added" => "本人补了照片",
        "attached" => "本人又报一次",
        "amended" => "本人修改",
        "answered" => "本人答完",
        "answer-heard" => "本人回答",
        "past-village" => "本人要求直接报镇上",
        "lead-kept" => "代存，未同意",
        "filed" => "代报",
        "verified" => "核实属实",
        "added-to" => "补充情况",
        "doubted" => "存疑",
        "returned" => "退回提问",
        "corrected" => "更正",
        "accepted" => "同意上报",
        "rejected" => "不予上报",
        "delivered" => "交到后台",
        "recused" => "回避",
        _ => kind,
    };

    /// <summary>Kind of an escalation, with the danger for an urgent one.</summary>
    public static string Task(string kind, string? urgency) => (kind, urgency) switch
    {
        ("urgent", "no_food") => "急：断粮",
        ("urgent", "no_shelter") => "急：没地方住",
        ("urgent", "treatment_stopping") => "急：要停治疗",
        ("urgent", "violence") => "急：人身危险",
        ("urgent", "suicide") => "急：想不开",
        ("urgent", "medical_emergency") => "急：伤病危急",
        ("urgent", "fire_or_flood") => "急：火灾水灾",
        ("urgent", _) => "急事",
        ("human", _) => "要找人",
        ("stuck", _) => "答不上来",
        ("code-lost", _) => "忘了查询码",
        ("listen", _) => "语音要人听",
        ("question", _) => "正在问本人",
        ("call", _) => "消息发不到，请打电话",
        ("fault", _) => "没处理成的消息",
        _ => kind,
    };

    public static string Ago(DateTimeOffset at, DateTimeOffset now) => at.UtcDateTime.Humanize(utcDate: true, dateToCompareAgainst: now.UtcDateTime, culture: Chinese);

    public static string Time(DateTimeOffset at) => at.ToOffset(ChinaTime.Offset).ToString("M月d日 HH:mm", CultureInfo.InvariantCulture);
}
