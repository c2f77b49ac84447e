using BotHost.Core.Claims;
using BotHost.Core.Content;
using BotHost.Core.Desk;
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
        // Whoever may take it even after nobody did in time.
        start.Works("zhang", Level.County);
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

    [Fact]
    public void Who_handed_back_hears_nothing_more()
    {
        var (chats, urgent) = Reported("家里断粮两天了,能不能先给点吃的");
        foreach (var said in new[] { "周河乡毛铺村", "13837612345", "叫人" }) chats.ResidentWrites(said);
        var human = Assert.Single(chats.Resident.Escalations, e => e.Kind == "human");
        var (first, second) = (chats.CodeOf(urgent), chats.CodeOf(human));
        chats.CadreSays("zhang", $"接 {first}");
        chats.CadreSays("zhang", "我下午过去看看");
        chats.CadreSays("li", $"接 {second}");
        chats.CadreSays("li", "我是民政的");
        chats.ResidentWrites("中");
        Assert.Equal(["li", "zhang"], chats.Turns[^1].RelayedTo.Select(r => r.Cadre).Order());
        chats.CadreSays("zhang", "交回");
        chats.ResidentWrites("我儿子的事不想让村里知道");
        Assert.Equal([("li", "我儿子的事不想让村里知道")], chats.Turns[^1].RelayedTo);
    }

    [Fact]
    public void Only_danger_goes_out_at_once_and_what_a_cadre_waits_for()
    {
        var (chats, urgent) = Reported("家里断粮两天了,能不能先给点吃的");
        Assert.Equal(["all"], chats.Turns[^1].Cards);
        foreach (var said in new[] { "周河乡毛铺村", "13837612345", "叫人" }) chats.ResidentWrites(said);
        Assert.Empty(chats.Turns[^1].Cards);

        // Words of theirs did not come through: they are shown the task to call, and nobody else is.
        chats.CadreSays("zhang", $"接 {chats.CodeOf(urgent)}");
        chats.CadreSays("zhang", "我下午过去看看");
        chats.Tell(DeskEvents.Undelivered, new { why = "WindowClosed" });
        Assert.Equal(["zhang"], chats.Turns[^1].Cards);
        Assert.Contains(chats.Resident.Escalations, e => e.Kind == "call");

        // Given back, the danger is for all again.
        chats.CadreSays("zhang", "撤回");
        Assert.Equal(["all"], chats.Turns[^1].Cards);
    }

    [Fact]
    public void Who_only_took_the_case_hears_nothing_before_they_speak()
    {
        var (chats, urgent) = Reported("家里断粮两天了,能不能先给点吃的");
        foreach (var said in new[] { "周河乡毛铺村", "13837612345", "叫人" }) chats.ResidentWrites(said);
        chats.CadreSays("zhang", $"接 {chats.CodeOf(urgent)}");
        chats.CadreSays("li", $"接 {chats.CodeOf(Assert.Single(chats.Resident.Escalations, e => e.Kind == "human"))}");
        chats.CadreSays("li", "我是民政的");
        chats.ResidentWrites("中");
        Assert.Equal([("li", "中")], chats.Turns[^1].RelayedTo);
    }

    [Fact]
    public void What_is_said_under_a_complaint_is_not_for_a_village_cadre_who_speaks_too()
    {
        var (chats, urgent) = Reported("家里断粮两天了,能不能先给点吃的");
        foreach (var said in new[] { "周河乡毛铺村", "13837612345", "我要举报村干部", "叫人" }) chats.ResidentWrites(said);
        var complaint = Assert.Single(chats.Resident.Escalations, e => e.Kind == "human");
        Assert.Equal(Level.County, complaint.Audience.From);
        chats.Works("wu", Level.County);
        Assert.Contains("没有找到", chats.CadreSays("zhang", $"接 {chats.CodeOf(complaint)}"), StringComparison.Ordinal);

        // The village speaks under its own task while the complaint is open: what is said may be part of it.
        chats.CadreSays("zhang", $"接 {chats.CodeOf(urgent)}");
        chats.CadreSays("zhang", "我下午过去看看");
        chats.ResidentWrites("低保给了他侄子");
        Assert.False(chats.Turns[^1].Relayed);
        Assert.Equal([Words.HumanNotPassed.Id], Assert.Single(chats.Turns[^1].Said).Prompts);

        chats.CadreSays("wu", $"接 {chats.CodeOf(complaint)}");
        chats.CadreSays("wu", "我是县里的");
        chats.ResidentWrites("低保给了他侄子");
        Assert.Equal([("wu", "低保给了他侄子")], chats.Turns[^1].RelayedTo);
        Assert.Empty(chats.Turns[^1].Said);

        // 算了 ends the complaint; the county hands back, and the village hears what is said to it.
        chats.CadreSays("wu", "交回");
        chats.ResidentWrites("算了");
        chats.ResidentWrites("俺在家等着");
        Assert.Equal([("zhang", "俺在家等着")], chats.Turns[^1].RelayedTo);
    }

    [Fact]
    public void After_handing_back_nothing_personal_is_shown_before_the_resident_writes()
    {
        var chats = new TwoChats(Engine);
        foreach (var said in new[] { "我想报困难，房子漏雨", "可以记", "王秀英", "周河乡毛铺村", "三口", "九千", "13837612345" }) chats.ResidentWrites(said);
        Assert.Contains("都对吗", chats.Turns[^1].Text, StringComparison.Ordinal);
        chats.ResidentWrites("叫人");
        chats.CadreSays("li", $"接 {chats.CodeOf(Assert.Single(chats.Resident.Escalations))}");
        chats.CadreSays("li", "您好");
        chats.CadreSays("li", "交回");
        Assert.Equal([Words.HumanBack.Id, Words.HumanGoOn.Id], Assert.Single(chats.Turns[^1].Said).Prompts);
        chats.ResidentWrites("接着说");
        Assert.Contains("都对吗", chats.Turns[^1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("交回", "human.handback")]
    [InlineData("办结 {code}", "escalation.closed")]
    public void A_claim_that_was_returned_while_a_person_spoke_is_asked_about_when_they_are_done(string done, string what)
    {
        var chats = Filed();
        chats.ResidentWrites("叫人");
        var code = chats.CodeOf(Assert.Single(chats.Resident.Escalations));
        chats.CadreSays("li", $"接 {code}");
        chats.CadreSays("li", "您好");
        Return(chats, "病历带了没");
        Assert.Empty(chats.Turns[^1].Said);
        chats.CadreSays("li", done.Replace("{code}", code, StringComparison.Ordinal));
        Assert.Equal(what, chats.Turns[^1].What);
        Assert.EndsWith("现在方便说吗？", chats.Turns[^1].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("病历", chats.Turns[^1].Text, StringComparison.Ordinal);
        chats.ResidentWrites("现在说");
        Assert.Contains("病历带了没", chats.Turns[^1].Text, StringComparison.Ordinal);
        chats.ResidentWrites("带了，在家");
        Assert.Equal(ClaimStatus.Submitted, Assert.Single(Assert.Single(chats.Resident.Subjects).Value.Claims).Status);
    }

    [Fact]
    public void A_question_half_answered_when_a_person_speaks_is_begun_from_the_door_again()
    {
        var chats = Filed();
        Return(chats, "病历带了没");
        chats.ResidentWrites("现在说");
        chats.ResidentWrites("叫人");
        chats.CadreSays("li", $"接 {chats.CodeOf(Assert.Single(chats.Resident.Escalations))}");
        chats.CadreSays("li", "您好");
        chats.CadreSays("li", "交回");
        Assert.DoesNotContain("病历", chats.Turns[^1].Text, StringComparison.Ordinal);
        Assert.EndsWith("现在方便说吗？", chats.Turns[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_photo_for_the_person_who_speaks_joins_the_claim_after_the_same_yes_and_they_are_told_the_truth()
    {
        var chats = Filed();
        var claim = Assert.Single(Assert.Single(chats.Resident.Subjects).Value.Claims);
        chats.ResidentWrites("叫人");
        chats.CadreSays("li", $"接 {chats.CodeOf(Assert.Single(chats.Resident.Escalations))}");
        chats.CadreSays("li", "拍张照片中不");
        chats.ResidentSends("image/jpeg");
        Assert.Empty(chats.Turns[^1].Said);
        Assert.Contains("没答应", Assert.Single(chats.Turns[^1].RelayedTo).Text, StringComparison.Ordinal);
        Assert.Empty(Claim().Attachments);

        // The yes that is missing is asked for when the person is done.
        chats.CadreSays("li", "交回");
        chats.ResidentWrites("接着说");
        chats.ResidentWrites("可以");
        Assert.True(Claim().Attachments.Length == 1, string.Join(" | ", chats.Turns.TakeLast(3).Select(t => t.Text)));

        chats.ResidentWrites("叫人");
        chats.CadreSays("li", $"接 {chats.CodeOf(chats.Resident.Escalations[^1])}");
        chats.CadreSays("li", "再拍一张");
        chats.ResidentSends("image/jpeg");
        Assert.Contains($"放进{claim.Reference}", Assert.Single(chats.Turns[^1].RelayedTo).Text, StringComparison.Ordinal);
        Assert.Equal(2, Claim().Attachments.Length);
        chats.ResidentSends("application/pdf");
        Assert.Contains("没能留下", Assert.Single(chats.Turns[^1].RelayedTo).Text, StringComparison.Ordinal);

        Claim Claim() => Assert.Single(Assert.Single(chats.Resident.Subjects).Value.Claims);
    }

    [Fact]
    public void Taking_closing_and_handing_back_can_be_taken_back_for_five_minutes_and_the_resident_hears_the_truth()
    {
        var (chats, urgent) = Reported("家里断粮两天了,能不能先给点吃的");
        var code = chats.CodeOf(urgent);
        Assert.Contains("您接了", chats.CadreSays("zhang", $"接 {code}"), StringComparison.Ordinal);
        Assert.Matches("今天.+点.*前", chats.Turns[^1].Text);
        Assert.Contains("不算您接的", chats.CadreSays("zhang", "撤回"), StringComparison.Ordinal);
        Assert.Contains("还没有别人接", chats.Turns[^1].Text, StringComparison.Ordinal);
        Assert.Null(Assert.Single(chats.Resident.Escalations).TakenBy);

        chats.CadreSays("zhang", $"接 {code}");
        chats.CadreSays("zhang", "我下午过去看看");
        chats.CadreSays("zhang", "交回");
        Assert.Contains("您接着说", chats.CadreSays("zhang", "撤回"), StringComparison.Ordinal);
        chats.ResidentWrites("中");
        Assert.Equal([("zhang", "中")], chats.Turns[^1].RelayedTo);
        Assert.Contains("办结了", chats.CadreSays("zhang", $"办结 {code}"), StringComparison.Ordinal);
        Assert.Empty(chats.Resident.Escalations);
        Assert.Contains("没有办结", chats.CadreSays("zhang", "撤回"), StringComparison.Ordinal);
        chats.ResidentWrites("中");
        Assert.Equal([("zhang", "中")], chats.Turns[^1].RelayedTo);

        chats.CadreSays("zhang", "交回");
        chats.Wait(TimeSpan.FromMinutes(6));
        Assert.Contains("没有可以撤回", chats.CadreSays("zhang", "撤回"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cadre_whom_messages_do_not_reach_leaves_nobody_before_a_silent_bot()
    {
        var (chats, urgent) = Reported("家里断粮两天了,能不能先给点吃的");
        chats.CadreSays("zhang", $"接 {chats.CodeOf(urgent)}");
        chats.CadreSays("zhang", "我下午过去看看");
        chats.TellCadre("zhang", DeskEvents.Undelivered, new { why = "Unreachable" });
        Assert.Contains("联系不上", chats.Turns[^1].Text, StringComparison.Ordinal);
        Assert.Null(Assert.Single(chats.Resident.Escalations).TakenBy);
        chats.ResidentWrites("俺在家等着哩");
        Assert.NotEmpty(chats.Turns[^1].Said);
        Assert.Contains("没看懂", chats.CadreSays("zhang", "我到村口了"), StringComparison.Ordinal);
    }

    private static TwoChats Filed()
    {
        var chats = new TwoChats(Engine);
        foreach (var said in new[] { "我想报困难，房子漏雨", "可以记", "王秀英", "周河乡毛铺村", "三口", "九千", "13837612345", "都对", "行" }) chats.ResidentWrites(said);
        Assert.Equal(ClaimStatus.Submitted, Assert.Single(Assert.Single(chats.Resident.Subjects).Value.Claims).Status);
        return chats;
    }

    /// <summary>A deciding level sends the claim back with a question, by the same rules as in the console.</summary>
    private static void Return(TwoChats chats, string question)
    {
        var subject = Assert.Single(chats.Resident.Subjects).Value;
        var claim = Assert.Single(subject.Claims);
        var outcome = ClaimRules.Decide(claim, new("t", "镇上", Level.Township, "41"), new(ReviewDecision.Return, question) { Questions = [new("q1", null, question)] }, DateTimeOffset.UnixEpoch);
        Assert.Null(outcome.Refusal);
        chats.Resident = chats.Resident with { Subjects = chats.Resident.Subjects.SetItem(subject.Id, subject with { Claims = [outcome.Claim!] }) };
        chats.Tell("claim.returned", new { claimId = claim.Id });
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
        foreach (var turn in chats.Turns)
        {
            var (what, said, relayed) = (turn.What, turn.Said, turn.Relayed);
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
