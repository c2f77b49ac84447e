using System.Collections.Immutable;
using System.Text.Json;
using BotHost.Core.Activities;
using BotHost.Core.Claims;
using BotHost.Core.Content;
using BotHost.Core.Desk;
using BotHost.Core.Dialogs;
using BotHost.Core.Escalations;
using BotHost.Core.Readings;
using Core.Tests.Claims;

namespace Core.Tests.Desk;

/// <summary>What a cadre's chat shows, and how sure it is of the case before anything is done.</summary>
public class CadreChatTests
{
    private const string Maopu = "411523201203", Other = "411523201204";

    private static readonly DateTimeOffset At = new(2026, 11, 23, 10, 0, 0, ChinaTime.Offset);

    [Fact]
    public void A_chat_shows_who_and_where_and_nothing_of_illness_money_or_help()
    {
        string[] shown = [.. Repository.Content.Catalogue.All.Where(d => d.Chat).Select(d => d.Id)];
        Assert.Equal(["subject.name", "subject.sex", "subject.age", "subject.village", "household.size"], shown);
        var chat = new Desk { Named = [Claim("c1", "王-27")] };
        var said = chat.Says("王-27");
        Assert.Contains("家里5口人", said, StringComparison.Ordinal);
        foreach (var hidden in new[] { "病", "债", "万", "低保", "元" }) Assert.DoesNotContain(hidden, said.Replace(Words(BotHost.Core.Dialogs.Words.DeskSecretsInConsole), "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_of_two_tasks_is_asked_about_by_name_and_village()
    {
        // The two ids come to one number.
        var (first, second) = (Task("01KAR8Ba", "王秀英", Maopu), Task("01KAR8CB", "李大山", Other));
        var chat = new Desk { Tasks = [first, second] };
        var code = DeskCases.CodeOf(first);
        Assert.Equal(code, DeskCases.CodeOf(second));
        Assert.StartsWith("第1件：王秀英，毛铺村\n第2件：李大山，别的村\n", chat.Says($"接 {code}"), StringComparison.Ordinal);
        Assert.Null(chat.Did);
        Assert.Equal(["第1件", "第2件"], chat.Choices);
        chat.Says("好的吧");
        Assert.Null(chat.Did);
        Assert.Contains("李大山", chat.Says("2"), StringComparison.Ordinal);
        Assert.Equal(new DeskAct.Take(second.Id), chat.Did);
    }

    [Fact]
    public void A_code_of_two_claims_is_asked_about_too()
    {
        var chat = new Desk { Named = [Claim("c1", "王-27"), Claim("c2", "王-27") with { Place = Other, Subject = new("王大柱", null, null) }] };
        Assert.StartsWith("第1件：王秀兰，毛铺村\n第2件：王大柱，别的村\n", chat.Says("王-27 受理"), StringComparison.Ordinal);
        Assert.Contains("王大柱，别的村，王-27：受理", chat.Says("2"), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_only_a_code_was_typed_name_and_village_are_said_before_anything_happens()
    {
        var task = Task("01KAR81", "王秀英", Maopu);
        var chat = new Desk { Tasks = [task], Named = [Claim("c1", "王-27")] };
        foreach (var (said, act) in new (string, DeskAct)[]
        {
            ($"接 {DeskCases.CodeOf(task)}", new DeskAct.Take(task.Id)), ("问王-27 病历带了没", new DeskAct.AskResident("c1", "病历带了没")), ($"办结 {DeskCases.CodeOf(task)}", new DeskAct.Close(task.Id)),
        })
        {
            chat.Forget();
            var echoed = chat.Says(said);
            Assert.Null(chat.Did);
            Assert.Contains("毛铺村", echoed, StringComparison.Ordinal);
            Assert.Contains(said.Contains("王-27", StringComparison.Ordinal) ? "王秀兰" : "王秀英", echoed, StringComparison.Ordinal);
            Assert.Contains("什么都没办", chat.Says("不对"), StringComparison.Ordinal);
            chat.Says(said);
            chat.Says("对");
            Assert.Equal(act, chat.Did);
        }
    }

    [Fact]
    public void A_card_just_read_has_said_them_and_one_press_is_enough()
    {
        var task = Task("01KAR81", "王秀英", Maopu);
        var chat = new Desk { Tasks = [task] };
        var card = chat.Hears(DeskEvents.Escalation, new { escalationId = task.Id });
        Assert.Contains("王秀英，毛铺村，急，没有吃的", card, StringComparison.Ordinal);
        Assert.DoesNotContain("断粮", card, StringComparison.Ordinal);
        chat.Says(Assert.Single(chat.Choices));
        Assert.Equal(new DeskAct.Take(task.Id), chat.Did);
    }

    [Fact]
    public void A_plain_sentence_after_somebody_else_was_heard_is_not_guessed_to_be_for_either()
    {
        var (first, second) = (Task("01KAR81", "王秀英", Maopu) with { TakenBy = "u" }, Task("01KAR82", "李大山", Other) with { TakenBy = "u" });
        var chat = new Desk { Tasks = [first, second] };
        foreach (var task in new[] { first, second })
        {
            chat.Says($"问{DeskCases.CodeOf(task)} 在家没");
            chat.Says("对");
        }

        chat.Says("我下午去");
        Assert.Equal(new DeskAct.Write(second.Id, "我下午去"), chat.Did);
        Assert.Contains("王秀英说：俺不在家", chat.Hears(DeskEvents.ResidentSays, new { escalationId = first.Id, text = "俺不在家" }), StringComparison.Ordinal);
        chat.Forget();
        chat.Says("那我明天来");
        Assert.Null(chat.Did);
        chat.Says(chat.Choices[0]);
        Assert.Equal(new DeskAct.Write(first.Id, "那我明天来"), chat.Did);
    }

    [Fact]
    public void A_question_is_under_the_code_of_its_claim()
    {
        var question = new Escalation("01KAR83", "question", "c", "s1", null, "", Maopu, new(Level.Township), At, At) { TakenBy = "u", SubjectName = "王秀兰", ClaimReference = "王-27" };
        var chat = new Desk { Tasks = [question], Named = [Claim("c1", "王-27")] };
        Assert.StartsWith("王-27 王秀兰说：带了", chat.Hears(DeskEvents.ResidentSays, new { escalationId = question.Id, text = "带了" }), StringComparison.Ordinal);
        chat.Says("问王-27 拍张照片中不");
        chat.Says("对");
        Assert.Equal(new DeskAct.Write(question.Id, "拍张照片中不"), chat.Did);
        Assert.Contains("困难申报", chat.Says("王-27"), StringComparison.Ordinal);
        chat.Says("办结 王-27");
        chat.Says("对");
        Assert.Equal(new DeskAct.Close(question.Id), chat.Did);
    }

    [Fact]
    public void What_is_left_of_a_long_list_comes_ten_at_a_time_and_each_once()
    {
        var chat = new Desk { Waiting = [.. Enumerable.Range(100, 25).Select(i => Claim($"c{i}", $"王-{i}"))] };
        string[] pages = [chat.Says("待办"), chat.Says("还有吗"), chat.Says("还有吗")];
        Assert.Equal([10, 10, 5], pages.Select(p => p.Split('\n').Count(l => l.StartsWith("王-", StringComparison.Ordinal))));
        Assert.All(Enumerable.Range(100, 25), i => Assert.Single(pages, p => p.Contains($"王-{i}　", StringComparison.Ordinal)));
        Assert.Contains("后面没有了", chat.Says("还有吗"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-23T17:00:00+08:00", "今天下午5点前"), InlineData("2026-11-23T10:19:00+08:00", "今天上午10点15分前"), InlineData("2026-11-24T12:04:00+08:00", "明天中午12点前")]
    [InlineData("2026-11-25T00:30:00+08:00", "后天凌晨0点30分前"), InlineData("2026-11-30T20:00:00+08:00", "11月30日晚上8点前")]
    public void By_when_is_said_in_plain_words(string due, string said) =>
        Assert.Equal(said, ChinaTime.Before(DateTimeOffset.Parse(due, System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime(), At));

    private static string Words(Word word) => Repository.Content.Prompt(word.Id).Text.Source;

    private static Claim Claim(string id, string code) => ClaimDocumentSample.Claim with { Id = id, Reference = code, Status = ClaimStatus.Submitted, Recused = [], FiledBy = null };

    private static Escalation Task(string id, string name, string place) => new(id, "urgent", "c" + id, "s" + id, "no_food", "家里断粮了", place, new(Level.Village), At, At.AddMinutes(15)) { SubjectName = name };

    /// <summary>A township cadre's chat. Whatever it wishes done is done; what that was is kept.</summary>
    private sealed class Desk
    {
        private static readonly DialogEngine Engine = new(new OneVersion(Repository.Content));

        private ConversationRecord record = ConversationRecord.New("test:desk", "test");
        private int turns;

        public ImmutableArray<Escalation> Tasks { get; init; } = [];

        public ImmutableArray<Claim> Named { get; init; } = [];

        public ImmutableArray<Claim> Waiting { get; init; } = [];

        public DeskAct? Did { get; private set; }

        public ImmutableArray<string> Choices { get; private set; } = [];

        public void Forget() => Did = null;

        public string Says(string text) => Take(new() { Type = "message", Id = "m" + turns, Text = text });

        public string Hears(string name, object value) => Take(new() { Type = "event", Id = "e" + turns, Name = name, Value = JsonSerializer.SerializeToElement(value) });

        private string Take(Activity inbound)
        {
            var places = ImmutableDictionary<string, string>.Empty.Add(Maopu, "毛铺村").Add(Other, "别的村");
            var input = new TurnInput(record, inbound, Reading.Nothing, At.AddSeconds(turns), new("01KAR8" + turns++.ToString("D4", System.Globalization.CultureInfo.InvariantCulture) + "0123456789ABCDEF"))
            {
                Desk = new(new("u", "李秀兰", Level.Township, "411523"), Waiting, Tasks, places, null) { Named = Named },
            };
            var result = Engine.Advance(input);
            if (result.Act is { } act)
            {
                Did = act;
                result = Engine.Advance(input with { Outcome = new(null, EscalationId: "01KAR8Q") });
            }

            // As a restart would, between turns.
            record = JsonSerializer.Deserialize<ConversationRecord>(JsonSerializer.Serialize(result.Record, ActivityJson.Options), ActivityJson.Options)!;
            Choices = [.. result.Replies.SelectMany(r => r.Choices).Select(c => c.Label)];
            return string.Join('\n', result.Replies.Select(r => r.Text));
        }
    }

    private sealed class OneVersion(ContentBundle bundle) : IContentLibrary
    {
        public ContentBundle Current => bundle;

        public ContentBundle? Find(string hash) => hash == bundle.Hash ? bundle : null;
    }
}
