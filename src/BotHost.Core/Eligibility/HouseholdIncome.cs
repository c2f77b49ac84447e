using System.Collections.Immutable;
using BotHost.Core.Expressions;
using BotHost.Core.Facts;

namespace BotHost.Core.Eligibility;

/// <summary>
/// Income that counts, of the twelve months before (豫民〔2021〕5号), and what is taken off it: needed spending on illness, rehabilitation,
/// schooling and work. Aid received is never income. Which bills count, and up to what, is the county's: the reviewer's word.
/// </summary>
internal static class HouseholdIncome
{
    private static readonly string[] Bills = ["expense.rehab_annual", "expense.education_annual", "expense.employment_annual"];
    private const string SelfPaid = "expense.medical_self_paid", Schooling = "expense.education_annual", PensionKind = "income.pension_kind";

    /// <summary>Annual income that counts: the total as said, less the kinds that do not count; else the sum of what was named.</summary>
    public static Derivation Counted(Circumstances c)
    {
        if (c.Amount("income.household_annual") is not { } total) return Summed(c);
        // What is left over after living (攒) is no income; a gross take is at most the net.
        if (c.Word("income.basis") == "saved") return new(new FactValue.Number(total.Value, total.Value, Span.Unbounded), ["income.household_annual", "income.basis"], ["income.household_annual", "income.basis"]);
        var (low, high) = (total.Min ?? total.Value, total.Max ?? total.Value);
        if (c.Word("income.basis") == "gross") low = 0;
        var exempt = c.Number("income.exempt_annual") ?? 0;
        ImmutableArray<string> used = exempt == 0 ? ["income.household_annual"] : ["income.household_annual", "income.exempt_annual"];
        return Derivation.Of(Math.Max(0, low - exempt), Math.Max(0, total.Value - exempt), Math.Max(0, high - exempt), ["income.household_annual"], used);
    }

    private static Derivation Summed(Circumstances c)
    {
        var parts = new List<(string Id, decimal Low, decimal Value, decimal High)>();
        void Add(string id, int times)
        {
            if (c.Amount(id) is { } n) parts.Add((id, (n.Min ?? n.Value) * times, n.Value * times, (n.Max ?? n.Value) * times));
        }

        var wages = c.Members.Where(m => m.Counts).Select(m => m.Find("wage_monthly")).OfType<FactValue.Number>().ToList();
        foreach (var wage in wages) parts.Add(("household.members", (wage.Min ?? wage.Value) * 12, wage.Value * 12, (wage.Max ?? wage.Value) * 12));
        if (wages.Count == 0 || !c.Members.Any(m => m.IsSubject && m.Find("wage_monthly") is not null)) Add("income.wage_monthly", 12);
        Add("income.farm_annual", 1);
        Add("income.support_annual", 1);
        Add("land.rent_annual", 1);
        AddPension(c, parts);
        foreach (var (id, times) in new[] { ("income.subsidy_annual", 1), ("income.subsidy_monthly", 12) })
        {
            // Farm support counts, relief does not: which it was is open, so the amount is between nothing and all of it.
            if (c.Amount(id) is { } n) parts.Add((id, 0, 0, (n.Max ?? n.Value) * times));
        }

        // 儿子一分没给过: nothing from one source says nothing about the others.
        if (parts.All(p => p.High == 0 || p.Id.StartsWith("income.subsidy", StringComparison.Ordinal))) return Derivation.Unknown("income.household_annual");
        var used = parts.Select(p => p.Id).Distinct().ToImmutableArray();
        return Derivation.Of(parts.Sum(p => p.Low), parts.Sum(p => p.Value), parts.Sum(p => p.High), used, used);
    }

    /// <summary>The basic pension of residents is not counted (policy of the 14th five-year plan), a worker's pension is; which it is may be open: then anything between.</summary>
    private static void AddPension(Circumstances c, List<(string Id, decimal Low, decimal Value, decimal High)> parts)
    {
        if (c.Amount("income.pension_monthly") is not { } n || c.Word(PensionKind) == "resident") return;
        var (low, value, high) = ((n.Min ?? n.Value) * 12, n.Value * 12, (n.Max ?? n.Value) * 12);
        parts.Add(c.Word(PensionKind) == "worker" ? ("income.pension_monthly", low, value, high) : (PensionKind, 0, 0, high));
    }

    /// <summary>What may be taken off, as far as it is known: an amount nobody has asked for may be anything.</summary>
    public static Derivation Deducted(Circumstances c)
    {
        var stated = c.Derive("expense.deducted_stated")!;
        var asked = c.Amount(SelfPaid) is not null || (c.Amount("expense.medical_total") is not null && c.Amount("expense.medical_reimbursed") is not null);
        // Where it was said that somebody is at school, what that costs may be taken off too.
        var schooling = c.Amount(Schooling) is null && (PeopleTold.HasPupils(c) || c.Has("hardship.kind", "education") || c.Members.Any(m => m.Counts && m.PaysFees));
        if (asked && !schooling) return stated;
        var value = (FactValue.Number)stated.Value!;
        string[] open = [.. asked ? Array.Empty<string>() : [SelfPaid], .. schooling ? [Schooling] : Array.Empty<string>()];
        return new(new FactValue.Number(value.Value, value.Min ?? value.Value, Span.Unbounded), [.. stated.Missing.Concat(open).Distinct()], stated.Used);
    }

    /// <summary>What may be taken off by what was said; amounts nobody has named are nothing, bills whose repayment is open are a span.</summary>
    public static Derivation DeductedAsStated(Circumstances c)
    {
        var (low, value, high) = (0m, 0m, 0m);
        var used = new List<string>();
        var missing = new List<string>();
        void Add(string id, decimal least, decimal likely, decimal most, string? ask = null)
        {
            (low, value, high) = (low + least, value + likely, high + most);
            used.Add(id);
            if (least != most) missing.Add(ask ?? id);
        }

        if (c.Amount(SelfPaid) is { } paid) Add(SelfPaid, paid.Min ?? paid.Value, paid.Value, paid.Max ?? paid.Value);
        else if (c.Amount("expense.medical_total") is { } total)
        {
            if (c.Amount("expense.medical_reimbursed") is { } back)
            {
                Add("expense.medical_total", Math.Max(0, (total.Min ?? total.Value) - (back.Max ?? back.Value)), Math.Max(0, total.Value - back.Value), Math.Max(0, (total.Max ?? total.Value) - (back.Min ?? back.Value)));
                used.Add("expense.medical_reimbursed");
            }
            else Add("expense.medical_total", 0, 0, total.Max ?? total.Value, ask: SelfPaid);
        }
        else if (c.Amount("expense.medicine_monthly") is { } medicine) Add("expense.medicine_monthly", (medicine.Min ?? medicine.Value) * 12, medicine.Value * 12, (medicine.Max ?? medicine.Value) * 12);
        else if (c.Word("event.kind") is "illness" or "accident" && c.Amount("event.cost") is { } cost)
            Add("event", 0, 0, cost.Max ?? cost.Value, ask: SelfPaid);

        foreach (var bill in Bills)
        {
            if (c.Amount(bill) is { } n) Add(bill, n.Min ?? n.Value, n.Value, n.Max ?? n.Value);
        }

        return Derivation.Of(low, value, high, [.. missing.Distinct()], [.. used]);
    }

    /// <summary>Spending that nobody can forgo (刚性支出困难家庭认定办法): the bills, and what living costs where that was said; it is not asked for, since how it is counted is the county's.</summary>
    public static Derivation Rigid(Circumstances c)
    {
        var bills = c.Derive("expense.deducted_annual")!;
        if (c.Amount("expense.living_annual") is not { } living || bills.Value is not FactValue.Number b) return bills;
        var (low, high) = ((b.Min ?? b.Value) + (living.Min ?? living.Value), (b.Max ?? b.Value) == Span.Unbounded ? Span.Unbounded : (b.Max ?? b.Value) + (living.Max ?? living.Value));
        return Derivation.Of(low, b.Value + living.Value, high, bills.Missing, [.. bills.Used, "expense.living_annual"]);
    }

    /// <summary>Income per person and period: (counted income − deductions) ÷ those who count ÷ <paramref name="months"/>, never below zero.</summary>
    /// <param name="deducted">The derived fact that says what is taken off.</param>
    public static Derivation PerCapita(Circumstances c, int months, string deducted)
    {
        var (income, people, off) = (c.Derive("income.counted_annual")!, c.Derive("household.counted")!, c.Derive(deducted)!);
        if (income.Value is not FactValue.Number i || people.Value is not FactValue.Number p)
            return new(null, () => (income.Value is null ? income.Missing : []).Concat(people.Value is null ? people.Missing : []), null);
        var o = (FactValue.Number)off.Value!;
        var value = Math.Max(0, i.Value - o.Value) / p.Value / months;
        IEnumerable<string> Used() => income.Used.Concat(people.Used).Concat(off.Used);
        if (!i.Approximate && !o.Approximate && !p.Approximate) return new(FactValue.Of(value), null, Used);
        var low = Math.Max(0, (i.Min ?? i.Value) - (o.Max ?? o.Value)) / (p.Max ?? p.Value) / months;
        var high = Math.Max(0, (i.Max ?? i.Value) - (o.Min ?? o.Value)) / (p.Min ?? p.Value) / months;
        return low == high ? new(FactValue.Of(low), null, Used) : new(new FactValue.Number(value, low, high), () => income.Missing.Concat(people.Missing).Concat(off.Missing), Used);
    }
}
