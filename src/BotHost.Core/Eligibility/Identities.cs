using BotHost.Core.Facts;

namespace BotHost.Core.Eligibility;

/// <summary>Whether the household already is, or looks like, one of the recognised low-income groups (国办发〔2023〕39号).</summary>
internal static class Identities
{
    private static readonly string[] Recognised = ["dibao", "dibao_single", "tekun", "dibao_margin", "rigid_expenditure", "monitored", "out_of_poverty", "orphan", "unsupported_child"];
    /// <summary>What makes a household low-income by its looks. Not 监测户: a sudden event may make one of a household well above the line, and that a person has to recognise first.</summary>
    private static readonly string[] Looked = ["tekun", "dibao", "dibao_margin"];

    /// <summary>Recognised as a margin household, or looking like one.</summary>
    public static Derivation Margin(Circumstances c)
    {
        if (c.Has("aid.current", "dibao_margin")) return Derivation.Of(true, "aid.current");
        return c.Find(Circumstances.ProgramPrefix + "dibao_margin") is { } looks ? new(looks, null, () => Behind(c, ["dibao_margin"])) : Open(c, ["dibao_margin"]);
    }

    /// <summary>Drawing 低保. Who looks like it but draws none yet has first to apply for it: open until that is decided, whatever else is known.</summary>
    public static Derivation Dibao(Circumstances c)
    {
        if (c.Has("aid.current", "dibao")) return Derivation.Of(true, "aid.current");
        if (c.Find("aid.current") is null) return Derivation.Unknown("aid.current");
        // 五保 is drawn in place of 低保, never beside it.
        if (c.Has("aid.current", "tekun")) return Derivation.Of(false, "aid.current");
        string[] ways = ["dibao", "dibao_single"];
        if (ways.Any(w => c.Yes(Circumstances.ProgramPrefix + w) == true)) return Derivation.Unknown("identity.dibao");
        return ways.All(w => c.Yes(Circumstances.ProgramPrefix + w) == false) ? new(FactValue.No, null, () => Behind(c, ways)) : Open(c, ways);
    }

    public static Derivation LowIncome(Circumstances c)
    {
        var aid = c.Find("aid.current") as FactValue.Set;
        foreach (var recognised in Recognised)
        {
            if (aid?.Values.Contains(recognised) == true) return Derivation.Of(true, "aid.current");
        }

        var (any, all) = (false, true);
        foreach (var looked in Looked)
        {
            var looks = c.Find(Circumstances.ProgramPrefix + looked) as FactValue.YesNo;
            any |= looks?.Value == true;
            all &= looks is not null;
        }

        if (any) return new(FactValue.Yes, null, () => Behind(c, Looked.Where(l => c.Yes(Circumstances.ProgramPrefix + l) == true)));
        if (aid is null) return Derivation.Unknown("aid.current");
        return all ? new(FactValue.No, null, () => Behind(c, Looked)) : Open(c, Looked);
    }

    /// <summary>Open as long as one of the programs is; what that one wants is wanted here.</summary>
    private static Derivation Open(Circumstances c, string[] programs)
    {
        IEnumerable<string> Unsettled() => programs.Select(p => Circumstances.ProgramPrefix + p).Where(p => c.Find(p) is null);
        return new(null, () => Unsettled().SelectMany(c.Missing), null, () => Unsettled().Aggregate(Wanting.Nothing, (all, p) => all | c.Wants(p)));
    }

    /// <summary>What was said that makes the programs look as they do.</summary>
    private static IEnumerable<string> Behind(Circumstances c, IEnumerable<string> programs) => programs.SelectMany(p => c.Used(Circumstances.ProgramPrefix + p)).Append("aid.current");

    /// <summary>School is a hardship by what was said; who was asked about everybody and named no such thing has none.</summary>
    public static Derivation ShortOfFees(Circumstances c)
    {
        if (c.Has("household.has", "pupil_short")) return Derivation.Of(true, "household.has");
        if (c.Has("hardship.kind", "education")) return Derivation.Of(true, "hardship.kind");
        if (c.Has("hardship.need", "schooling")) return Derivation.Of(true, "hardship.need");
        return c.Find("household.has") is null ? Derivation.Unknown("household.has") : Derivation.Of(false, "household.has");
    }

    public static Derivation InSchool(Circumstances c)
    {
        if (c.Members.Any(m => m.Word("student") is { } student && student != "none")) return Derivation.Of(true, "household.members");
        if (PeopleTold.HasPupils(c)) return Derivation.Of(true, "household.has");
        if (c.Number("household.students") is { } students) return Derivation.Of(students > 0, "household.students");
        return c.Has("hardship.kind", "education") ? Derivation.Of(true, "hardship.kind") : Derivation.Unknown("household.students");
    }
}
