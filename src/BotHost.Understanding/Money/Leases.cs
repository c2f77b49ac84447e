using BotHost.Understanding.Words;

namespace BotHost.Understanding.Money;

/// <summary>What comes in for land that others work.</summary>
internal static class Leases
{
    /// <summary>Characters of verbs that make the amount something else.</summary>
    private static readonly System.Buffers.SearchValues<char> OtherDeed = System.Buffers.SearchValues.Create("卖挣打养吃花补欠借");

    /// <summary>地全包给种粮大户了,一年四千五; 地让堂弟种,他一年给一千: an amount right behind land that is let, with no sale or work of one's own.</summary>
    public static bool Brings(Scene scene, Amount amount, Clause clause, AmountRole? role)
    {
        if (role is not (null or { Name: "farm" or "household_income" or "household_loose" or "yearly" or AmountRole.Earned }) || amount.Per is Period.Month or Period.Day or Period.Once) return false;
        var q = amount.Quantity;
        if (scene.In("land.taken").Exists(c => c.End <= q.Start) && !scene.In("land.let").Exists(c => c.Gapped || c.Length > 2)) return false;
        var let = scene.In("land.let").FindLast(c => c.End <= q.Start && q.Start - c.End <= 18) ?? scene.InClause(clause, "land.let").Find(c => c.Start >= q.End && c.Start - q.End <= 1);
        if (let is null || (let.Start <= q.Start && !scene.Words.OneSentence(let.Start, q.Start))) return false;
        var between = let.End <= q.Start ? scene.Text.AsSpan(let.End, q.Start - let.End) : default;
        return !between.ContainsAny(OtherDeed) && !scene.Quantities.Exists(o => o.LooksLikeMoney && o.Start >= let.End && o.End <= q.Start);
    }
}
