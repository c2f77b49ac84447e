using BotHost.App.Offers;
using BotHost.App.Opportunities;
using BotHost.Core.Matching;
using BotHost.Core.Offers;
using BotHost.Places;

namespace BotHost.Consoles;

/// <summary>Chinese words for rounds of offers.</summary>
internal static class OfferText
{
    public static string Of(CampaignStatus status) => status switch
    {
        CampaignStatus.Draft => "还没发",
        CampaignStatus.Running => "正在发",
        CampaignStatus.Paused => "停着",
        CampaignStatus.Done => "发完了",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static string Of(OfferStatus status) => status switch
    {
        OfferStatus.Proposed => "要发",
        OfferStatus.Planned => "排着队",
        OfferStatus.Sent => "发了，等回话",
        OfferStatus.Wanted => "想去",
        OfferStatus.Declined => "不合适",
        OfferStatus.Later => "以后再说",
        OfferStatus.Expired => "没回话",
        OfferStatus.Stopped => "不想收",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static string Of(FollowUpOutcome outcome) => outcome switch
    {
        FollowUpOutcome.Well => "在干，工钱对",
        FollowUpOutcome.PaidLess => "工钱少了或没发",
        FollowUpOutcome.Waiting => "还在等信",
        FollowUpOutcome.NotStarted => "没去",
        FollowUpOutcome.Left => "不干了",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static string Of(LineFate fate) => fate switch
    {
        LineFate.New => "新的",
        LineFate.Changed => "有改动",
        LineFate.Same => "已经有了",
        LineFate.Twice => "表里重复",
        LineFate.Wrong => "要改",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static string Of(OpportunityKind kind) => kind == OpportunityKind.Job ? "岗位" : "培训";

    public static string Of(Reach reach) => reach switch { Reach.Village => "本村", Reach.Township => "本乡镇", Reach.County => "本县", Reach.Prefecture => "本市", Reach.Province => "本省", _ => "外省" };

    public static string Dimension(string name) => name switch { "sex" => "男女", "age" => "年龄", "disability" => "有没有残疾", "need" => "困难程度", "township" => "乡镇", _ => name };

    public static string Group(string dimension, string group, DivisionNames places) => (dimension, group) switch
    {
        (_, "unknown") => "没说",
        ("sex", "female") => "女",
        ("sex", "male") => "男",
        ("disability", "yes") => "有",
        ("disability", "no") => "没有",
        ("township", _) => places.Short(group),
        ("age", _) => group.Replace("+", "岁以上", StringComparison.Ordinal),
        _ => group,
    };
}
