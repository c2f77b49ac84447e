using BotHost.Core.Expressions;
using BotHost.Core.Facts;

namespace BotHost.Core.Eligibility;

/// <summary>What follows from the short questions about everybody at once: who of a kind is not there need not be asked about.</summary>
internal static class PeopleTold
{
    private const string Has = "household.has", WishFact = "work.plans", ToldFact = "event.told";

    /// <summary>The amount when nobody of the kind lives here; null while that was not asked or there is somebody.</summary>
    public static Derivation? None(Circumstances c, string kind, decimal amount) => Lacks(c, kind) ? Derivation.Of(amount, Has) : null;

    /// <summary>True when it was said that nobody of the kind lives here.</summary>
    public static bool Lacks(Circumstances c, string kind) => c.Find(Has) is FactValue.Set told && !told.Values.Contains(kind) && !(kind == "pupil" && told.Values.Contains("pupil_short"));

    /// <summary>Somebody at school, by the same answer.</summary>
    public static bool HasPupils(Circumstances c) => c.Has(Has, "pupil") || c.Has(Has, "pupil_short");

    /// <summary>False where nobody needs care: the allowance for care after an injury at work is for those who were assessed to need it (工伤保险条例 art 34). Null while that was not asked.</summary>
    public static Derivation? NoCarePay(Circumstances c) => Lacks(c, "needs_care") ? Derivation.Of(false, Has) : null;

    /// <summary>What a loan is for; null while nobody was asked. Who has no such plan wants none.</summary>
    public static Derivation? Loan(Circumstances c) => c.Find(WishFact) is FactValue.Set plans ? new(new FactValue.Choice(plans.Values.Contains("loan") || plans.Values.Contains("big_loan") ? "production" : "none"), [], [WishFact]) : null;

    /// <summary>Up to what the question names (LN5: fifty thousand without collateral); null while nobody was asked, or none is wanted.</summary>
    public static Derivation? LoanAmount(Circumstances c) => c.Has(WishFact, "big_loan") ? new(new FactValue.Number(50_001, 50_001, Span.Unbounded), ["loan.amount"], [WishFact])
        : c.Has(WishFact, "loan") ? Derivation.Of(1, 50_000, 50_000, [], [WishFact]) : null;

    /// <summary>Months of work in another province: three at least, or fewer; null while nobody was asked.</summary>
    public static Derivation? Away(Circumstances c) => c.Find(WishFact) is not FactValue.Set plans ? null
        : plans.Values.Contains("away") ? Derivation.Of(3, 3, 12, [], [WishFact]) : Derivation.Of(0, 0, 2, [], [WishFact]);

    /// <summary>Whether work or a course is wished for; null while that was not asked.</summary>
    public static Derivation? Wish(Circumstances c, params string[] what) => c.Find(WishFact) is FactValue.Set wishes ? Derivation.Of(wishes.Values.Overlaps(what), WishFact) : null;

    /// <summary>How far somebody would go for work, by the same answer.</summary>
    public static Derivation? Reach(Circumstances c) => Wish(c, "near_job") is { Value: FactValue.YesNo near } ? new(new FactValue.Choice(near.Value ? "near_home" : "anywhere"), [], [WishFact]) : null;

    /// <summary>The kinds of hardship, by the answer about what happened suddenly; null while that was not asked.</summary>
    public static Derivation? Hardship(Circumstances c) => c.Find(ToldFact) is FactValue.Set told ? new(told.Values.Contains("none") ? FactValue.Set.Of("other") : told, [], [ToldFact]) : null;

    /// <summary>Whether something happened suddenly, by the same answer.</summary>
    public static Derivation? Sudden(Circumstances c) => c.Find(ToldFact) is FactValue.Set told ? Derivation.Of(!told.Values.Contains("none"), ToldFact) : null;

    /// <summary>A field of the subject that follows from what the household lacks; null when none does.</summary>
    public static Derivation? Subject(Circumstances c, string field) => field switch
    {
        "disability_grade" when Lacks(c, "disabled") => Derivation.Of(0, Has),
        // The question names the certificate, and whoever has a grade has it from there.
        "disability_certificate" when c.Has(Has, "disabled") && c.Number("subject.disability_grade") is > 0 => Derivation.Of(true, Has),
        "disability_certificate" when Lacks(c, "disabled") && c.Number("subject.disability_grade") is null or 0 => Derivation.Of(false, Has),
        "labour_capacity" when c.Find(WishFact) is FactValue.Set wishes => new(new FactValue.Choice(wishes.Values.Contains("cannot") ? "none" : "full"), [], [WishFact]),
        "seriously_ill" when Lacks(c, "seriously_ill") => Derivation.Of(false, Has),
        "care_level" when Lacks(c, "needs_care") => new(new FactValue.Choice("none"), [], [Has]),
        "needs_care" when c.Word("subject.care_level") is "moderate" or "severe" or "total" => Derivation.Of(true, "subject.care_level"),
        "needs_care" when Lacks(c, "needs_care") => Derivation.Of(false, Has),
        _ => null,
    };
}
