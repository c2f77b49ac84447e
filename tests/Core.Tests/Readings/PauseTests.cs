using BotHost.Core.Content;
using BotHost.Core.Facts;
using BotHost.Understanding;
using BotHost.Understanding.Pauses;
using BotHost.Understanding.Words;

namespace Core.Tests.Readings;

/// <summary>Messages spoken without a comma are read as if they had some.</summary>
public class PauseTests
{
    private static readonly Lazy<PauseModel> Model = new(() => PauseTrainer.Train(PauseTrainer.Sentences(UnderstandingContent.FromFolder(Readers.Root).Pauses, [])));

    [Theory]
    [InlineData("俺家五口人|俺男人去年腊月摔断了腿|住院花了四万多|新农合报了一万八")]
    [InlineData("我今年六十八了|老伴前年没了|就我一个人过")]
    [InlineData("在工地上干活|老板不给钱|娃还等着交学费呢")]
    public void Who_speaks_without_a_comma_is_heard_with_pauses(string spoken)
    {
        var (text, pauses) = (spoken.Replace("|", "", StringComparison.Ordinal), spoken.Count(c => c == '|'));
        List<int> likely = [.. Enumerable.Range(1, text.Length - 1).Where(i => Model.Value.Probability(text, i) >= 0.5f)];
        var meant = spoken.Split('|').SkipLast(1).Aggregate(new List<int>(), (at, part) => [.. at, at.LastOrDefault() + part.Length]);
        Assert.True(meant.Count(likely.Contains) >= pauses - 1, string.Join(',', likely));
        Assert.True(likely.Except(meant).Count() <= 1, string.Join(',', likely));
    }

    [Fact]
    public void With_and_without_commas_the_same_is_read()
    {
        const string Told = "俺家五口人,俺男人去年腊月摔断了腿,住院花了四万多,新农合报了一万八,地里一年收个八九千";
        var (typed, spoken) = (Readers.Read(Told), Readers.Read(Told.Replace(",", "", StringComparison.Ordinal)));
        Assert.Equal(typed.Facts.ToDictionary(f => f.Id, f => f.Value), spoken.Facts.ToDictionary(f => f.Id, f => f.Value));
        Assert.Equal(new FactValue.Number(18000), spoken.Facts.Single(f => f.Id == "expense.medical_reimbursed").Value);
    }

    [Fact]
    public void Nobody_pauses_inside_a_number_or_a_word_that_is_known()
    {
        var lexicon = Lexicon.Load(new Dictionary<string, string> { ["l.yaml"] = "disease:\n  named: [胃溃疡]\n" }, FactCatalogue.Load("", []), []);
        var always = new Hearing(lexicon, Task.FromResult(new PauseModel(new float[PauseFeatures.Slots], 6)));
        var words = always.Of("我得了胃溃疡花了一万二千三");
        Assert.Contains("胃溃疡", words.Clauses.Select(c => words.Text[c.Start..c.End]).Select(c => c.Contains("胃溃疡", StringComparison.Ordinal) ? "胃溃疡" : c));
        Assert.Contains(words.Clauses, c => words.Text[c.Start..c.End].Contains("一万二千三", StringComparison.Ordinal));
        Assert.True(words.Clauses.Length > 3);
        Assert.All(words.Clauses.Skip(1), c => Assert.True(c.Supposed));
    }

    [Fact]
    public void A_line_that_teaches_nothing_is_told_with_its_place()
    {
        List<ContentProblem> problems = [];
        Assert.Equal(["一家三口,都有病"], PauseTrainer.Sentences("# how to write\n\n一家三口,都有病\n没有停顿\n", problems));
        Assert.Equal((PauseTrainer.File, 4, "no-pause"), (Assert.Single(problems).File, problems[0].Line, problems[0].Rule));
    }

    [Fact]
    public void A_kept_model_hears_what_the_trained_one_heard_and_a_damaged_one_is_no_model()
    {
        using var file = new MemoryStream();
        Model.Value.Save(file);
        file.Position = 0;
        var kept = PauseModel.Load(file)!;
        const string Text = "我今年六十八了老伴前年没了";
        Assert.All(Enumerable.Range(1, Text.Length - 1), i => Assert.Equal(Model.Value.Probability(Text, i), kept.Probability(Text, i), 0.02f));
        Assert.Null(PauseModel.Load(new MemoryStream([1, 0, 0])));
        Assert.Null(PauseModel.Load(new MemoryStream(file.ToArray()[..100])));
    }
}
