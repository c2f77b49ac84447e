using BotHost.Core.Facts;
using BotHost.Core.Readings;

namespace Core.Tests.Readings;

public class GivenCaseTests
{
    [Fact]
    public void The_whole_hardship_in_one_message_yields_all_its_facts()
    {
        var text = "俺家五口人,俺男人去年腊月摔断了腿,住院花了四万多,新农合报了一万八,俩娃上学,地里一年收个八九千,实在过不下去了";
        var facts = Readers.Read(text).Facts.ToDictionary(f => f.Id);
        Assert.Equal(FactValue.Of(5), facts["household.size"].Value);
        Assert.Equal(FactValue.Set.Of("accident"), facts["hardship.kind"].Value);
        Assert.Equal(40000, ((FactValue.Number)facts["expense.medical_total"].Value).Value);
        Assert.Equal(FactValue.Of(18000), facts["expense.medical_reimbursed"].Value);
        Assert.Equal(FactValue.Of(2), facts["household.students"].Value);
        Assert.Equal(new FactValue.Number(8500, 8000, 9000), facts["income.farm_annual"].Value);
        Assert.Equal(new FactValue.Day(new(2026, 1, 19), new(2026, 2, 16)), facts["hardship.started_on"].Value);
        Assert.All(facts.Values.SelectMany(f => f.Spans), s => Assert.InRange(s.Start + s.Length, s.Start + 1, text.Length));
    }

    [Fact]
    public void Evidence_points_into_the_original_text_whatever_stands_between()
    {
        var text = "\u200f俺家\u0007 五 口人\ud83d\ude00,花了3万";
        var size = Readers.Read("\u200f俺家\u0007五口人\ud83d\ude00", null).Facts.Single(f => f.Id == "household.size");
        Assert.Equal("俺家\u0007五口人", "\u200f俺家\u0007五口人".Substring(size.Spans[0].Start, size.Spans[0].Length));
        Assert.NotNull(Readers.Read(text));
    }

    [Theory]
    [InlineData("气死我了", true)]
    [InlineData("这日子过不下去了", true)]
    [InlineData("家里断粮两天了", false)]
    [InlineData("俺不想活了", false)]
    [InlineData("俺男人拿刀要砍俺", false)]
    public void Real_danger_and_strong_feeling_are_told_apart(string text, bool idiom)
    {
        var urgent = Readers.Read(text).Urgent;
        Assert.NotNull(urgent);
        Assert.Equal(idiom, urgent.Idiom);
    }

    [Theory]
    [InlineData("2", 1)]
    [InlineData("第二个", 1)]
    [InlineData("生病", 0)]
    [InlineData("选3", 2)]
    [InlineData("声病", 0)]
    public void A_quick_reply_is_chosen_by_number_word_or_sound(string text, int choice) =>
        Assert.Equal(choice, Readers.Read(text, null, "1. 生病", "2. 受灾", "3. 别的").Choice);

    [Theory]
    [InlineData("没享受过")]
    [InlineData("从没有享受过")]
    public void A_quick_reply_that_is_denied_is_not_chosen(string text) => Assert.Null(Readers.Read(text, null, "享受过", "没那回事").Choice);

    [Fact]
    public void The_content_is_without_mistakes() => Assert.Empty(Readers.Problems);

    [Theory]
    [InlineData("不知道", AnswerKind.Unknown)]
    [InlineData("记不清了", AnswerKind.Unknown)]
    [InlineData("不想说", AnswerKind.Declined)]
    [InlineData("俺问问再说", AnswerKind.Later)]
    [InlineData("中", AnswerKind.Yes)]
    [InlineData("不中", AnswerKind.No)]
    [InlineData("没有", AnswerKind.No)]
    [InlineData("对,五口人", AnswerKind.Yes)]
    [InlineData("俺家种了五亩地", AnswerKind.None)]
    public void Answers_are_heard(string text, AnswerKind answer) => Assert.Equal(answer, Readers.Read(text).Answer);
}
