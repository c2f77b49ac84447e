using BotHost.Core.Facts;

namespace Core.Tests.Readings;

public class DateTests
{
    [Theory]
    [InlineData("去年腊月", "2026-01-19/2026-02-16")]
    [InlineData("腊月二十三", "2026-02-10")]
    [InlineData("上个月初八", "2026-10-17")]
    [InlineData("八月十五", "2026-09-25")]
    [InlineData("去年八月十五", "2025-10-06")]
    [InlineData("五月端午", "2026-06-19")]
    [InlineData("正月十五", "2026-03-03")]
    [InlineData("今年三月初三", "2026-04-19")]
    [InlineData("大前天", "2026-11-20")]
    [InlineData("夜儿个", "2026-11-22")]
    [InlineData("上礼拜三", "2026-11-18")]
    [InlineData("开春", "2026-02-04/2026-03-31")]
    [InlineData("收麦那会儿", "2026-05-25/2026-06-15")]
    [InlineData("前年冬天", "2024-12-01/2025-02-28")]
    [InlineData("2024年5月", "2024-05-01/2024-05-31")]
    [InlineData("二四年五月", "2024-05-01/2024-05-31")]
    [InlineData("10月3号", "2026-10-03")]
    [InlineData("前年", "2024-01-01/2024-12-31")]
    [InlineData("三年前", "2023-01-01/2023-12-31")]
    [InlineData("2025-03-05", "2025-03-05")]
    public void A_date_becomes_a_day_or_an_interval(string text, string expected) =>
        Assert.Equal(FactValueJson.ParseDay(expected), Readers.Fact(text, "hardship.started_on", "hardship.started_on"));

    [Theory]
    [InlineData("我属马")]
    public void The_animal_of_birth_alone_is_asked_back(string text) =>
        Assert.Contains(Readers.Read(text).Doubts, d => d.FactId == "subject.birth_year" && d.Candidates.Length > 3);
}
