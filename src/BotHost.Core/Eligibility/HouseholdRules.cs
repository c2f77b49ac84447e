using BotHost.Core.Facts;

namespace BotHost.Core.Eligibility;

/// <summary>What the household rules make of the stated facts: who counts, income, deductions, property.</summary>
internal static class HouseholdRules
{
    /// <summary>Null for an id that is not worked out.</summary>
    public static Derivation? Derive(string factId, Circumstances c) => factId switch
    {
        "household.counted" => HouseholdSize.Counted(c),
        "income.counted_annual" => HouseholdIncome.Counted(c),
        "expense.deducted_annual" => HouseholdIncome.Deducted(c),
        "income.per_capita_monthly" => HouseholdIncome.PerCapita(c, 12, HouseholdIncome.Deducted(c)),
        "income.per_capita_annual" => HouseholdIncome.PerCapita(c, 1, HouseholdIncome.Deducted(c)),
        "income.per_capita_stated" => HouseholdIncome.PerCapita(c, 12, HouseholdIncome.DeductedAsStated(c)),
        "expense.rigid_annual" => HouseholdIncome.Rigid(c),
        "local.dibao_monthly" => LocalDibao(c),
        "assets.cars" or "assets.houses" or "assets.deposits" or "assets.company_capital" => Property.FromExtra(c, factId),
        "assets.homes" => Property.ToldHomes(c),
        "assets.vehicles" => Property.ToldVehicles(c),
        "household.students" => PeopleTold.None(c, "pupil", 0),
        "household.disabled" => PeopleTold.None(c, "disabled", 0),
        "work.seeking" => PeopleTold.Wish(c, "job", "near_job"),
        "work.care_duties" => PeopleTold.Wish(c, "near_job"),
        "work.place" => PeopleTold.Reach(c),
        "hardship.kind" => PeopleTold.Hardship(c),
        "assets.home_count" => Property.Homes(c),
        "assets.home_area" => Property.Area(c),
        "support.state" => Support.State(c),
        "family.father" => Support.Parent(c, "father"),
        "family.mother" => Support.Parent(c, "mother"),
        "event.kind" => Events.Kind(c),
        "event.sudden" => Events.Sudden(c),
        "event.cost" => Events.Field(c, "cost"),
        "assets.own_vehicles" => Property.Vehicles(c),
        "identity.dibao_margin" => Identities.Margin(c),
        "identity.low_income" => Identities.LowIncome(c),
        "household.in_school" => Identities.InSchool(c),
        "work.wants_training" => c.Find("work.training_wanted") is FactValue.Set wanted ? Derivation.Of(wanted.Values.Count > 0, "work.training_wanted") : PeopleTold.Wish(c, "training") ?? Derivation.Unknown("work.training_wanted"),
        _ => null,
    };

    private static Derivation LocalDibao(Circumstances c)
    {
        var id = Standards.Prefix + (c.Word("subject.hukou") == "urban" ? "dibao_urban_monthly" : "dibao_rural_monthly");
        return c.Number(id) is { } amount ? Derivation.Of(amount) : Derivation.Unknown(id);
    }
}
