using System.Text.Json;
using BotHost.Core.Eligibility;
using BotHost.Core.Facts;

namespace Core.Tests.Eligibility;

/// <summary>The nearest lawful change is told to the yuan and the birthday, and is true: made, it alters the outcome.</summary>
public class WhatIfTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly Determiner Determiner = new(Repository.ContentWithAmounts.Programs, Repository.ContentWithAmounts.Standards);

    [Fact]
    public void Bills_that_were_not_named_bring_a_family_below_the_line()
    {
        // 25000 / 3 / 12 = 694.44; the line is 521: more than 25000 − 521 × 36 = 6244 must come off.
        Assert.Equal(new Change("bills", 6244), Nearest("dibao", """{"household.size":3,"income.household_annual":25000,"expense.medical_self_paid":0}"""));
        Assert.Equal(EligibilityOutcome.Likely, Outcome("dibao", """{"household.size":3,"income.household_annual":25000,"expense.medical_self_paid":6245}"""));
        Assert.Equal(EligibilityOutcome.NeedsHuman, Outcome("dibao", """{"household.size":3,"income.household_annual":25000,"expense.medical_self_paid":6244}"""));
    }

    [Fact]
    public void A_family_far_above_the_line_is_not_sent_after_bills() =>
        Assert.Null(Nearest("dibao", """{"household.size":3,"income.household_annual":90000,"expense.medical_self_paid":0}"""));

    [Fact]
    public void The_eightieth_birthday_is_named_to_who_is_79_and_to_nobody_younger()
    {
        Assert.Equal(new Change("birthday", 80), Nearest("old_age_allowance", """{"subject.age":79}"""));
        Assert.Null(Nearest("old_age_allowance", """{"subject.age":78}"""));
    }

    [Fact]
    public void A_certificate_that_is_not_there_yet_is_worth_asking_for() =>
        Assert.Equal(new Change("certificate", 0), Nearest("disability_living", """{"subject.disability_certificate":false,"subject.disability_grade":2,"aid.current":["dibao"]}"""));

    [Fact]
    public void A_car_or_a_savings_book_is_never_talked_away()
    {
        Assert.Null(Nearest("dibao", """{"household.size":3,"income.household_annual":9000,"expense.medical_self_paid":0,"assets.deposits":500000}"""));
        Assert.Null(Nearest("dibao", """{"household.size":3,"income.household_annual":9000,"expense.medical_self_paid":0,"assets.vehicles":[{"kind":"car","use":"private","sole_livelihood":false}]}"""));
    }

    private static EligibilityOutcome Outcome(string program, string facts) => Determine(program, facts).Found.Outcome;

    private static Change? Nearest(string program, string facts)
    {
        var (found, whatIf) = Determine(program, facts);
        Assert.Equal(EligibilityOutcome.Unlikely, found.Outcome);
        return whatIf.Nearest(found);
    }

    private static (Determination Found, WhatIf WhatIf) Determine(string program, string json)
    {
        using var document = JsonDocument.Parse(json);
        var facts = StatedFacts.Read(document.RootElement, Repository.Content.Catalogue);
        var all = Determiner.All(facts, "411523203205", Today, out var around);
        return (all.Single(d => d.Program.Id == program), new(Determiner, facts, "411523203205", Today, around));
    }
}
