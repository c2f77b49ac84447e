using BotHost.Core.Content;
using BotHost.Core.Dialogs;
using Core.Tests.Dialogs;
using Core.Tests.Readings;

namespace Core.Tests.Eligibility;

/// <summary>An explanation fits the channel: short where a screen is small, and 详细 gives the words that stand at once where there is room.</summary>
public class ExplanationLengthTests
{
    private static readonly string[] Dibao = ["我能办低保吗?", "4口人", "一年两万四", "没有"];
    private static readonly string[] Several = ["俺家两口子带俩孩子,大妮在信阳师院上本科大二,小的12。全家去年落24000,人家算人的时候把大妮给去了,说她20了。对不对?", "没有"];

    public static TheoryData<string[]> Stories => [Dibao, Several];

    [Theory, MemberData(nameof(Stories))]
    public async Task WeChat_is_told_the_core_and_the_whole_on_demand(string[] story)
    {
        var (roomy, small) = (await PlayAsync("directline", story), await PlayAsync("wechat", story));
        var most = Repository.Content.Asking.Longest["wechat"];
        var question = Repository.Content.Prompt("eligibility.after-short").Text.Source;
        Assert.DoesNotContain("详细", roomy.LastText, StringComparison.Ordinal);
        Assert.True(roomy.LastText.Length > most, "the case is too short to show anything");
        Assert.True(small.LastText.Length <= most + question.Length + 2, $"{small.LastText.Length} characters: {small.LastText}");
        foreach (var core in new[] { "低保：看着符合申请条件", "521元的低保线", "去哪办：", "最后由乡镇核查、县里确认。" }) Assert.Contains(core, small.LastText, StringComparison.Ordinal);
        Assert.DoesNotContain("复议", small.LastText, StringComparison.Ordinal);

        await small.SayAsync("详细");
        Assert.Equal(roomy.LastText, small.LastText);
        Assert.DoesNotContain(small.Last.Replies[^1].Choices, c => c.Value == "whole");
        Assert.DoesNotContain('<', small.LastText);
    }

    [Fact]
    public async Task Who_studies_for_a_second_degree_hears_that_they_do_not_count()
    {
        Assert.Contains("上全日制本科的孩子，满了18岁也算一口人", (await PlayAsync("directline", Several)).LastText, StringComparison.Ordinal);
        var second = Several[0].Replace("上本科大二", "读全日制研究生", StringComparison.Ordinal);
        var told = (await PlayAsync("directline", [second, .. Enumerable.Repeat("没有", 8)])).LastText;
        Assert.Contains("读研究生的不算一口人", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_message_says_nothing_of_it_at_all()
    {
        var engine = new DialogEngine(new Library(Repository.ContentWithAmounts));
        var record = ConversationRecord.New("sms:1", NoticeReplies.Channel);
        var result = engine.Advance(new(record, new() { Type = "message", Id = "m1", Text = Dibao[0] }, BotHost.Core.Readings.Reading.Nothing, new(2026, 11, 23, 10, 0, 0, ChinaTime.Offset), new("01KAR800010123456789ABCDEF")));
        Assert.Empty(result.Replies);
    }

    private static async Task<Chat> PlayAsync(string channel, string[] story)
    {
        var chat = new Chat(Readers.Rules, Repository.ContentWithAmounts) { Record = ConversationRecord.New(channel + ":1", channel) };
        foreach (var said in story.TakeWhile(_ => chat.Record.State.Question?.Key != "eligibility.after")) await chat.SayAsync(said);
        return chat;
    }

    private sealed class Library(ContentBundle bundle) : IContentLibrary
    {
        public ContentBundle Current => bundle;

        public ContentBundle? Find(string hash) => hash == bundle.Hash ? bundle : null;
    }
}
