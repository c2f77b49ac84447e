using BotHost.Understanding.Words;

namespace BotHost.Understanding.Money;

/// <summary>What is wished for as a loan, where other words stand next to the amount.</summary>
internal static class Wishes
{
    /// <summary>开春买鸡苗缺个万把块,能贷点不: with a wish to borrow, the one amount that is lacking or borrowed from the bank is the loan; 搭大棚贷五万 names it by what it is for.</summary>
    public static void Borrow(Scene scene, List<Amount> amounts)
    {
        if (amounts.Exists(a => a.Role?.Name == "loan") || amounts is not [var only] || scene.Cast.Outside(only.Quantity.NumberStart)) return;
        var wish = scene.In("loan.wish").FirstOrDefault();
        var lacking = wish is not null && only.Role is null or { Name: "short" or "debt" or "other" or AmountRole.Spent or "farm" or "business" } && !Owed(scene, only);
        if (lacking || Straight(scene, only)) amounts[0] = only with { Role = AmountRole.All["loan"], Per = Period.Open };
    }

    /// <summary>搭大棚贷五万五: 贷 touches the amount, and nothing says that it was done.</summary>
    private static bool Straight(Scene scene, Amount amount)
    {
        var at = amount.Quantity.Start;
        if (at == 0 || scene.Text[at - 1] != '贷' || amount.Role is not (null or { Name: "debt" or "farm" or "business" })) return false;
        var clause = scene.Words.ClauseAt(amount.Quantity.NumberStart);
        return scene.InClause(clause, "loan.purpose").Exists(c => c.End <= at) && scene.In("lender").Count == 0 && !Owed(scene, amount);
    }

    private static bool Owed(Scene scene, Amount amount)
    {
        var clause = scene.Words.ClauseAt(amount.Quantity.NumberStart);
        return scene.Before(amount.Quantity, clause).ContainsAny("欠了过还着") || scene.Behind(amount.Quantity, clause).ContainsAny("没还欠");
    }
}
