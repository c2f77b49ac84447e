using System.Text;
using System.Text.Json;
using BotHost.Channels.BotFramework;
using BotHost.Channels.DingTalk;
using BotHost.Channels.DirectLine;
using BotHost.Channels.Feishu;
using BotHost.Channels.Sms;
using BotHost.Channels.Telegram;
using BotHost.Channels.WeChat;
using BotHost.Channels.WeChatKf;
using BotHost.Channels.WeCom;
using BotHost.Channels.WxCrypt;
using CsCheck;
using Host.Tests.Story;

namespace Host.Tests.Channels;

/// <summary>
/// Every decoder hears noise, and real payloads that were bent: bytes changed, cut out, doubled, repeated a thousand times. None throws, and
/// nothing that is refused costs more than 1 MB. <c>CHANNEL_FUZZ=1000000</c> for the full size.
/// </summary>
public class DecoderFuzzTests
{
    private const long MostAllocated = 1_000_000;

    /// <summary>Beyond it every webhook refuses before a decoder is asked.</summary>
    private const int MostBytes = 128 * 1024;

    private static readonly MessageCrypt Crypt = new("QDG6eK", "wx5823bf96d3bd56c7", ["jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"]);

    private static readonly FeishuCrypt Lark = new("kudryavka");

    /// <summary>Each answers whether it took the bytes.</summary>
    private static readonly Dictionary<string, (string Seeds, Func<byte[], bool> Takes)> Decoders = new(StringComparer.Ordinal)
    {
        ["wechat"] = ("wechat", body => XmlFields.Read(body) is { } fields && WeChatDecoder.Decode(fields) is not null),
        ["wecom"] = ("wecom", body => XmlFields.Read(body) is { } fields && WeComDecoder.Decode(fields) is not null),
        ["wx-cipher"] = ("wecom", body => Crypt.Decrypt(Convert.ToBase64String(body)) is not null),
        ["wx-cipher-text"] = ("wecom", body => Crypt.Decrypt(Encoding.Latin1.GetString(body)) is not null),
        ["wechat-kf"] = ("wechat-kf", TakesPulled),
        ["botframework"] = ("botframework", body => BotFrameworkDecoder.Decode(body) is not null),
        ["telegram"] = ("telegram", body => TelegramDecoder.Decode(body) is not null),
        ["sms-replies"] = ("sms", body => SmsDecoder.Replies(body) is not null),
        ["sms-receipts"] = ("sms", body => SmsDecoder.Receipts(body) is not null),
        ["dingtalk"] = ("dingtalk", body => DingTalkDecoder.Decode(body, "oapi.dingtalk.com") is not null),
        ["feishu"] = ("feishu", body => FeishuDecoder.Decode(body) is not null),
        ["feishu-cipher"] = ("feishu", body => Lark.Open(body) is { } json && FeishuDecoder.Decode(json) is not null),
        ["feishu-cipher-bytes"] = ("feishu", body => Lark.Open(body) is { } json && FeishuDecoder.Decode(json) is not null),
        ["directline"] = ("directline", body => PostedActivity.Read(body, [], out _) is null),
    };

    public static TheoryData<string> Names => [.. Decoders.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Whatever_the_bytes_are_it_is_taken_or_refused_and_a_refusal_is_cheap(string name)
    {
        var (seeds, takes) = Decoders[name];
        var (taken, refused, dearest) = (0L, 0L, 0L);
        Bent(SeedsOf(seeds)).Sample(body =>
        {
            if (name == "feishu-cipher-bytes") body = Encoding.UTF8.GetBytes($"{{\"encrypt\":\"{Convert.ToBase64String(body.AsSpan(0, Math.Min(body.Length, MostBytes * 2 / 3)))}\"}}");
            var (took, cost) = Measure(takes, body);
            // What a library builds once, at first use, is not the price of this body.
            if (cost > MostAllocated) (took, cost) = Measure(takes, body);
            Interlocked.Increment(ref took ? ref taken : ref refused);
            if (took) return true;
            for (var seen = Interlocked.Read(ref dearest); cost > seen; seen = Interlocked.Read(ref dearest)) Interlocked.CompareExchange(ref dearest, cost, seen);
            return cost <= MostAllocated;
        }, iter: Fuzz.Iterations, print: body => $"{body.Length} bytes: {Convert.ToBase64String(body[..Math.Min(body.Length, 3000)])}");
        TestContext.Current.TestOutputHelper!.WriteLine($"{name}: {taken + refused} inputs, {refused} refused, the dearest refusal {dearest:N0} bytes");
        Assert.True(refused > 0);
    }

    private static bool TakesPulled(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return WeChatKfDecoder.Decode(json.RootElement) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static (bool Took, long Cost) Measure(Func<byte[], bool> takes, byte[] body)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var took = takes(body);
        return (took, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>The payloads of a channel's cases; of the web chat, what it was seen to post.</summary>
    private static byte[][] SeedsOf(string channel)
    {
        var folder = Path.Combine(Repository.Root, "tests", "cases", "channels", channel);
        if (channel == "directline") return [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "in-webchat.json"))).RootElement.EnumerateObject().Select(p => JsonSerializer.SerializeToUtf8Bytes(p.Value))];
        return [.. Directory.GetFiles(folder, "payload.*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
    }

    /// <summary>One in ten is noise; the others are payloads with one to four bends.</summary>
    private static Gen<byte[]> Bent(byte[][] seeds)
    {
        var noise = Gen.Byte.Array[0, 2000];
        var bend = Gen.Select(Gen.Int[0, 1999], Gen.Int[0, 1_000_000], Gen.Int[1, 64], Gen.Frequency((3, Gen.Byte[32, 126]), (1, Gen.Byte)));
        var bent = Gen.Select(Gen.Int[0, seeds.Length - 1], bend.Array[1, 4], (seed, bends) => bends.Aggregate(seeds[seed], (body, b) => Apply(body, b.Item1, b.Item2, b.Item3, b.Item4)));
        return Gen.Frequency((1, noise), (9, bent));
    }

    private static byte[] Apply(byte[] body, int kind, int where, int length, byte value)
    {
        var at = body.Length == 0 ? 0 : where % body.Length;
        var end = Math.Min(body.Length, at + length);
        if (kind == 0) return [.. body[..at], .. Repeated(body[at..end]), .. body[end..]];
        return (kind % 20) switch
        {
            < 12 => [.. body[..at], value, .. body[Math.Min(body.Length, at + 1)..]],
            < 15 => [.. body[..at], .. body[end..]],
            < 17 => [.. body[..end], .. body[at..]],
            < 19 => [.. body[..at], value, .. body[at..]],
            _ => body[..at],
        };
    }

    /// <summary>A piece again and again, up to what a webhook lets through.</summary>
    private static byte[] Repeated(byte[] piece) => piece.Length == 0 ? [] : [.. Enumerable.Repeat(piece, MostBytes / 2 / piece.Length).SelectMany(p => p)];
}
