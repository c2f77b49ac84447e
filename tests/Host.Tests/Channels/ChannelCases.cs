using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using BotHost.App.Conversations;
using BotHost.Channels.DingTalk;
using BotHost.Channels.DirectLine;
using BotHost.Channels.Feishu;
using BotHost.Channels.Sms;
using BotHost.Channels.Telegram;
using BotHost.Channels.BotFramework;
using BotHost.Channels.WeChat;
using BotHost.Channels.WeChatKf;
using BotHost.Channels.WeCom;
using BotHost.Channels.WxCrypt;
using BotHost.Core.Activities;
using Host.Tests.Story;
using Telegram.Bot;

namespace Host.Tests.Channels;

/// <summary>
/// One harness for all channels: <c>tests/cases/channels/CHANNEL/CASE</c> holds a payload and the activity it becomes (<c>activity.json</c>,
/// or one word when it becomes none), or activities and the exact requests they become (<c>requests.txt</c>). <c>UPDATE_CASES=1</c> records anew.
/// </summary>
public class ChannelCases
{
    private static readonly string Root = Path.Combine(Repository.Root, "tests", "cases", "channels");

    private static readonly JsonSerializerOptions Readable = new(ActivityJson.Options) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What each channel can do, as pure functions.</summary>
    private static readonly Dictionary<string, (Func<byte[], string> Decode, Func<IReadOnlyList<Activity>, string> Encode)> Codecs = new(StringComparer.Ordinal)
    {
        ["wechat"] = (
            payload => XmlFields.Read(payload) is not { } fields || WeChatDecoder.Decode(fields) is not { } push ? "refused" : Show(push.Activity),
            WeChatRequests),
        ["wechat-kf"] = (
            payload => WeChatKfDecoder.Decode(JsonDocument.Parse(payload).RootElement) is not { } message ? "refused" : Show(message.Activity),
            activities => string.Concat(WeChatKfEncoder.Messages("wkAJ2G|wmVillager1", activities).Select(r => $"POST cgi-bin/kf/send_msg\n{Encoding.UTF8.GetString(r)}\n"))),
        ["wecom"] = (
            payload => XmlFields.Read(payload) is not { } fields || WeComDecoder.Decode(fields) is not { } push ? "refused" : Show(push.Activity),
            activities => string.Concat(activities.SelectMany(a => WeComEncoder.Messages("zhangsan", 1000002, a, markdown: true)).Select(r => $"POST cgi-bin/message/send\n{Encoding.UTF8.GetString(r)}\n"))),
        ["telegram"] = (
            payload => TelegramDecoder.Decode(payload) is not { } push ? "refused" : Show(push.Activity),
            activities => activities is [{ Type: "typing" }] ? $"POST {TelegramEncoder.Typing("5").MethodName}\n{JsonSerializer.Serialize(TelegramEncoder.Typing("5"), JsonBotAPI.Options)}\n" : string.Concat(TelegramEncoder.Messages("5", activities).Select(r => $"POST {r.MethodName}\n{JsonSerializer.Serialize(r, JsonBotAPI.Options)}\n"))),
        ["sms"] = (
            payload => SmsDecoder.Replies(payload) is not { } replies ? "refused" : replies.Count == 0 ? "nothing" : string.Join('\n', replies.Select(r => Show(r.Activity))),
            activities => $"POST send\n{Encoding.UTF8.GetString(SmsEncoder.Order(new() { Signature = "周河乡便民", NoticeTemplate = "T1" }, "13837612345", activities[0].Id!))}\n"),
        ["dingtalk"] = (
            payload => DingTalkDecoder.Decode(payload, "oapi.dingtalk.com") is not { } push ? "refused" : Show(push.Activity),
            activities => string.Concat(activities.SelectMany(DingTalkEncoder.Parts).Select(p => $"session\n{Encoding.UTF8.GetString(DingTalkEncoder.Reply(p))}\nPOST v1.0/robot/oToMessages/batchSend\n{Encoding.UTF8.GetString(DingTalkEncoder.ToMember("robot-1", "staff-1", p))}\n"))),
        ["feishu"] = (
            payload => FeishuDecoder.Decode(payload) is not { } push ? "refused" : push.Challenge is { } challenge ? "challenge " + challenge : Show(push.Activity),
            activities => string.Concat(activities.SelectMany(a => FeishuEncoder.Messages("ou_1", a)).Select(r => $"POST open-apis/im/v1/messages?receive_id_type=open_id\n{Encoding.UTF8.GetString(r)}\n"))),
        ["directline"] = (
            payload => PostedActivity.Read(payload, [], out var posted) is { } refusal ? "refused " + refusal.Code : posted.IsForTheInbox ? Show(posted.Activity) : "nothing",
            activities => $"{Encoding.UTF8.GetString(ActivityFrame.Of("c1", [.. activities.Select((a, i) => new TranscriptEntry(i + 1, a))], 0).ToUtf8())}\n"),
        ["botframework"] = (
            payload => BotFrameworkDecoder.Decode(payload) is not { } post ? "refused" : Show(post.Activity),
            activities => string.Concat(activities.Select(a => BotFrameworkEncoder.Request(new("https://smba.example.cn/cn/", "msteams", "a:1|x", "29:1abc", "28:bot"), a))
                .Select(r => $"POST {r.Path}\n{Encoding.UTF8.GetString(r.Body)}\n"))),
    };

    public static TheoryData<string> Cases => [.. Directory.GetDirectories(Root, "*", SearchOption.AllDirectories)
        .Select(d => Path.GetRelativePath(Root, d).Replace('\\', '/')).Where(d => d.Split('/') is [var channel, _] && Codecs.ContainsKey(channel)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Cases))]
    public void A_payload_becomes_its_activity_and_activities_their_requests(string name)
    {
        var (folder, codec) = (Path.Combine(Root, name), Codecs[name.Split('/')[0]]);
        var payload = Directory.GetFiles(folder, "payload.*").SingleOrDefault();
        if (payload is not null) Compare(Path.Combine(folder, "activity.json"), codec.Decode(File.ReadAllBytes(payload)) + "\n");
        var said = Path.Combine(folder, "activities.json");
        if (File.Exists(said)) Compare(Path.Combine(folder, "requests.txt"), codec.Encode(JsonSerializer.Deserialize<List<Activity>>(File.ReadAllText(said), ActivityJson.Options)!));
        Assert.True(payload is not null || File.Exists(said), $"{name} holds neither a payload nor activities");
    }

    /// <summary>The answer in the same call, where it fits, and the messages of the sender.</summary>
    private static string WeChatRequests(IReadOnlyList<Activity> activities)
    {
        if (activities is [{ Type: "typing" }]) return $"POST cgi-bin/message/custom/typing\n{Encoding.UTF8.GetString(WeChatEncoder.Typing("oVillager1"))}\n";
        var passive = Encoding.UTF8.GetString(WeChatEncoder.Passive("oVillager1", "gh_demo", activities[0].Timestamp!.Value, WeChatEncoder.Text(activities)));
        return (WeChatEncoder.Fits(activities) ? $"passive\n{passive}\n" : "passive: does not fit\n")
            + string.Concat(WeChatEncoder.CustomerService("oVillager1", activities).Select(r => $"POST cgi-bin/message/custom/send\n{Encoding.UTF8.GetString(r)}\n"));
    }

    private static string Show(Activity? activity) => activity is null ? "nothing" : JsonSerializer.Serialize(activity, Readable);

    private static void Compare(string file, string actual)
    {
        if (Environment.GetEnvironmentVariable("UPDATE_CASES") == "1") File.WriteAllText(file, actual);
        Assert.True(File.Exists(file), $"{file} is missing; record it with UPDATE_CASES=1 and read it");
        Assert.Equal(File.ReadAllText(file), actual);
    }
}
