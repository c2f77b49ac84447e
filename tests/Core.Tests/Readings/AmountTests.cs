using BotHost.Core.Facts;

namespace Core.Tests.Readings;

public class AmountTests
{
    [Theory]
    [InlineData("一万二千五", 12500)]
    [InlineData("一万二", 12000)]
    [InlineData("1.5万", 15000)]
    [InlineData("8k", 8000)]
    [InlineData("1.2w", 12000)]
    [InlineData("3千5", 3500)]
    [InlineData("1万2", 12000)]
    [InlineData("两千三百块", 2300)]
    [InlineData("12,500元", 12500)]
    [InlineData("一千零五十", 1050)]
    [InlineData("一万零三百", 10300)]
    [InlineData("二百六", 260)]
    [InlineData("十万八千", 108000)]
    [InlineData("三十五万", 350000)]
    [InlineData("一毛也没有", 0)]
    public void An_exact_amount_is_read_exactly(string text, int yuan) =>
        Assert.Equal(FactValue.Of(yuan), Readers.Fact(text, "income.household_annual", "income.household_annual"));

    [Theory]
    [InlineData("四万多", 40000, 49999)]
    [InlineData("八九千", 8000, 9000)]
    [InlineData("万把块", 8000, 12000)]
    [InlineData("千儿八百", 800, 1000)]
    [InlineData("一百五六", 150, 160)]
    [InlineData("三万五万", 30000, 50000)]
    [InlineData("3-5万", 30000, 50000)]
    [InlineData("小两万", 17000, 20000)]
    [InlineData("两万出头", 20000, 23000)]
    [InlineData("不到三千", 2700, 3000)]
    [InlineData("二十来万", 180000, 220000)]
    [InlineData("三五百块", 300, 500)]
    [InlineData("十几万", 110000, 190000)]
    [InlineData("大概两万", 18000, 22000)]
    [InlineData("八千到一万", 8000, 10000)]
    public void A_rough_amount_carries_the_range_that_was_meant(string text, int atLeast, int atMost)
    {
        var value = Assert.IsType<FactValue.Number>(Readers.Fact(text, "income.household_annual", "income.household_annual"));
        Assert.True(value.Approximate);
        Assert.InRange(value.Value, atLeast, atMost);
        Assert.InRange(value.Min ?? atLeast, atLeast * 0.9m, value.Value);
        Assert.InRange(value.Max ?? atMost, value.Value, atMost * 1.1m);
    }

    [Theory]
    [InlineData("五")]
    [InlineData("8")]
    public void A_bare_number_too_small_for_money_is_asked_back(string text)
    {
        var reading = Readers.Read(text, "income.household_annual");
        Assert.Empty(reading.Facts);
        Assert.Contains(reading.Doubts, d => d.FactId == "income.household_annual");
    }
}
