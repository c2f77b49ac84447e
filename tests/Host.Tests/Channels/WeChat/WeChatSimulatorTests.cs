using System.Collections.Concurrent;
using BotHost.App.Conversations;
using Host.Tests.Story;
using Microsoft.Extensions.DependencyInjection;

namespace Host.Tests.Channels.WeChat;

/// <summary>
/// A bad day between WeChat and us: pushes are delivered twice, late, together and in the wrong order, answers are lost on the way back, sends fail.
/// What was answered must reach the phone once and in the order of the transcript. One thing nobody on our side can know, and the simulator does not
/// do: that an answer was lost while the person already writes on; WeChat asks for it again first. (Nobody here refuses to be written down: what was said
/// before a refusal is wiped, and could not be compared.) A share in every run; <c>CHANNEL_CONVERSATIONS=1000</c> for all of it.
/// </summary>
public class WeChatSimulatorTests
{
    private static readonly int Conversations = int.TryParse(Environment.GetEnvironmentVariable("CHANNEL_CONVERSATIONS"), out var asked) ? asked : 60;

    private static readonly string[] Words = ["你好", "我想报困难，房子漏雨", "可以记", "王秀英", "周河乡毛铺村", "三口", "九千"];

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    /// <param name="answerWithin">The second is too short for most turns: their answers go out as customer-service messages, of which one in ten fails.</param>
    [Theory, InlineData("00:00:04.3"), InlineData("00:00:00.01")]
    public async Task Every_reply_arrives_once_and_in_order(string answerWithin)
    {
        await using var wechat = await FakePlatforms.StartAsync();
        var chance = new Chance(20261124);
        wechat.Fail = (_, _) => chance.Of(10, "sends failed") ? -1 : 0;
        await using var host = await WeChatHostTests.StartAsync(wechat, safe: true, "--Channels:WeChat:AnswerWithin", answerWithin);
        await Parallel.ForEachAsync(Enumerable.Range(0, Conversations), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Now },
            async (i, _) => await TalkAsync(new(host.Http, $"oVillager{i}", safe: true), wechat, chance));

        var (transcript, ids) = (host.Services.GetRequiredService<ITranscript>(), host.Services.GetRequiredService<IConversationIds>());
        var replies = 0;
        for (var i = 0; i < Conversations; i++)
        {
            var talk = (await transcript.ReadAsync(ids.For("wechat", $"oVillager{i}"), 0, 1000, Now)).Select(e => e.Activity).ToList();
            var said = talk.Where(a => a.From?.Role == "bot").Select(a => a.Text!).ToList();
            Assert.True(said.Count >= Words.Length - 1, $"{said.Count} replies to {Words.Length} messages");
            var expected = string.Concat(said.Select(Bare));
            for (var tries = 0; tries < 900 && Heard(wechat, i) != expected; tries++) await Task.Delay(100, Now);
            if (Heard(wechat, i) != expected) Assert.Fail($"said:\n{string.Join('\n', said.Select(Bare))}\nheard:\n{string.Join('\n', wechat.Received[$"oVillager{i}"].Select(Bare))}");
            replies += said.Count;
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{Conversations} conversations, {Conversations * Words.Length} messages, {replies} replies, each once and in order; {chance}");
    }

    /// <summary>The messages of one person. A message may be overtaken by the next, or travel together with it.</summary>
    private static async Task TalkAsync(WeChatPhone phone, FakePlatforms wechat, Chance chance)
    {
        for (var i = 0; i < Words.Length; i++)
        {
            if (i + 1 == Words.Length || !chance.Of(20, "pairs reordered"))
            {
                await DeliverAsync(phone, Words[i], wechat, chance);
                continue;
            }

            var (one, next) = (Words[i], Words[++i]);
            var together = chance.Of(50, "pairs in flight together");
            var overtaking = DeliverAsync(phone, next, wechat, chance, isAlone: !together);
            if (together) await Task.Delay(chance.Below(30), Now);
            else await overtaking;
            await DeliverAsync(phone, one, wechat, chance, isAlone: !together);
            await overtaking;
        }
    }

    /// <summary>One message, as the platform delivers it on such a day: perhaps late, perhaps twice at once, and again as long as the answer was lost.</summary>
    private static async Task DeliverAsync(WeChatPhone phone, string words, FakePlatforms wechat, Chance chance, bool isAlone = true)
    {
        var id = WeChatPhone.NewMessageId();
        if (chance.Of(20, "pushes delayed")) await Task.Delay(chance.Below(50), Now);
        var lost = isAlone && chance.Of(10, "answers lost");
        var shown = 0;
        var first = CallAsync();
        var second = chance.Of(20, "pushes doubled") ? CallAsync() : null;
        var answer = await first;
        if (second is not null) Assert.Equal(answer, await second);
        while (lost)
        {
            lost = chance.Of(10, "answers lost");
            Assert.Equal(answer, await CallAsync());
        }

        // What the phone shows, it shows as it comes in, and a message that was answered twice once.
        async Task<string?> CallAsync()
        {
            var said = await phone.SayAsync(words, id);
            if (said is not null && !lost && Interlocked.Exchange(ref shown, 1) == 0) wechat.Received.GetOrAdd(phone.OpenId, _ => new()).Enqueue(said);
            return said;
        }
    }

    private static string Heard(FakePlatforms wechat, int i) => string.Concat(wechat.Received.GetValueOrDefault($"oVillager{i}", new ConcurrentQueue<string>()).Select(Bare));

    /// <summary>Without line ends and the numbered lines of quick replies, which a menu shows otherwise.</summary>
    private static string Bare(string text) => string.Concat(text.Split('\n').Where(l => !(l.Length > 2 && char.IsAsciiDigit(l[0]) && l[1] == '.')));

    /// <summary>Draws, and counts what was drawn.</summary>
    private sealed class Chance(int seed)
    {
        private readonly Random random = new(seed);
        private readonly SortedDictionary<string, int> counts = new(StringComparer.Ordinal);
        private readonly Lock gate = new();

        public bool Of(int percent, string what)
        {
            lock (gate)
            {
                if (random.Next(100) >= percent) return false;
                counts[what] = counts.GetValueOrDefault(what) + 1;
                return true;
            }
        }

        public int Below(int most)
        {
            lock (gate) return random.Next(most);
        }

        public override string ToString()
        {
            lock (gate) return string.Join(", ", counts.Select(c => $"{c.Value} {c.Key}"));
        }
    }
}
