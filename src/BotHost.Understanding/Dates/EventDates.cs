using BotHost.Core.Facts;
using BotHost.Understanding.Numbers;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Dates;

/// <summary>Dates as facts: the date that was asked for, when the hardship began, by when something must be paid, when an application was turned down.</summary>
internal static class EventDates
{
    public const string Deadline = "urgent.deadline";

    /// <summary>Days to come by which something must be done: all of them where the deadline was asked for.</summary>
    public static List<SaidDate> Due(Scene scene) => !scene.Expecting(Deadline) && (scene.In("deadline").Count == 0 || AsksDate(scene)) ? []
        : ComingDates.Find(scene.Words, scene.Context.Today).FindAll(d => !scene.Taken(d.Start) && (scene.Expecting(Deadline) || Due(scene, d)));

    public static void Read(Scene scene, List<SaidDate> dates, List<SaidDate> due)
    {
        foreach (var date in due.Where(d => scene.Expecting(Deadline) || !scene.Cast.Outside(d.Start))) scene.Add(Deadline, Value(date), (date.Start, date.End));
        if (scene.Expecting(Deadline)) return;
        foreach (var date in dates)
        {
            if (due.Exists(d => d.Start < date.End && d.End > date.Start)) continue;
            var value = Value(date);
            if (scene.Context.Expecting is { } expecting && scene.Catalogue.Find(expecting) is { Type: FactType.Date }) scene.Add(expecting, value, (date.Start, date.End));
            else if (scene.Cast.Outside(date.Start)) continue;
            else if (TurnedDown(scene, date)) scene.Add("application.refused_on", value, (date.Start, date.End));
            else if (Began(scene, date)) scene.Add("hardship.started_on", value, (date.Start, date.End));
        }
    }

    private static bool AsksDate(Scene scene) => scene.Context.Expecting is { } asked && scene.Catalogue.Find(asked) is { Type: FactType.Date };

    private static FactValue.Day Value(SaidDate date) => new(date.From, date.From > date.To ? date.From : date.To);

    private static bool Began(Scene scene, SaidDate date)
    {
        if (date.To > scene.Context.Today.AddDays(1) || date.From > scene.Context.Today) return false;
        // 俺今年52在工地摔了: the year of an age.
        if (scene.Quantities.Exists(q => q.NumberStart - date.End is >= 0 and <= 1 && q is { Measure: Measure.None or Measure.YearsOld, Value: >= 3 and < 110 })) return false;
        var clause = scene.Words.ClauseAt(date.Start);
        return scene.Cues.Exists(c => c.Group is "hardship.kind" or "injury" or "onset" && c.Start >= date.End && (clause.Holds(c.Start) || c.Start - date.End <= 2)
            && c.Start - date.End <= 12 && !scene.Cues.Exists(o => o.Group == "negation" && o.End <= c.Start && c.Start - o.End <= 2 && o.Start >= date.End));
    }

    /// <summary>后天再不交五千就停药, 三十号前得交上: a day to come, and behind it what must be done by then.</summary>
    private static bool Due(Scene scene, SaidDate date) => date.From >= scene.Context.Today && scene.Words.ClauseAt(date.Start) is var clause
        && scene.In("deadline").Exists(c => clause.Holds(c.Start) && c.Start - date.End is >= 0 and <= 10
            // 正月里, 五月到期了: a time that comes every year is one to come only where the words say by then.
            && (date.YearSaid || (c.Length > 1 && scene.Text[c.Start] != '里' && scene.Text.AsSpan(c.End, clause.End - c.End) is not ['了', ..])));

    /// <summary>今年三月叫退回来了: the day stands right before the refusal; 去年申请,没批 tells when it was asked for.</summary>
    private static bool TurnedDown(Scene scene, SaidDate date) => date.To <= scene.Context.Today && scene.Words.ClauseAt(date.Start) is var clause
        && scene.In("turned_down").Exists(c => clause.Holds(c.Start) && c.Start - date.End is >= 0 and <= 6)
        && !scene.InClause(clause, "applied").Exists(c => c.Start >= date.End);
}
