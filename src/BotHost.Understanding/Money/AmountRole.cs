using System.Collections.Frozen;

namespace BotHost.Understanding.Money;

/// <summary>What an amount was said to be, and the fact that makes of it.</summary>
/// <param name="Name">Entry of the lexicon group <c>money</c>.</param>
/// <param name="Rank">When several words speak for one amount, the lowest rank decides: 看病借了八万 is a debt.</param>
/// <param name="Fact">The fact; empty for amounts that are no fact of ours (wedding gifts, prices, what others owe).</param>
/// <param name="Per">The period the fact is kept in; <see cref="Period.Open"/> when it has none.</param>
/// <param name="Sums">True when several such amounts in one message belong together (two crops, two lenders).</param>
internal sealed record AmountRole(string Name, int Rank, string Fact, Period Per = Period.Open, bool Sums = false)
{
    /// <summary>花了, 用了: what for is told elsewhere.</summary>
    public const string Spent = "spent";

    /// <summary>挣, 收入: from what is told elsewhere.</summary>
    public const string Earned = "earned";

    /// <summary>攒, 剩: left over, not income.</summary>
    public const string Saved = "saved";

    /// <summary>车贷还有二十六万: what is left of a loan is a debt, what goes off it each month is not.</summary>
    public const string Outstanding = "outstanding";

    /// <summary>赔了六万: a loss where crops, animals or a trade were told of; otherwise it may be what was paid to somebody.</summary>
    public const string Lost = "lost";

    public static FrozenDictionary<string, AmountRole> All { get; } = new AmountRole[]
    {
        new("owed_to_us", 0, ""), new(Outstanding, 0, "debt.total"), new("other", 1, ""), new(Saved, 6, ""),
        new("short", 3, "urgent.amount_short"), new("loan", 0, "loan.amount"), new("wage_min", 3, "work.wage_min_monthly", Period.Month),
        new("reimbursed", 4, "expense.medical_reimbursed"), new("self_paid", 4, "expense.medical_self_paid"),
        new("debt", 5, "debt.total", Sums: true), new("deposits", 5, "assets.deposits", Sums: true), new("rent", 5, "land.rent_annual", Period.Year),
        new("aid", 6, ""), new("medicine", 6, "expense.medicine_monthly", Period.Month), new("rehab", 6, "expense.rehab_annual", Period.Year),
        new("living", 6, "expense.living_annual", Period.Year), new("education", 6, "expense.education_annual", Period.Year, true), new("support", 6, "income.support_annual", Period.Year, true),
        new("pension", 6, "income.pension_monthly", Period.Month), new("subsidy", 6, "income.subsidy_annual", Period.Year),
        new("loss", 6, "expense.disaster_loss", Sums: true),
        new("medical", 7, "expense.medical_total"), new("household_income", 8, "income.household_annual", Period.Year),
        new("business", 9, ""), new("household_loose", 10, "income.household_annual", Period.Year),
        new("farm", 9, "income.farm_annual", Period.Year, true), new("wage", 9, "income.wage_monthly", Period.Month),
        new(Lost, 20, ""), new("yearly", 11, "income.household_annual", Period.Year), new(Spent, 20, ""), new(Earned, 20, ""),
    }.ToFrozenDictionary(r => r.Name);
}
