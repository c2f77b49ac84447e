using System.Globalization;
using BotHost.Channels.Webhooks;
using BotHost.Core.Activities;

namespace BotHost.Channels.DingTalk;

/// <summary>A call, read.</summary>
/// <param name="Address">The sender's staff id; somebody from outside has only the id of this conversation's encoding.</param>
/// <param name="Activity">Null for what says nothing to us: groups, kinds we do not know.</param>
internal sealed record DingTalkPush(string Address, Activity? Activity);

/// <summary>
/// The body of a call → activity. Pure. The address to answer at stands in the activity's service URL, with the time it ends behind <c>#</c>,
/// so that it is kept on disk with the message and comes back with the answer.
/// </summary>
internal static class DingTalkDecoder
{
    public const string Channel = "dingtalk";

    /// <summary>Stands before an address that is no staff id: only answers reach it.</summary>
    public const string Outside = "$";

    /// <summary>Null for a body that is no message.</summary>
    /// <param name="sessionHost">The one host that may be answered to.</param>
    public static DingTalkPush? Decode(ReadOnlySpan<byte> body, string sessionHost)
    {
        if (JsonBudget.Read<Body>(body, ActivityJson.Options) is not { MsgId: { Length: > 0 and <= 128 } id } call) return null;
        var address = call.SenderStaffId is { Length: > 0 and <= 128 } staff ? staff : call.SenderId is { Length: > 0 and <= 128 } sender ? Outside + sender : null;
        if (address is null) return null;
        if (call.SessionWebhook is { Length: > 0 } && !(Uri.TryCreate(call.SessionWebhook, UriKind.Absolute, out var url) && url.Authority == sessionHost && WebAddress.IsSafe(call.SessionWebhook) && call.SessionWebhook.Length <= 1000)) return null;
        var activity = call.ConversationType == "1" ? Said(call) : null;
        return new(address, activity is null ? null : activity with
        {
            Id = id, Timestamp = call.CreateAt is > 0 and < 253_402_300_799_000 ? DateTimeOffset.FromUnixTimeMilliseconds(call.CreateAt.Value) : null, ChannelId = Channel, From = new(address, Role: "user"),
            Locale = "zh-CN", ServiceUrl = call.SessionWebhook is { Length: > 0 } session ? $"{session}#{(call.SessionWebhookExpiredTime ?? 0).ToString(CultureInfo.InvariantCulture)}" : null,
        });
    }

    private static Activity? Said(Body call) => call.MsgType switch
    {
        "text" => new() { Type = "message", Text = call.Text?.Content?.Trim() ?? "" },
        "audio" => Shown("audio/amr", call.Content?.DownloadCode) with { Text = call.Content?.Recognition?.Trim() },
        "picture" => Shown("image/jpeg", call.Content?.DownloadCode),
        _ => null,
    };

    private static Activity Shown(string contentType, string? code) => new() { Type = "message", Attachments = [new(contentType, $"{Channel}:{code}")] };

    private sealed record Body(
        string? MsgId, string? ConversationType, string? SenderId, string? SenderStaffId, string? MsgType, Words? Text, Media? Content, string? SessionWebhook, long? SessionWebhookExpiredTime, long? CreateAt);

    private sealed record Words(string? Content);

    private sealed record Media(string? DownloadCode, string? Recognition);
}
