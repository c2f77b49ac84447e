using BotHost.Core.Facts;

namespace BotHost.Core.Eligibility;

/// <summary>Whether the household already is, or looks like, one of the recognised low-income groups (国办发〔2023〕39号).</summary>
internal static class Identities
{
    private static readonly string[] Recognised = ["dibao", "dibao_single", "tekun", "dibao_margin", "rigid_expenditure", "monitored", "out_of_poverty", "orphan", "unsupported_child"];
    private static readonly string[] Looked = ["tekun", "dibao", "dibao_margin", "monitored"];

    /// <summary>Recognised as a margin household, or looking like one.</summary>
    public static Derivation Margin(Circumstances c)
    {
        if (c.Has("aid.current", "dibao_margin")) return Derivation.Of(true, "aid.current");
        return c.Find(Circumstances.ProgramPrefix + "dibao_margin") is { } looks ? new(looks, [], [.. Behind(c, ["dibao_margin"])]) : Derivation.Unknown([.. c.Missing(Circumstances.ProgramPrefix + "dibao_margin")]);
    }

    public static Derivation LowIncome(Circumstances c)
    {
        if (Recognised.Any(r => c.Has("aid.current", r))) return Derivation.Of(true, "aid.current");
        var looks = Looked.Select(l => c.Find(Circumstances.ProgramPrefix + l) as FactValue.YesNo).ToList();
        if (looks.Any(l => l?.Value == true)) return Derivation.Of(true, [.. Behind(c, Looked.Where((_, i) => looks[i]?.Value == true))]);
        if (c.Find("aid.current") is null) return Derivation.Unknown("aid.current");
        if (looks.All(l => l is not null)) return Derivation.Of(false, [.. Behind(c, Looked)]);
        return Derivation.Unknown([.. Looked.Where((_, i) => looks[i] is null).SelectMany(l => c.Missing(Circumstances.ProgramPrefix + l)).Distinct()]);
    }

    /// <summary>What was said that makes the programs look as they do.</summary>
    private static IEnumerable<string> Behind(Circumstances c, IEnumerable<string> programs) => programs.SelectMany(p => c.Used(Circumstances.ProgramPrefix + p)).Append("aid.current").Distinct();

    public static Derivation InSchool(Circumstances c)
    {
        if (c.Members.Any(m => m.Word("student") is { } student && student != "none")) return Derivation.Of(true, "household.members");
        if (c.Has("household.has", "pupil")) return Derivation.Of(true, "household.has");
        if (c.Number("household.students") is { } students) return Derivation.Of(students > 0, "household.students");
        return c.Has("hardship.kind", "education") ? Derivation.Of(true, "hardship.kind") : Derivation.Unknown("household.students");
    }
}
