using System.Collections.Concurrent;
using BotHost.App.Conversations;
using Host.Tests.Story;
using Microsoft.Extensions.DependencyInjection;

namespace Host.Tests.Channels.WeChat;

/// <summary>
/// A bad day between WeChat and us: pushes are delivered twice, late and out of step, answers are lost on the way back, sends fail.
/// A share in every run; <c>CHANNEL_CONVERSATIONS=1000</c> for all of it.
/// </summary>
public class WeChatSimulatorTests
{
    private static readonly int Conversations = int.TryParse(Environment.GetEnvironmentVariable("CHANNEL_CONVERSATIONS"), out var asked) ? asked : 60;

    private static readonly string[] Words = ["你好", "我想报困难，房子漏雨", "可以记", "王秀英", "周河乡毛铺村", "三口", "算了"];

    [Fact]
    public async Task Every_reply_arrives_once_and_in_order()
    {
        await using var wechat = await FakePlatforms.StartAsync();
        var chance = new Chance(20261124);
        wechat.Fail = (_, _) => chance.Of(10) ? -1 : 0;
        await using var host = await WeChatHostTests.StartAsync(wechat, safe: true);
        await Parallel.ForEachAsync(Enumerable.Range(0, Conversations), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = TestContext.Current.CancellationToken },
            async (i, _) => await TalkAsync(new(host.Http, $"oVillager{i}", safe: true), wechat, chance));

        var (transcript, ids) = (host.Services.GetRequiredService<ITranscript>(), host.Services.GetRequiredService<IConversationIds>());
        for (var i = 0; i < Conversations; i++)
        {
            var said = (await transcript.ReadAsync(ids.For("wechat", $"oVillager{i}"), 0, 1000, TestContext.Current.CancellationToken))
                .Where(e => e.Activity.From?.Role == "bot").Select(e => e.Activity.Text!).ToList();
            Assert.InRange(said.Count, Words.Length - 1, Words.Length + 1);
            await WholeHost.UntilAsync(() => Task.FromResult(Missing(said, Heard(wechat, i)) is null));
            Assert.Equal(said.Sum(s => Bare(s).Length), Heard(wechat, i).Length);
        }
    }

    /// <summary>The messages of one person, in order; each may come twice, and is sent again as long as its answer was lost.</summary>
    private static async Task TalkAsync(WeChatPhone phone, FakePlatforms wechat, Chance chance)
    {
        foreach (var words in Words)
        {
            var id = WeChatPhone.NewMessageId();
            var first = phone.SayAsync(words, id);
            var second = chance.Of(20) ? phone.SayAsync(words, id) : null;
            var answer = await first;
            if (second is not null) Assert.Equal(answer, await second ?? answer);
            for (var retry = 0; retry < 3 && chance.Of(10); retry++) answer = await phone.SayAsync(words, id);
            if (answer is not null) wechat.Received.GetOrAdd(phone.OpenId, _ => new()).Enqueue(answer);
        }
    }

    private static string? Missing(List<string> said, string heard)
    {
        var from = 0;
        foreach (var text in said.Select(Bare))
        {
            if (heard.IndexOf(text, from, StringComparison.Ordinal) is var at && at != from) return text;
            from += text.Length;
        }

        return null;
    }

    private static string Heard(FakePlatforms wechat, int i) => string.Concat(wechat.Received.GetValueOrDefault($"oVillager{i}", new ConcurrentQueue<string>()).Select(Bare));

    /// <summary>Without line ends and the numbered lines of quick replies, which a menu shows otherwise.</summary>
    private static string Bare(string text) => string.Concat(text.Split('\n').Where(l => !(l.Length > 2 && char.IsAsciiDigit(l[0]) && l[1] == '.')));

    private sealed class Chance(int seed)
    {
        private readonly Random random = new(seed);
        private readonly Lock gate = new();

        public bool Of(int percent)
        {
            lock (gate) return random.Next(100) < percent;
        }
    }
}
