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
        if (amounts.FindAll(a => Average(scene, a.Quantity)) is [var average]) return [average];
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

    /// <summary>淡季三四千,旺季六七千,平均下来五千: said to stand for all of them.</summary>
    public static bool Average(Scene scene, Numbers.Quantity q) => scene.InClause(scene.Words.ClauseAt(q.NumberStart), "average").Exists(c => c.End <= q.Start && q.Start - c.End <= 4);

    /// <summary>爷爷说八千: as somebody told it.</summary>
    public static bool Said(Scene scene, Amount amount) => scene.Before(amount.Quantity, 5).Contains('说');

    /// <summary>十一万多,光手术就七万; 八万,还有亲戚三万: the bare amount that begins the answer is what was asked for, whole where a part follows, one of several where more is told.</summary>
    public static void Asked(Scene scene, List<Amount> amounts)
    {
        if (amounts is not [{ Role: null, By: null } head, var next, ..] || head.Quantity.Start > 2 || AmountRole.All.Values.FirstOrDefault(r => r.Per == Period.Open && scene.Expecting(r.Fact)) is not { } role) return;
        var part = next.Quantity.Value < head.Quantity.Value && Part(scene, head, next);
        if (!part && next.Role != role) return;
        // 八万,亲戚三万: a part, or more?
        if (!part && !(role.Sums && scene.In("listing").Exists(c => c.Start >= head.Quantity.End && c.End <= next.Quantity.Start)))
        {
            scene.Wonder(role.Fact, "two-readings", head.Quantity.Start, next.Quantity.End);
            for (var i = 1; i < amounts.Count; i++) amounts[i] = amounts[i] with { Role = amounts[i].Role == role ? null : amounts[i].Role };
            return;
        }

        amounts[0] = head with { Role = role };
        if (part) amounts[1] = next with { Role = role };
    }

    private static bool Part(Scene scene, Amount whole, Amount amount)
    {
        if (amount.Quantity.Start - whole.Quantity.End > 24) return false;
        if (scene.In("part_of").Exists(c => c.Start >= whole.Quantity.End && c.End <= amount.Quantity.Start && amount.Quantity.Start - c.End <= 12)) return true;
        // 十七八万吧,信用社八万剩下都是亲戚: the rest is told of behind the part.
        if (scene.In("rest_of").Exists(c => c.Start - amount.Quantity.End is >= 0 and <= 3)) return true;
        // 外债八万,有五万是看病借的
        var clause = scene.Words.ClauseAt(amount.Quantity.NumberStart);
        return amount.Quantity.Start > 0 && scene.Text[amount.Quantity.Start - 1] == '有' && scene.Words.At(amount.Quantity.End, "是") && !scene.Before(amount.Quantity, clause).Contains('还');
    }
}
