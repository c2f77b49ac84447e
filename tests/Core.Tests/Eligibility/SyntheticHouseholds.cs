using System.Collections.Immutable;
using BotHost.Core.Facts;

namespace Core.Tests.Eligibility;

/// <summary>
/// Made-up households, every one with an answer to each question that eligibility may ask. Shares come from the policy base where it has them
/// (low-income people 467.3 of some 4,700 ten-thousands of rural residents, 86.3 of them monitored, about as many hurt by bills as by other
/// causes); the others are round numbers, chosen so that no answer is rare enough to be never seen.
/// </summary>
internal static class SyntheticHouseholds
{
    /// <param name="lowIncome">Share with a low income: of all rural people about a tenth; of those who ask, more.</param>
    public static IEnumerable<ImmutableDictionary<string, FactValue>> Draw(int count, int seed, double lowIncome)
    {
        // A fixed sequence: the figures of a run can be had again.
        var random = new Random(seed);
        for (var i = 0; i < count; i++) yield return One(random, lowIncome);
    }

    private static ImmutableDictionary<string, FactValue> One(Random random, double lowIncome)
    {
        bool In(double share) => random.NextDouble() < share;
        string Of(params (string Value, double Share)[] options)
        {
            var at = random.NextDouble() * options.Sum(o => o.Share);
            return options.First(o => (at -= o.Share) < 0 || o == options[^1]).Value;
        }

        var facts = ImmutableDictionary.CreateBuilder<string, FactValue>();
        void Number(string id, decimal value) => facts[id] = FactValue.Of(value);
        void YesNo(string id, bool value) => facts[id] = FactValue.Of(value);
        void Choice(string id, string value) => facts[id] = new FactValue.Choice(value);
        void Set(string id, string value) => facts[id] = FactValue.Set.Of(value);

        var size = random.Next(1, 7);
        Number("household.size", size);
        var each = In(lowIncome) ? random.Next(1_500, 11_000) : random.Next(11_000, 40_000);
        Number("income.household_annual", each * size / 100 * 100);
        Number("expense.medical_self_paid", In(0.48) ? random.Next(1, 60) * 1000 : In(0.4) ? random.Next(1, 20) * 100 : 0);
        var kind = Of(("illness", 35), ("unemployment", 15), ("education", 12), ("elderly_care", 10), ("other", 10), ("disability", 6), ("disaster", 5), ("accident", 4), ("housing", 3));
        var people = new List<string>();
        var students = In(0.45) || kind == "education" ? random.Next(1, 3) : 0;
        Number("household.students", students);
        if (students > 0)
        {
            people.Add(kind == "education" || In(0.1) ? "pupil_short" : "pupil");
            Number("expense.education_annual", In(0.5) ? random.Next(1, 15) * 1000 : random.Next(0, 10) * 100);
        }

        Number("household.disabled", 0);
        var age = In(0.05) ? random.Next(8, 18) : In(0.45) ? random.Next(60, 92) : random.Next(18, 60);
        Number("subject.age", age);
        var severely = false;
        if (In(0.18))
        {
            Number("household.disabled", 1);
            people.Add("disabled");
            YesNo("subject.disability_certificate", true);
            var grade = random.Next(1, 5);
            severely = grade <= 2;
            Number("subject.disability_grade", grade);
            Choice("subject.disability_type", Of(("limb", 5), ("vision", 2), ("hearing", 2), ("intellectual", 1.5), ("mental", 1.5)));
        }

        var seriously = kind == "illness" && In(0.2);
        YesNo("illness.listed_serious", seriously);
        if (seriously) people.Add("seriously_ill");
        var care = age < 60 ? "none" : Of(("none", 8), ("mild", 1), ("moderate", 0.5), ("severe", 0.5));
        Choice("subject.care_level", care);
        var helped = care is "moderate" or "severe" || (care == "mild" && In(0.5)) || (severely && In(0.5));
        YesNo("subject.needs_care", helped);
        if (care != "none" || helped) people.Add("needs_care");
        var religious = In(0.005);
        if (religious) people.Add("religious");
        facts["household.has"] = FactValue.Set.Of(people.Count == 0 ? ["none"] : people);
        YesNo("subject.no_supporters", In(0.08));
        // Paid only to those who were assessed to need care (工伤保险条例 art 34).
        YesNo("subject.injury_care_pay", In(0.01) && people.Contains("needs_care"));
        Number("subject.religious_years", religious ? random.Next(1, 9) : 0);
        Set("aid.current", Of(("none", 74), ("dibao", 6), ("out_of_poverty", 15), ("monitored", 2), ("dibao_margin", 1.5), ("tekun", 1.5)));
        Set("event.told", kind is "accident" or "disaster" || (kind is "illness" or "unemployment" && In(0.4)) ? kind : "none");
        Set("hardship.need", Of(("money", 60), ("medicine", 12), ("job", 12), ("care", helped ? 60 : 0), ("housing", 5), ("schooling", people.Contains("pupil_short") ? 60 : 0)));
        YesNo("hardship.urgent", false);
        var danger = Of(("unchecked", 57), ("safe", 28), ("C", 7), ("D", 5), ("unsafe", 3));
        var extra = Of(("none", 80), ("car", 9), ("second_home", 6), ("shop", 2), ("company", 2), ("third_home", 1));
        var savings = In(0.45) ? random.Next(1, 120) * 1000 : 0;
        var saved = savings == 0 ? "none" : savings < 10_000 * size ? "savings_little" : savings < 50_000 * size ? "savings" : "savings_much";
        var vehicle = extra == "car" ? Of(("own_car", 5), ("livelihood", 2), ("tricycle", 1), ("farm_machine", 1)) : "";
        var owns = new[] { vehicle == "own_car" ? "own_car" : extra, saved, danger is "C" or "D" ? "dangerous_home" : danger == "unsafe" ? "unchecked_home" : "none" }.Where(o => o != "none").ToList();
        facts["assets.extra"] = FactValue.Set.Of(owns.Count == 0 ? ["none"] : owns);
        if (vehicle != "") Set("assets.vehicle_kinds", vehicle);
        if (extra == "second_home") Number("assets.homes_sqm", random.Next(60, 300));
        if (extra == "company") Number("assets.company_capital", random.Next(1, 50) * 10_000);
        if (savings > 0) Number("assets.deposits", savings);
        YesNo("housing.aided", In(0.05));
        var loan = Of(("production", 3), ("none", 6), ("housing", 0.6), ("wedding", 0.2), ("consumption", 0.2));
        Choice("loan.purpose", loan);
        var borrowed = random.Next(1, 12) * 10_000;
        Number("loan.amount", borrowed);
        YesNo("loan.credit_ok", In(0.95));
        var away = In(0.3) ? random.Next(1, 12) : 0;
        Number("work.away_province_months", away);
        var plans = new List<string> { age < 16 || age > 75 ? "cannot" : Of(("none", 40), ("cannot", 10), ("job", 30), ("near_job", 10), ("training", 10)) };
        if (loan == "production") plans.Add(borrowed <= 50_000 ? "loan" : "big_loan");
        if (away >= 3) plans.Add("away");
        if (plans.Count > 1) plans.Remove("none");
        facts["work.plans"] = FactValue.Set.Of(plans);
        return facts.ToImmutable();
    }
}
