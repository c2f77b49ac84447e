using BotHost.Core.Claims;
using BotHost.Core.Content;
using BotHost.Core.Dialogs;
using BotHost.Core.Escalations;

namespace Core.Tests.Desk;

/// <summary>From a person's first word until they hand back, the bot says nothing, in whatever order things happen.</summary>
public class OneSpeakerTests
{
    private static readonly DialogEngine Engine = new(new OneVersion(Repository.Content));

    [Fact]
    public void Whatever_the_order_only_one_speaks()
    {
        var (start, urgent) = Reported("家里断粮两天了,能不能先给点吃的");
        var code = start.CodeOf(urgent);
        Action<TwoChats>[] happenings =
        [
            chats => chats.CadreSays("zhang", $"接 {code}"),
            chats => chats.ResidentWrites("俺在家等着哩"),
            chats => chats.Tell(Schedules.UrgentTruth, new { key = urgent.Id }),
            chats => chats.CadreSays("zhang", "我下午过去看看"),
            chats => chats.CadreSays("zhang", "交回"),
            chats => chats.Tell("claim.verified", new { claimId = "c1" }),
            chats => chats.Arrive(),
        ];
        var (silent, answered) = (0, 0);
        foreach (var order in Orders(happenings.Length))
        {
            var chats = start.Copy();
            foreach (var i in order) happenings[i](chats);
            var (s, a) = Check(chats, string.Join(' ', order));
            (silent, answered) = (silent + s, answered + a);
        }

        // Of the 24 orders of taking, writing, the resident's words and handing back, two put the words where a person speaks; 5,040 / 24 × 2.
        Assert.Equal((420, 4_620), (silent, answered));
    }

    [Fact]
    public void One_cadre_who_is_done_does_not_let_the_bot_speak_over_another()
    {
        var (start, urgent) = Reported("家里断粮两天了,能不能先给点吃的");
        start.ResidentWrites("周河乡毛铺村");
        start.ResidentWrites("13837612345");
        start.ResidentWrites("叫人");
        var human = Assert.Single(start.Resident.Escalations, e => e.Kind == "human");
        var (first, second) = (start.CodeOf(urgent), start.CodeOf(human));
        Action<TwoChats>[] happenings =
        [
            chats => chats.CadreSays("zhang", "我下午过去看看"),
            chats => chats.CadreSays("li", "我是民政的"),
            chats => chats.CadreSays("zhang", "交回"),
            chats => chats.CadreSays("li", $"办结 {second}"),
            chats => chats.ResidentWrites("中"),
            chats => chats.Tell("claim.returned", new { claimId = "c1" }),
            chats => chats.Tell("message.undelivered", new { why = "WindowClosed" }),
        ];
        var silent = 0;
        foreach (var order in Orders(happenings.Length))
        {
            var chats = start.Copy();
            chats.CadreSays("zhang", $"接 {first}");
            chats.CadreSays("li", $"接 {second}");
            foreach (var i in order) happenings[i](chats);
            silent += Check(chats, string.Join(' ', order)).Silent;
        }

        Assert.True(silent > 500, $"{silent} silent");
    }

    [Fact]
    public void News_that_came_while_a_person_spoke_is_told_when_they_hand_back()
    {
        var (chats, urgent) = Reported("家里断粮两天了,能不能先给点吃的");
        chats.CadreSays("zhang", $"接 {chats.CodeOf(urgent)}");
        chats.CadreSays("zhang", "我下午过去看看");
        chats.Tell("claim.verified", new { claimId = "c1" });
        Assert.Empty(chats.Turns[^1].Said);
        chats.CadreSays("zhang", "交回");
        Assert.Contains(chats.Turns[^1].Said, r => r.Prompts.Contains(Words.NewsKnock.Id));
    }

    [Fact]
    public void A_danger_that_nobody_was_called_for_yet_is_answered_once_and_without_a_question_even_beside_a_person()
    {
        var (chats, urgent) = Reported("家里断粮两天了,能不能先给点吃的");
        chats.CadreSays("zhang", $"接 {chats.CodeOf(urgent)}");
        chats.CadreSays("zhang", "我下午过去看看");
        chats.ResidentWrites("家里真没吃的了,断粮了");
        Assert.Equal((0, true), (chats.Turns[^1].Said.Length, chats.Turns[^1].Relayed));
        chats.ResidentWrites("我爹晕倒了,叫不醒");
        Assert.Equal([Words.UrgentNowPrefix + "medical_emergency"], Assert.Single(chats.Turns[^1].Said).Prompts);
        Assert.True(chats.Turns[^1].Relayed);
        Assert.Contains(chats.Resident.Escalations, e => e is { Kind: "urgent", Urgency: "medical_emergency", IsOpen: true });
        chats.ResidentWrites("我爹晕倒了,叫不醒");
        Assert.Equal((0, true), (chats.Turns[^1].Said.Length, chats.Turns[^1].Relayed));
    }

    [Fact]
    public void A_village_cadre_who_speaks_does_not_hear_of_violence_and_the_bot_answers_it()
    {
        var (chats, urgent) = Reported("家里断粮两天了,能不能先给点吃的");
        chats.CadreSays("zhang", $"接 {chats.CodeOf(urgent)}");
        chats.CadreSays("zhang", "我下午过去看看");
        for (var i = 0; i < 2; i++)
        {
            chats.ResidentWrites("有人打我,快救命");
            Assert.Equal([Words.UrgentNowPrefix + "violence"], Assert.Single(chats.Turns[^1].Said).Prompts);
            Assert.False(chats.Turns[^1].Relayed);
        }

        Assert.Equal(Level.County, Assert.Single(chats.Resident.Escalations, e => e.Urgency == "violence").Audience.From);
    }

    private static (TwoChats Chats, Escalation Urgent) Reported(string words)
    {
        var chats = new TwoChats(Engine);
        foreach (var said in new[] { "我想报困难", "可以记", words }) chats.ResidentWrites(said);
        return (chats, Assert.Single(chats.Resident.Escalations, e => e.Kind == "urgent"));
    }

    /// <summary>Goes through what was said in the resident's chat after the report; counts the resident's words that met silence, and those that the bot answered.</summary>
    private static (int Silent, int Answered) Check(TwoChats chats, string order)
    {
        var (speaking, silent, answered) = (0, 0, 0);
        foreach (var (what, said, relayed) in chats.Turns)
        {
            if (what == "human.message")
            {
                Assert.True(said.Length == 1 && said[0].Prompts.All(p => p == Words.HumanSays.Id), order);
                speaking |= said[0].Text.Contains("民政", StringComparison.Ordinal) ? 2 : 1;
            }
            else if (what is "human.handback" or "escalation.closed")
            {
                speaking &= what == "human.handback" ? ~1 : ~2;
                Assert.True(speaking == 0 || said.IsEmpty, $"{order}: {what} {string.Join('|', said.Select(r => r.Text))}");
            }
            else if (speaking != 0)
            {
                Assert.True(said.IsEmpty, $"{order}: {what} {string.Join('|', said.Select(r => r.Text))}");
                if (what != "resident") continue;
                Assert.True(relayed, order);
                silent++;
            }
            else if (what == "resident")
            {
                Assert.False(said.IsEmpty, order);
                answered++;
            }
        }

        return (silent, answered);
    }

    private static IEnumerable<int[]> Orders(int count)
    {
        if (count == 0) return [[]];
        return Orders(count - 1).SelectMany(rest => Enumerable.Range(0, count).Select(at => (int[])[.. rest[..at], count - 1, .. rest[at..]]));
    }

    private sealed class OneVersion(ContentBundle bundle) : IContentLibrary
    {
        public ContentBundle Current => bundle;

        public ContentBundle? Find(string hash) => hash == bundle.Hash ? bundle : null;
    }
}
