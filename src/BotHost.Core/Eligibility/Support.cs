using System.Collections.Immutable;
using BotHost.Core.Facts;

namespace BotHost.Core.Eligibility;

/// <summary>Who owes the subject support, and whether they can give it.</summary>
internal static class Support
{
    private static readonly string[] Dead = ["dead", "deceased", "died", "death", "死", "去世", "不在了", "过世", "没了"];

    private static readonly string[] Disabled = ["disab", "severe", "残", "智力", "精神"];

    private static readonly string[] States = ["prison", "jail", "sentence", "detox", "detain", "severe", "disab", "ill", "sick", "deport", "custody", "服刑", "坐牢", "监狱", "戒毒", "强戒", "重残", "残疾", "重病", "精神", "智力", "撤销监护", "遣送", "判了", "判刑", "看守所", "大牢", "牢里"];

    /// <summary>
    /// <c>none</c>: nobody owes support; <c>unable</c>: all who do are known to be unable; <c>able</c>: one is able (特困人员认定办法).
    /// Brothers and sisters are not ordinarily obliged.
    /// </summary>
    public static Derivation State(Circumstances c)
    {
        // 就俺一个闺女,六十九,没吃低保: whoever is known to be able outweighs that nobody is said to be there.
        if (c.Find("obligors") is FactValue.List those && Obliged(those).Any(o => Able(o) == true)) return Says("able", "obligors");
        if (c.Yes("subject.no_supporters") == true) return Says("none", "subject.no_supporters");
        if (c.Members.Any(m => m.Relation is "spouse" or "son" or "daughter" or "father" or "mother" && !(m.Age < 18) && (m.Yes("employed") == true || m.Word("labour_capacity") == "full"))) return Says("able", "household.members");
        if (c.Find("obligors") is not FactValue.List list)
            return c.Yes("subject.no_supporters") == false ? Says("able", "subject.no_supporters") : Derivation.Unknown("subject.no_supporters");
        var obliged = Obliged(list);
        if (obliged.Count == 0) return Says("none", "obligors");
        if (obliged.Any(o => Able(o) == true || (Able(o) == false && Excused(o) && Earns(c, o)))) return Says("able", "obligors");
        return obliged.All(o => Able(o) == false) ? Says("unable", "obligors") : Derivation.Unknown("obligors");
    }

    /// <summary>
    /// The highest own income of those who are excused by age (70) or severe disability: it must be below the local disposable income
    /// (特困人员认定办法 art 8). 0 when nobody is excused that way; unknown while an income of theirs is.
    /// </summary>
    public static Derivation ExcusedIncome(Circumstances c)
    {
        if (c.Yes("subject.no_supporters") is not null && c.Find("obligors") is null) return Derivation.Of(0, "subject.no_supporters");
        if (c.Find("obligors") is not FactValue.List list) return Derivation.Unknown("obligors");
        var excused = Obliged(list).Where(o => Able(o) == false && Excused(o)).ToList();
        var incomes = excused.Select(o => o.GetValueOrDefault("income_annual") as FactValue.Number).ToList();
        if (excused.Count == 0) return Derivation.Of(0, "obligors");
        return incomes.Contains(null) ? Derivation.Unknown("obligors") : new(incomes.MaxBy(i => i!.Value), [], ["obligors"]);
    }

    /// <summary>Who is excused by age or disability is not with an income as high as people here have (特困人员认定办法 art 8).</summary>
    private static bool Earns(Circumstances c, IReadOnlyDictionary<string, FactValue> entry) => c.Number(Standards.Prefix + "disposable_income_rural_annual") is { } usual && Number(entry, "income_annual") >= usual;

    /// <summary>Those who owe support and live; brothers and sisters do not.</summary>
    private static List<ImmutableSortedDictionary<string, FactValue>> Obliged(FactValue.List list) =>
        [.. list.Items.Where(o => o.GetValueOrDefault("relation")?.ToString() is not ("sibling" or "other") && !Died(o))];

    /// <summary>As said; else by what the rules excuse: 五保, 低保 from 60, age from 70, severe disability. Null while neither is known.</summary>
    private static bool? Able(ImmutableSortedDictionary<string, FactValue> entry)
    {
        if (entry.GetValueOrDefault("able") is FactValue.YesNo said) return said.Value;
        var aid = entry.GetValueOrDefault("aid")?.ToString();
        if (aid == "tekun" || (aid == "dibao" && Number(entry, "age") >= 60) || Excused(entry)) return false;
        // Who earns, is under seventy, draws no 低保 where that could excuse, and is not told to be ill, disabled or locked up is able.
        return Number(entry, "income_annual") > 0 && Number(entry, "age") is { } age && (age < 60 || (age < 70 && aid == "none")) && !entry.ContainsKey("reason") ? true : null;
    }

    /// <summary>Excused only together with an own income below the local disposable income.</summary>
    private static bool Excused(IReadOnlyDictionary<string, FactValue> entry) =>
        entry.GetValueOrDefault("aid")?.ToString() is not ("tekun" or "dibao") && (Number(entry, "age") >= 70 || Member.Severe(entry)
            || (entry.GetValueOrDefault("reason")?.ToString() is { } reason && Disabled.Any(d => reason.Contains(d, StringComparison.OrdinalIgnoreCase))));

    private static decimal? Number(IReadOnlyDictionary<string, FactValue> entry, string field) => (entry.GetValueOrDefault(field) as FactValue.Number)?.Value;

    /// <summary>
    /// A parent of the subject, a child: <c>living</c> and able, <c>dead</c>, <c>unable</c> by a listed state (severe disability, prison, reported
    /// missing for six months …: 民发〔2019〕62号). Less than six months ago, they still count as living.
    /// One who is gone without a word to the police is unknown: the six months do not run.
    /// </summary>
    public static Derivation Parent(Circumstances c, string which)
    {
        if (c.Members.FirstOrDefault(m => m.Relation == which) is { } member)
        {
            if (member.SeverelyDisabled || member.Incapable) return Says("unable", "household.members");
            if (member.Yes("seriously_ill") == true || member.Yes("imprisoned") == true || member.Missing) return Says("unable", "household.members");
            if (member.Find("missing_since") is not null) return Derivation.Unknown("household.members");
            if (member.Yes("lives_together") == true || member.Yes("employed") == true || member.Word("labour_capacity") == "full") return Says("living", "household.members");
        }

        var entry = (c.Find("obligors") as FactValue.List)?.Items.FirstOrDefault(o => o.GetValueOrDefault("relation")?.ToString() == which);
        if (entry is null) return Derivation.Unknown("obligors");
        if (Died(entry)) return Says("dead", "obligors");
        if (Member.Severe(entry) || Member.OfMind(entry)) return Says("unable", "obligors");
        if (entry.GetValueOrDefault("missing_since") is FactValue.Day day)
            return Member.LongMissing(day, c.Today) ? Says("unable", "obligors") : day.From.AddMonths(6) > c.Today ? Says("living", "obligors") : Derivation.Unknown("obligors");
        return entry.GetValueOrDefault("able") switch
        {
            FactValue.YesNo { Value: true } => Says("living", "obligors"),
            FactValue.YesNo when Listed(entry) => Says("unable", "obligors"),
            FactValue.YesNo => Derivation.Unknown("household.members"),
            _ => Derivation.Unknown("obligors"),
        };
    }

    /// <summary>Whether a parent of the child counts as living: told to be there, unable, married again or gone. Only the dead, and those declared missing, leave an orphan (民发〔2010〕161号).</summary>
    public static Derivation ParentLives(Circumstances c)
    {
        var (father, mother) = (Parent(c, "father"), Parent(c, "mother"));
        if (State(father) is "living" or "unable" || State(mother) is "living" or "unable" || (c.Find("obligors") as FactValue.List)?.Items.Any(Gone) == true) return Derivation.Of(true, "obligors");
        return State(father) == "dead" && State(mother) == "dead" ? Derivation.Of(false, "obligors") : Derivation.Unknown("obligors");

        static string? State(Derivation parent) => (parent.Value as FactValue.Choice)?.Value;
    }

    private static bool Gone(IReadOnlyDictionary<string, FactValue> entry) => entry.GetValueOrDefault("relation")?.ToString() is "father" or "mother" && entry.ContainsKey("reason") && !Died(entry);

    private static bool Died(IReadOnlyDictionary<string, FactValue> entry) => entry.GetValueOrDefault("reason")?.ToString() is { } reason && Dead.Any(d => reason.Contains(d, StringComparison.OrdinalIgnoreCase));

    /// <summary>One of the listed states by its words. Somebody who left is none of them: only the date of a police report makes them missing.</summary>
    private static bool Listed(IReadOnlyDictionary<string, FactValue> entry) => entry.GetValueOrDefault("reason")?.ToString() is { } reason && States.Any(s => reason.Contains(s, StringComparison.OrdinalIgnoreCase));

    private static Derivation Says(string state, string from) => new(new FactValue.Choice(state), [], [from]);
}
