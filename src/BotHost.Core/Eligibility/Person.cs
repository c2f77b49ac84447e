using System.Collections.Immutable;
using BotHost.Core.Facts;

namespace BotHost.Core.Eligibility;

/// <summary>One person of the household, as a program about a single person reads them: <c>person.age</c>, <c>person.disability_grade</c> …</summary>
internal sealed class Person(Member? member, Circumstances around, bool isSubject)
{
    private static readonly ImmutableArray<string> ByMembers = ["household.members"];

    /// <summary>The relation to the subject; <c>self</c> for the subject.</summary>
    public string Relation => isSubject ? "self" : member?.Relation ?? "other";

    public static Person Subject(Circumstances around) => new(around.Members.FirstOrDefault(m => m.IsSubject), around, isSubject: true);

    public static IEnumerable<Person> Others(Circumstances around) => around.Members.Where(m => !m.IsSubject).Select(m => new Person(m, around, isSubject: false));

    public Derivation? Derive(string factId)
    {
        var field = factId[Circumstances.PersonPrefix.Length..];
        var ofSubject = isSubject ? "subject." + field : "";
        if (isSubject && around.Find(ofSubject) is { } said) return new(said, [], [ofSubject]);
        if (member?.Find(field) is { } listed) return new(listed, [], ByMembers);
        return field switch
        {
            "age" when isSubject && around.Number("subject.birth_year") is { } year => AgeFrom(year),
            "age" when isSubject && around.Amount("subject.age_nominal") is { } nominal => Derivation.Of(nominal.Value - 2, nominal.Value - 1, nominal.Value - 1, ["subject.age"], ["subject.age_nominal"]),
            "disability_grade" when Known("disability_type") is null && Known("disability_certificate") is not FactValue.YesNo { Value: true } && None() => Derivation.Of(0, "household.disabled"),
            "employed" when Known("wage_monthly") is FactValue.Number wage => Derivation.Of(wage.Value > 0, "household.members"),
            "employed" when isSubject && around.Amount("income.wage_monthly") is { } own => Derivation.Of(own.Value > 0, "income.wage_monthly"),
            "employed" when Known("labour_capacity") is FactValue.Choice { Value: "none" } => Derivation.Of(false, "subject.labour_capacity"),
            "needs_care" when isSubject && around.Has("hardship.need", "care") => Derivation.Of(true, "hardship.need"),
            "seriously_ill" when isSubject && around.Yes("illness.listed_serious") is { } ill => Derivation.Of(ill, "illness.listed_serious"),
            _ when PeopleTold.Subject(around, field) is { } told => told,
            "relation" => new(new FactValue.Choice(Relation), [], ["household.members"]),
            _ => Derivation.Unknown(Asked(field)),
        };
    }

    private string Asked(string field) => isSubject && field == "seriously_ill" ? "illness.listed_serious" : isSubject && field is not ("student" or "full_time" or "married" or "employed" or "seriously_ill") ? "subject." + field : "household.members";

    private FactValue? Known(string field) => (isSubject ? around.Find("subject." + field) : null) ?? member?.Find(field);

    /// <summary>A listed member without a word about a disability, or a household that has none.</summary>
    private bool None() => around.Number("household.disabled") == 0 || (member is not null && !isSubject)
        || (isSubject && member is not null && around.Members.Any(m => m.Find("disability_grade") is not null));

    private Derivation AgeFrom(decimal year) => Derivation.Of(around.Today.Year - year - 1, around.Today.Year - year, around.Today.Year - year, ["subject.age"], ["subject.birth_year"]);
}
