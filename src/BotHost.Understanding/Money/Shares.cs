using BotHost.Core.Facts;
using BotHost.Understanding.Numbers;
using BotHost.Understanding.People;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Money;

/// <summary>What one of several gives, gets or brings, told for one of them, as what all of them do.</summary>
internal static class Shares
{
    /// <summary>仨闺女一人一月给一百, 三亩租给合作社一亩六百, 欠亲戚仨人一家五千; null when how many is open.</summary>
    public static FactValue.Number? Of(Scene scene, AmountRole role, Amount amount, FactValue.Number value)
    {
        var clause = scene.Words.ClauseAt(amount.Quantity.Start);
        return role.Name switch
        {
            "rent" => OfLand(scene, amount, clause, value),
            "pension" => OfPensioners(scene, amount.Quantity.Start, clause, value),
            "farm" => OfMu(scene, amount, value),
            "debt" => OfLenders(scene, amount.Quantity.Start, clause, value),
            _ => OfChildren(scene, amount.Quantity.Start, clause, value),
        };
    }

    private static FactValue.Number? OfLand(Scene scene, Amount amount, Clause clause, FactValue.Number value)
    {
        int at = amount.Quantity.Start, end = amount.Quantity.End;
        if (amount.Carried || !scene.InClause(clause, "land.each").Exists(c => c.End <= at && at - c.End <= 6 || c.Start >= end && c.Start - end <= 1)) return value;
        return scene.Value("land.rented_out_mu") is FactValue.Number { Value: > 0 } let ? Times(value, let.Value)
            : scene.Expecting("land.rent_annual") && Each.Count(scene, amount.Quantity, '亩') is { } area ? Times(value, area.Value) : null;
    }

    /// <summary>一亩落四百,一共六亩.</summary>
    private static FactValue.Number? OfMu(Scene scene, Amount amount, FactValue.Number value)
    {
        if (!scene.In("land.each").Exists(c => c.End <= amount.Quantity.Start && amount.Quantity.Start - c.End <= 3)) return value;
        List<decimal> areas = [.. scene.Quantities.Where(m => m is { Measure: Measure.Mu, Value: > 1, Min: null }).Select(m => m.Value).Distinct()];
        return areas is [var only] && scene.In("land.let").Count == 0 ? Times(value, only) : null;
    }

    private static FactValue.Number OfLenders(Scene scene, int at, Clause clause, FactValue.Number value)
    {
        if (scene.InClause(clause, "each_of").Find(c => c.End <= at && at - c.End <= 1) is not { } each) return value;
        var lenders = scene.Quantities.Find(m => m.Measure is Measure.People or Measure.None or Measure.Things or Measure.Persons && m.Value is > 1 and <= 9 && !m.Scaled && each.Start - m.End is >= 0 and <= 1);
        return lenders is null ? value : Times(value, lenders.Value);
    }

    /// <summary>俺俩养老金一人一百五: of how many is told elsewhere, if at all.</summary>
    private static FactValue.Number? OfPensioners(Scene scene, int at, Clause clause, FactValue.Number value) => scene.InClause(clause, "each_of").Exists(c => c.End <= at && at - c.End <= 4) ? null : value;

    private static FactValue.Number? OfChildren(Scene scene, int at, Clause clause, FactValue.Number value)
    {
        if (!scene.InClause(clause, "each_of").Exists(c => c.End <= at && at - c.End <= 10)) return value;
        var many = scene.Cast.Mentions.LastOrDefault(m => m.End <= at && m.Kin is Kin.Son or Kin.Daughter or Kin.Child) is { } children ? Roster.Many(scene, children) : Counted(scene, at);
        return many > 1 ? Times(value, many) : null;
    }

    /// <summary>俩儿, 仨妮: children told only by how many.</summary>
    private static int Counted(Scene scene, int at) => scene.Quantities.FindLast(m => m.End <= at && m is { Value: >= 2 and <= 9, Min: null, Scaled: false } && m.End < scene.Text.Length && scene.Text[m.End] is '儿' or '闺' or '妮' or '女' or '孩' or '娃' or '小') is { } children ? (int)children.Value : 1;

    private static FactValue.Number Times(FactValue.Number value, decimal times) => new(Math.Round(value.Value * times), value.Min is { } min ? Math.Round(min * times) : null, value.Max is { } max ? Math.Round(max * times) : null);
}
