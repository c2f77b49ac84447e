using BotHost.Core.Facts;
using BotHost.Understanding.Numbers;

namespace BotHost.Understanding.Dates;

/// <summary>俺奶身份证上是1946年11月23号生的: a whole day of birth tells the full years to the day, whoever's it is.</summary>
internal static class BirthDays
{
    /// <summary>Adds the ages that follow from days of birth, and takes those days out of the dates.</summary>
    public static void Read(Scene scene, List<SaidDate> dates)
    {
        foreach (var date in dates.FindAll(d => d.YearSaid && d.From == d.To && d.From < scene.Context.Today && (Born(scene, d.End) || scene.In("birth").Exists(c => c.End == d.Start && scene.Text[c.Start] is '生' or '身' or '户' or '证'))))
        {
            dates.Remove(date);
            var (today, day) = (scene.Context.Today, date.From);
            var years = today.Year - day.Year - (day.AddYears(today.Year - day.Year) > today ? 1 : 0);
            scene.Quantities.Add(new(date.Start, date.End, date.Start, date.End, years, null, null, Measure.YearsOld, false, false));
            if (scene.Cast.AboutSubject(date.Start)) scene.Add("subject.birth_year", FactValue.Of(day.Year), (date.Start, date.End));
        }

        scene.Quantities.AddRange(scene.BornIn);
        scene.Quantities.Sort((a, b) => a.Start.CompareTo(b.Start));
    }

    /// <summary>…号生的, …日出生, …号的生日.</summary>
    private static bool Born(Scene scene, int end) => scene.Text.AsSpan(end).TrimStart("的") is ['生', ..] or ['出', '生', ..];
}
