using System.Text.Json;
using BotHost.Channels.Webhooks;
using BotHost.Core.Activities;

namespace BotHost.Channels.DingTalk;

/// <summary>An activity → what DingTalk is sent. Pure. Quick replies are numbered lines.</summary>
internal static class DingTalkEncoder
{
    /// <summary>The platform takes 20,000 bytes; nobody reads that.</summary>
    private const int MostBytes = 6000;

    public static IReadOnlyList<string> Parts(Activity activity) => TextParts.OfBytes(QuickReplies.Numbered(activity), MostBytes);

    /// <summary>For the address that came with their message.</summary>
    public static byte[] Reply(string text) => Bytes(new { msgtype = "text", text = new { content = text } });

    /// <summary>For a member who wrote long ago.</summary>
    public static byte[] ToMember(string robotCode, string staffId, string text) =>
        Bytes(new { robotCode, userIds = new[] { staffId }, msgKey = "sampleText", msgParam = JsonSerializer.Serialize(new { content = text }, ActivityJson.Options) });

    private static byte[] Bytes(object body) => JsonSerializer.SerializeToUtf8Bytes(body, ActivityJson.Options);
}
