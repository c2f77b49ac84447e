using BotHost.Core.Facts;

namespace BotHost.Understanding.Money;

/// <summary>Turns amounts into facts: the household's own ones, in the fact's period, several of one kind together. What stays open becomes a doubt.</summary>
internal static class MoneyReader
{
    public static List<Amount> Read(Scene scene)
    {
        var amounts = AmountReader.Read(scene);
        Debts.Lenders(scene, amounts);
        Parts.Asked(scene, amounts);
        Treatment.Refunded(scene, amounts);
        Remainders.Settle(scene, amounts);
        Wishes.Borrow(scene, amounts);
        foreach (var group in amounts.Where(a => a.Role is { Fact.Length: > 0 } && Belonging.Ours(scene, a)).GroupBy(a => a.Role!))
        {
            List<Amount> said = [.. group];
            if (AmountsBeside.Unexplained(scene, amounts, said) is { } end) scene.Wonder(group.Key.Fact, "two-readings", said[0].Quantity.Start, end);
            else if (Treatment.OfLongAgo(scene, amounts, said)) scene.Wonder(group.Key.Fact, "period", said[0].Quantity.Start, said[0].Quantity.End, said[0].Quantity.Whole());
            else Conclude(scene, group.Key, said);
        }

        Debts.AllBorrowed(scene, amounts);
        Treatment.AllSelfPaid(scene, amounts);
        Percent.Read(scene, amounts);
        Exempt.Read(scene, amounts);
        PensionKinds.Read(scene);
        foreach (var saved in amounts.Where(a => a.Role?.Name == AmountRole.Saved))
            scene.Wonder("income.household_annual", "basis", saved.Quantity.Start, saved.Quantity.End);
        return amounts;
    }

    private static void Conclude(Scene scene, AmountRole role, List<Amount> amounts)
    {
        if (role.Per == Period.Year || role.Name == "wage") amounts = Sums.Kept(scene, amounts);
        if (role.Name == "debt") amounts = Debts.WithoutInstalments(amounts);
        amounts = Parts.Without(scene, amounts);
        // 扫路一月六百,老伴剪茶一季两三千: work of a season is beside the wage.
        // 一天三百,月月能挣七八千: what comes of it by the month was told.
        if (role.Name == "wage" && amounts.Exists(a => a.Per == Period.Month)) amounts = amounts.FindAll(a => a.Per is not (Period.Once or Period.Day));
        if (Open(scene, role, amounts) is { } why)
        {
            scene.Wonder(role.Fact, why, amounts[0].Quantity.Start, amounts[0].Quantity.End, amounts[0].Quantity.Whole());
            // 毛收入二十三万,饲料钱还没刨: said to be what came in before the costs.
            if (why == "basis" && role.Name is "farm" or "household_income" or "household_loose" && scene.In("income.basis").Find(c => c.Entry == "gross") is { } gross) scene.Add("income.basis", new FactValue.Choice("gross"), (gross.Start, gross.End));
            return;
        }

        amounts = Sums.Restated(scene, role, amounts);
        List<(FactValue.Number Value, (int Start, int End) Span)> parts = [];
        foreach (var amount in amounts)
        {
            var each = amounts.Count == 1 || Each.CountedBetween(scene, amounts, amount) ? Each.Value(scene, role, amount) : null;
            var value = each ?? PerPeriod.Convert(scene, role, amount);
            if (value is not null && each is null && role.Name is "support" or "rent" or "debt" or "pension" or "farm") value = Shares.Of(scene, role, amount, value);
            if (value is null)
            {
                scene.Wonder(role.Fact, "period", amount.Quantity.Start, amount.Quantity.End, amount.Quantity.Whole());
                return;
            }

            parts.Add((value, amount.Span(scene.Words.ClauseAt(amount.Quantity.NumberStart))));
        }

        if (Sums.Together(scene, role, amounts, parts.ConvertAll(p => p.Value)) is { } sum)
        {
            scene.Add(role.Fact, sum.Value, [.. sum.Which.Select(i => parts[i].Span)]);
            Basis(scene, role, amounts[0]);
        }
        else scene.Wonder(role.Fact, "two-readings", amounts[0].Quantity.Start, amounts[^1].Quantity.End, [.. parts.Select(p => (FactValue)p.Value)]);
    }

    /// <summary>除去本钱净落八千: said to be what is left after the costs.</summary>
    private static void Basis(Scene scene, AmountRole role, Amount amount)
    {
        if (role.Name is not ("farm" or "household_income" or "household_loose")) return;
        if (scene.InClause(scene.Words.ClauseAt(amount.Quantity.NumberStart), "income.basis").Find(c => c.Entry == "net" && c.End <= amount.Quantity.Start) is { } net) scene.Add("income.basis", new FactValue.Choice("net"), (net.Start, net.End));
    }

    /// <summary>Why a whole group of amounts cannot be taken as it was told; null when it can.</summary>
    private static string? Open(Scene scene, AmountRole role, List<Amount> amounts)
    {
        if (role.Name is "medical" or "reimbursed" or "self_paid" && (amounts.Exists(a => Treatment.LongAgo(scene, a)) || Treatment.TwoYears(scene, amounts) || (Treatment.OnePrice(scene, amounts) && Each.Value(scene, role, amounts[0]) is null))) return "period";
        if (role.Name == "medical" && amounts.Exists(a => Treatment.Ahead(scene, a))) return "basis";
        return role.Per == Period.Year && role.Fact.StartsWith("income.", StringComparison.Ordinal) && amounts.Exists(a => Answers.ExpectedMoney.Gross(scene, a.Quantity)) ? "basis" : null;
    }
}
