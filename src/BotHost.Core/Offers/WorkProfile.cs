using BotHost.Core.Dialogs;
using BotHost.Core.Facts;
using BotHost.Core.Matching;

namespace BotHost.Core.Offers;

/// <summary>What matching may know of somebody: made from their facts after a yes of its own. Illness never; only what they cannot do.</summary>
public static class WorkProfile
{
    /// <summary>The purpose in the ledger of consents.</summary>
    public const string Purpose = "matching";

    /// <summary>Their profile; null without the yes, without a place, or when they look for nothing (any more).</summary>
    public static Resident? Of(Subject subject, OfferRules rules)
    {
        if (!subject.Consented(Purpose) || Find<FactValue.Place>(subject, "subject.village")?.Code is not { } place) return null;
        if (Find<FactValue.YesNo>(subject, "work.seeking") is { Value: false }) return null;
        return new(subject.Id, place)
        {
            Age = Whole(subject, "subject.age"),
            Sex = Choice(subject, "subject.sex"),
            Skills = Words(subject, "work.skills"),
            Wishes = [.. Words(subject, "work.skills_wanted"), .. Words(subject, "work.training_wanted")],
            ExperienceYears = Find<FactValue.Number>(subject, "work.experience_years")?.Value,
            WageMinMonthly = Whole(subject, "work.wage_min_monthly"),
            Scope = Choice(subject, "work.place") is { } scope ? Divisions.Named(scope) : null,
            HealthLimits = [.. Words(subject, "work.health_limits").Where(l => l != "none")],
            CareDuties = Find<FactValue.YesNo>(subject, "work.care_duties")?.Value ?? false,
            Education = Choice(subject, "work.education"),
            AvailableFrom = subject.Facts.GetValueOrDefault("work.start") is { Value: FactValue.Choice start } said ? StartDays.Of(start.Value, ChinaTime.DayOf(said.At)) : null,
            Need = NeedOf(subject, rules),
            Disabled = subject.Facts.ContainsKey("subject.disability_grade") ? true : null,
        };
    }

    /// <summary>True when a change of this fact changes the profile.</summary>
    public static bool Uses(string factId) => (factId.StartsWith("work.", StringComparison.Ordinal) && factId is not ("work.opportunity" or "work.opportunity_id"))
        || factId is "subject.village" or "subject.age" or "subject.sex" or "aid.current" or "household.size" or "household.workers" or "household.cared_for";

    /// <summary>The stated rule of who is worse off: the aid they have, how many each who can work must feed, and how many must be cared for. Null when nothing is known of any.</summary>
    private static double? NeedOf(Subject subject, OfferRules rules)
    {
        var aid = Find<FactValue.Set>(subject, "aid.current")?.Values.Select(a => rules.NeedByAid.GetValueOrDefault(a)).DefaultIfEmpty().Max();
        var mouths = Find<FactValue.Number>(subject, "household.size")?.Value;
        var workers = Find<FactValue.Number>(subject, "household.workers")?.Value;
        var caredFor = Find<FactValue.Number>(subject, "household.cared_for")?.Value;
        var few = mouths is { } m && workers is { } w && m >= rules.ManyMouths * Math.Max(1, w);
        var care = (int)((caredFor ?? 0) * rules.NeedOfCareEach / Math.Max(1, workers ?? 1));
        if (aid is null && !few && care == 0) return null;
        return Math.Min(100, (aid ?? rules.NeedUnknown) + (few ? rules.NeedOfFewWorkers : 0) + care) / 100.0;
    }

    private static T? Find<T>(Subject subject, string factId)
        where T : FactValue => subject.Facts.GetValueOrDefault(factId)?.Value as T;

    private static int? Whole(Subject subject, string factId) => Find<FactValue.Number>(subject, factId) is { } number ? (int)Math.Floor(number.Value) : null;

    private static string? Choice(Subject subject, string factId) => Find<FactValue.Choice>(subject, factId)?.Value;

    private static System.Collections.Immutable.ImmutableArray<string> Words(Subject subject, string factId) => Find<FactValue.Set>(subject, factId) is { } set ? [.. set.Values] : [];
}
