using System.Collections.Immutable;
using BotHost.Core.Expressions;
using BotHost.Core.Facts;
using BotHost.Demo;

namespace Benchmarks;

/// <summary>Households as a province might have told them, the same for the same number. No share below is published for them: it is load, not a finding.</summary>
public static class MadeUpHouseholds
{
    private static readonly string[] Kinds = ["illness", "accident", "disaster", "education", "unemployment", "disability", "elderly_care", "income_drop"];
    private static readonly string[] Identities = ["dibao", "tekun", "dibao_margin", "monitored", "out_of_poverty"];
    private static readonly string[] Kin = ["spouse", "son", "daughter", "mother", "father"];

    public static IFacts Make(ulong number)
    {
        var d = new Draws(2026, 5, number);
        var facts = new Dictionary<string, FactValue>();
        var size = d.From(1, 6);
        facts["household.size"] = FactValue.Of((decimal)size);
        facts["subject.age"] = FactValue.Of((decimal)d.From(16, 88));
        if (d.Chance(60)) facts["household.members"] = new FactValue.List([.. Members(ref d, size)]);
        if (d.Chance(85)) facts["income.household_annual"] = Money(ref d, 0, 90_000, roughly: 25);
        else
        {
            facts["income.wage_monthly"] = Money(ref d, 0, 4_000, roughly: 20);
            facts["income.farm_annual"] = Money(ref d, 500, 15_000, roughly: 20);
        }

        if (d.Chance(70)) facts["expense.medical_self_paid"] = Money(ref d, 0, 60_000, roughly: 25);
        else if (d.Chance(50)) facts["expense.medical_total"] = Money(ref d, 0, 120_000, roughly: 25);
        if (d.Chance(25)) facts["expense.education_annual"] = Money(ref d, 0, 16_000, roughly: 10);
        if (d.Chance(60)) facts["assets.cars"] = FactValue.Of((decimal)(d.Chance(20) ? 1 : 0));
        if (d.Chance(60)) facts["assets.houses"] = FactValue.Of((decimal)d.From(0, 2));
        if (d.Chance(50)) facts["assets.deposits"] = Money(ref d, 0, 80_000, roughly: 10);
        if (d.Chance(80)) facts["aid.current"] = d.Chance(75) ? FactValue.Set.Of() : FactValue.Set.Of(Identities[d.From(0, Identities.Length - 1)]);
        if (d.Chance(90)) facts["hardship.kind"] = FactValue.Set.Of(Kinds[d.From(0, Kinds.Length - 1)]);
        if (d.Chance(20)) facts["subject.disability_grade"] = FactValue.Of((decimal)d.From(1, 4));
        if (d.Chance(30)) facts["subject.no_supporters"] = FactValue.Of(d.Chance(20));
        if (d.Chance(40)) facts["work.seeking"] = FactValue.Of(d.Chance(50));
        return new Told(facts);
    }

    private static List<ImmutableSortedDictionary<string, FactValue>> Members(ref Draws d, int size)
    {
        var members = new List<ImmutableSortedDictionary<string, FactValue>>();
        for (var i = 0; i < size; i++)
        {
            var member = ImmutableSortedDictionary.CreateBuilder<string, FactValue>(StringComparer.Ordinal);
            member["relation"] = new FactValue.Choice(i == 0 ? "self" : Kin[d.From(0, Kin.Length - 1)]);
            member["age"] = FactValue.Of((decimal)d.From(1, 90));
            member["lives_together"] = FactValue.Of(!d.Chance(15));
            if (d.Chance(20)) member["student"] = new FactValue.Choice(d.Chance(70) ? "compulsory" : "undergraduate");
            if (d.Chance(12)) member["disability_grade"] = FactValue.Of((decimal)d.From(1, 4));
            if (d.Chance(15)) member["seriously_ill"] = FactValue.Of(true);
            members.Add(member.ToImmutable());
        }

        return members;
    }

    private static FactValue.Number Money(ref Draws d, int low, int high, int roughly) => d.From(low, high) is var yuan && d.Chance(roughly) ? new(yuan, yuan * 0.9m, yuan * 1.15m) : FactValue.Of((decimal)yuan);

    private sealed class Told(Dictionary<string, FactValue> facts) : IFacts
    {
        public FactValue? Find(string factId) => facts.GetValueOrDefault(factId);
    }
}
