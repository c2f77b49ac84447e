using BotHost.Understanding.Words;

namespace BotHost.Understanding.Money;

/// <summary>Amounts of one kind of which one is the whole and the others are what it is made up of: 欠七万,其中四万是银行的; 学费一年八千,光住宿一千二.</summary>
internal static class Parts
{
    /// <summary>The amounts without those that are told as a part of another.</summary>
    public static List<Amount> Without(Scene scene, List<Amount> amounts)
    {
        if (amounts.Count < 2) return amounts;
        // 病人说花了十万,发票上就三万四: what is written counts, not what is said.
        if (amounts.FindAll(a => Written(scene, a.Quantity)) is [var written] && amounts.Exists(a => a != written && Said(scene, a))) return [written];
        var first = amounts[0].Quantity.Value;
        // 外债八万,五万看病借的,三万盖房借的: the whole, and then what it is made up of.
        if (amounts.Count > 2 && amounts.Skip(1).Sum(a => a.Quantity.Value) == first) return [amounts[0]];
        // 信用社三万,我姐两万,五万都没还: the parts, and then the whole.
        if (amounts.Count > 2 && amounts.SkipLast(1).Sum(a => a.Quantity.Value) == amounts[^1].Quantity.Value) return [amounts[^1]];
        List<Amount> whole = [amounts[0]];
        foreach (var amount in amounts.Skip(1))
        {
            if (amount.Quantity.Value > whole[^1].Quantity.Value || !Part(scene, whole[^1], amount)) whole.Add(amount);
        }

        return whole;
    }

    /// <summary>单子上写的, 发票上是: read off a paper.</summary>
    public static bool Written(Scene scene, Numbers.Quantity q) => scene.InClause(scene.Words.ClauseAt(q.NumberStart), "written").Exists(c => c.End <= q.Start && q.Start - c.End <= 6);

    /// <summary>爷爷说八千: as somebody told it.</summary>
    public static bool Said(Scene scene, Amount amount) => scene.Before(amount.Quantity, 5).Contains('说');

    private static bool Part(Scene scene, Amount whole, Amount amount)
    {
        if (amount.Quantity.Start - whole.Quantity.End > 24) return false;
        if (scene.In("part_of").Exists(c => c.Start >= whole.Quantity.End && c.End <= amount.Quantity.Start && amount.Quantity.Start - c.End <= 12)) return true;
        // 外债八万,有五万是看病借的
        var clause = scene.Words.ClauseAt(amount.Quantity.NumberStart);
        return amount.Quantity.Start > 0 && scene.Text[amount.Quantity.Start - 1] == '有' && scene.Words.At(amount.Quantity.End, "是") && !scene.Before(amount.Quantity, clause).Contains('还');
    }
}
