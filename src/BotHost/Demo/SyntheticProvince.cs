using System.Globalization;
using BotHost.Core.Matching;

namespace BotHost.Demo;

/// <summary>
/// A made-up province on Henan's real divisions: residents in need of work and openings, the same for the same seed. Nobody in it exists.
/// Shares that are known are used (see <see cref="Shares"/>); the others are stated guesses.
/// </summary>
/// <param name="divisions">Lines of <c>code,name</c>.</param>
public sealed class SyntheticProvince(IEnumerable<string> divisions, SkillTaxonomy taxonomy, ulong seed, DateOnly today)
{
    private readonly string[] villages = [.. divisions.Where(d => d.IndexOf(',') == 12).Select(d => d[..12]).Order(StringComparer.Ordinal)];

    private readonly int[] women = Shares.SkillWeights(true, taxonomy.SkillOrder), men = Shares.SkillWeights(false, taxonomy.SkillOrder);

    /// <summary>The made-up person with this number of a population, always the same.</summary>
    public Resident Resident(int number, int population, string? within = null)
    {
        var draw = new Draws(seed, 1, (ulong)number);
        var age = draw.Among(Shares.Ages) switch { 0 => draw.From(16, 17), 1 => draw.From(18, 29), 2 => draw.From(30, 44), 3 => draw.From(45, 59), 4 => draw.From(60, 69), _ => draw.From(70, 85) };
        var female = draw.Chance(Shares.Female);
        var skills = draw.Distinct(taxonomy.SkillOrder, female ? women : men, draw.Among(Shares.SkillCounts));
        return new("r" + number.ToString(CultureInfo.InvariantCulture), VillageOf(number, population, within))
        {
            Age = age,
            Sex = female ? "female" : "male",
            Skills = [.. skills],
            ExperienceYears = skills.Count == 0 ? null : Math.Min(draw.From(0, 60) / 2m, age - 15),
            WageMinMonthly = draw.Chance(30) ? null : 1_000 + 200 * draw.From(0, 15),
            Scope = (Reach)draw.Among(Shares.Scopes),
            HealthLimits = draw.Chance(Shares.Limited + Math.Max(0, age - 45)) ? [Shares.Limits[draw.From(0, Shares.Limits.Length - 1)]] : [],
            CareDuties = draw.Chance(female ? Shares.CareWomen : Shares.CareMen),
            Education = Shares.Schooling[draw.Among(Shares.SchoolingShares)],
            Need = draw.From(20, 100) / 100.0,
            Wishes = draw.Chance(25) ? [taxonomy.SkillOrder[draw.From(0, taxonomy.SkillOrder.Length - 1)]] : [],
            RoundsWaited = draw.Chance(60) ? 0 : draw.From(1, 5),
            Disabled = draw.Chance(Shares.Disabled),
        };
    }

    /// <summary>The made-up job or course with this number.</summary>
    public Opportunity Opportunity(int number, int count, string? within = null)
    {
        var draw = new Draws(seed, 2, (ulong)number);
        var course = draw.Chance(Shares.Courses);
        var village = VillageOf(draw.From(0, int.MaxValue - 1) % Math.Max(1, count), count, within);
        var skill = taxonomy.SkillOrder[draw.From(0, taxonomy.SkillOrder.Length - 1)];
        var known = taxonomy.Skills[skill];
        var hours = course ? "part" : Shares.Hours[draw.Among(Shares.HourShares)];
        return new("o" + number.ToString(CultureInfo.InvariantCulture), course ? OpportunityKind.Training : OpportunityKind.Job, course ? known.Name + "班" : known.Name, village[..Shares.PlaceDigits[draw.Among(Shares.PlaceShares)]])
        {
            Openings = course ? draw.From(20, 60) : draw.Chance(80) ? draw.From(1, 5) : draw.From(6, 60),
            WageMonthly = course ? null : 1_200 + 100 * draw.From(0, 45),
            Hours = hours,
            AgeMin = draw.Chance(70) ? 18 : null,
            AgeMax = draw.Chance(60) ? 45 + 5 * draw.From(0, 4) : null,
            Skills = course || draw.Chance(25) ? [] : [skill],
            Demands = !course && draw.Chance(35) ? [Shares.Demands[draw.From(0, Shares.Demands.Length - 1)]] : [],
            Teaches = course ? [skill] : [],
            Starts = today.AddDays(draw.From(3, 40)),
            Expires = today.AddDays(draw.From(20, 90)),
        };
    }

    /// <summary>People and work are spread over all villages of the province, or of one division of it.</summary>
    private string VillageOf(int number, int count, string? within)
    {
        var (from, to) = within is null ? (0, villages.Length) : (First(within), First(within + ":"));
        if (to <= from) (from, to) = (0, villages.Length);
        return villages[from + (int)((long)number * (to - from) / Math.Max(1, count)) % (to - from)];
    }

    private int First(string code) => Array.BinarySearch(villages, code, StringComparer.Ordinal) is >= 0 and var at ? at : ~Array.BinarySearch(villages, code, StringComparer.Ordinal);
}
