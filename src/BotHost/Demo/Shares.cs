using System.Collections.Immutable;

namespace BotHost.Demo;

/// <summary>Shares of a made-up province, in hundredths. The size it is made for is known: 4,673,000 rural people of low income in Henan at the end of 2024. None of the shares below is published for them: they are guesses, for load and for shows.</summary>
internal static class Shares
{
    public const int Female = 52, Disabled = 12, Limited = 10, CareWomen = 35, CareMen = 10, Courses = 12;

    /// <summary>16–17, 18–29, 30–44, 45–59, 60–69, 70 and more: an older countryside, the young are away.</summary>
    public static readonly int[] Ages = [2, 12, 24, 34, 18, 10];
    public static readonly int[] SkillCounts = [15, 50, 25, 10];

    /// <summary>Village, township, county, prefecture, province, anywhere.</summary>
    public static readonly int[] Scopes = [10, 32, 38, 9, 7, 4];
    public static readonly string[] Limits = ["no_heavy_lifting", "no_standing", "no_night_shift", "no_dust", "no_heights", "sitting_only"];
    public static readonly string[] Schooling = ["none", "primary", "middle_school", "high_school", "vocational", "college"];
    public static readonly int[] SchoolingShares = [8, 27, 45, 9, 7, 4];
    public static readonly string[] Hours = ["full", "part", "flexible", "at_home", "seasonal", "odd", "shift", "night"];
    public static readonly int[] HourShares = [50, 14, 4, 5, 8, 6, 10, 3];
    public static readonly string[] Demands = ["heavy_lifting", "standing", "night_shift", "dust", "heights", "hazardous"];

    /// <summary>Where openings are told: village, township, county, prefecture.</summary>
    public static readonly int[] PlaceDigits = [12, 9, 6, 4];
    public static readonly int[] PlaceShares = [20, 45, 31, 4];

    private static readonly string[] MostlyWomen = ["sewing", "maternity-care", "elderly-care", "childcare", "cleaning", "housekeeping", "toys-crafts", "kitchen-help"];
    private static readonly string[] MostlyMen = ["building", "bricklaying", "carpentry", "plumbing", "electrician", "welding", "driving", "truck-driving", "forklift", "excavator", "security", "repair"];

    public static int[] SkillWeights(bool female, ImmutableArray<string> skills) => [.. skills.Select(s => s == "farming" ? 12 : (female ? MostlyWomen : MostlyMen).Contains(s) ? 6 : (female ? MostlyMen : MostlyWomen).Contains(s) ? 1 : 2)];
}
