using System.Collections.Frozen;
using BotHost.Core.Facts;

namespace BotHost.Core.Eligibility;

/// <summary>What the household rules make of the stated facts: who counts, income, deductions, property.</summary>
public static class HouseholdRules
{
    /// <summary>Null for an id that is not worked out.</summary>
    internal static Derivation? Derive(string factId, Circumstances c) => factId switch
    {
        "household.counted" => HouseholdSize.Counted(c),
        "income.counted_annual" => HouseholdIncome.Counted(c),
        "expense.deducted_annual" => HouseholdIncome.Deducted(c),
        "expense.deducted_stated" => HouseholdIncome.DeductedAsStated(c),
        "income.per_capita_monthly" => HouseholdIncome.PerCapita(c, 12, "expense.deducted_annual"),
        "income.per_capita_annual" => HouseholdIncome.PerCapita(c, 1, "expense.deducted_annual"),
        "income.per_capita_stated" => HouseholdIncome.PerCapita(c, 12, "expense.deducted_stated"),
        "expense.rigid_annual" => HouseholdIncome.Rigid(c),
        "local.dibao_monthly" => LocalDibao(c),
        "assets.cars" or "assets.houses" or "assets.deposits" or "assets.company_capital" => Property.FromExtra(c, factId),
        "assets.homes" => Property.ToldHomes(c),
        "assets.vehicles" => Property.ToldVehicles(c),
        "household.students" => PeopleTold.None(c, "pupil", 0),
        "household.disabled" => PeopleTold.None(c, "disabled", 0),
        "subject.religious_years" => PeopleTold.None(c, "religious", 0),
        "subject.injury_care_pay" => PeopleTold.NoCarePay(c),
        "loan.purpose" => PeopleTold.Loan(c),
        "loan.amount" => PeopleTold.LoanAmount(c),
        "work.away_province_months" => PeopleTold.Away(c),
        "work.seeking" => PeopleTold.Wish(c, "job", "near_job"),
        "work.care_duties" => PeopleTold.Wish(c, "near_job"),
        "work.place" => PeopleTold.Reach(c),
        "hardship.kind" => PeopleTold.Hardship(c),
        "assets.home_count" => Property.Homes(c),
        "assets.home_area" => Property.Area(c),
        "support.state" => Support.State(c),
        "support.excused_income" => Support.ExcusedIncome(c),
        "family.father" => Support.Parent(c, "father"),
        "family.mother" => Support.Parent(c, "mother"),
        "family.parent_lives" => Support.ParentLives(c),
        "event.kind" => Events.Kind(c),
        "event.sudden" => Events.Sudden(c),
        "event.cost" => Events.Field(c, "cost"),
        "assets.own_vehicles" => Property.Vehicles(c),
        "identity.dibao_margin" => Identities.Margin(c),
        "identity.dibao" => Identities.Dibao(c),
        "identity.low_income" => Identities.LowIncome(c),
        "household.short_of_fees" => Identities.ShortOfFees(c),
        "household.in_school" => Identities.InSchool(c),
        "work.wants_training" => c.Find("work.training_wanted") is FactValue.Set wanted ? Derivation.Of(wanted.Values.Count > 0, "work.training_wanted") : PeopleTold.Wish(c, "training") ?? Derivation.Unknown("work.training_wanted"),
        _ => null,
    };

    /// <summary>
    /// The facts, amounts and programs that a derived fact is worked out from, through other derived facts down to what people are asked;
    /// empty for a fact that is not worked out, or that no rule is known for.
    /// </summary>
    public static IEnumerable<string> Behind(string factId)
    {
        var found = new List<string>();
        void Add(string id)
        {
            foreach (var input in Inputs.GetValueOrDefault(id, []))
            {
                if (found.Contains(input)) continue;
                found.Add(input);
                Add(input);
            }
        }

        Add(factId);
        return found;
    }

    /// <summary>What each derived fact reads first.</summary>
    private static readonly FrozenDictionary<string, string[]> Inputs = new Dictionary<string, string[]>
    {
        ["household.counted"] = ["household.size", "household.members"],
        ["income.counted_annual"] = ["income.household_annual", "income.basis", "income.exempt_annual", "household.members", "income.wage_monthly", "income.farm_annual", "income.support_annual", "land.rent_annual", "income.pension_monthly", "income.pension_kind", "income.subsidy_annual", "income.subsidy_monthly"],
        ["expense.deducted_stated"] = ["expense.medical_self_paid", "expense.medical_total", "expense.medical_reimbursed", "expense.medicine_monthly", "event.kind", "event.cost", "expense.rehab_annual", "expense.education_annual", "expense.employment_annual"],
        ["expense.deducted_annual"] = ["expense.deducted_stated"],
        ["expense.rigid_annual"] = ["expense.deducted_annual", "expense.living_annual"],
        ["income.per_capita_monthly"] = ["income.counted_annual", "household.counted", "expense.deducted_annual"],
        ["income.per_capita_annual"] = ["income.counted_annual", "household.counted", "expense.deducted_annual"],
        ["income.per_capita_stated"] = ["income.counted_annual", "household.counted", "expense.deducted_stated"],
        ["local.dibao_monthly"] = ["subject.hukou", "standard.dibao_rural_monthly", "standard.dibao_urban_monthly"],
        ["assets.home_count"] = ["assets.houses", "assets.homes"],
        ["assets.home_area"] = ["assets.houses", "assets.homes"],
        ["assets.own_vehicles"] = ["assets.cars", "assets.vehicles", "household.members"],
        ["support.state"] = ["subject.no_supporters", "household.members", "obligors"],
        ["support.excused_income"] = ["subject.no_supporters", "obligors"],
        ["family.father"] = ["household.members", "obligors"],
        ["family.mother"] = ["household.members", "obligors"],
        ["family.parent_lives"] = ["household.members", "obligors"],
        ["event.kind"] = ["event", "hardship.kind"],
        ["event.sudden"] = ["event", "hardship.kind", "hardship.urgent", "expense.disaster_loss"],
        ["event.cost"] = ["event"],
        ["identity.dibao_margin"] = ["aid.current", "program.dibao_margin"],
        ["identity.dibao"] = ["aid.current", "program.dibao", "program.dibao_single"],
        ["identity.low_income"] = ["aid.current", "program.tekun", "program.dibao", "program.dibao_margin"],
        ["household.in_school"] = ["household.members", "household.students", "hardship.kind"],
        ["household.short_of_fees"] = ["household.has", "hardship.kind", "hardship.need"],
        ["work.wants_training"] = ["work.training_wanted"],
    }.ToFrozenDictionary();

    private static Derivation LocalDibao(Circumstances c)
    {
        var id = Standards.Prefix + (c.Word("subject.hukou") == "urban" ? "dibao_urban_monthly" : "dibao_rural_monthly");
        return c.Number(id) is { } amount ? Derivation.Of(amount) : Derivation.Unknown(id);
    }
}
