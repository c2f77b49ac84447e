using BotHost.Core.Facts;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Dates;

/// <summary>Dates as facts: the date that was asked for, when the hardship began, by when something must be paid, when an application was turned down.</summary>
internal static class EventDates
{
    public static void Read(Scene scene, List<SaidDate> dates)
    {
        foreach (var date in dates)
        {
            var value = new FactValue.Day(date.From, date.From > date.To ? date.From : date.To);
            if (scene.Context.Expecting is { } expecting && scene.Catalogue.Find(expecting) is { Type: FactType.Date }) scene.Add(expecting, value, (date.Start, date.End));
            else if (scene.Cast.Outside(date.Start)) continue;
            else if (Due(scene, date)) scene.Add("urgent.deadline", value, (date.Start, date.End));
            else if (TurnedDown(scene, date)) scene.Add("application.refused_on", value, (date.Start, date.End));
            else if (Began(scene, date)) scene.Add("hardship.started_on", value, (date.Start, date.End));
        }
    }

    private static bool Began(Scene scene, SaidDate date)
    {
        if (date.To > scene.Context.Today.AddDays(1)) return false;
        var clause = scene.Words.ClauseAt(date.Start);
        return scene.Cues.Exists(c => c.Group is "hardship.kind" or "injury" or "onset" && c.Start >= date.End && (clause.Holds(c.Start) || c.Start - date.End <= 2)
            && c.Start - date.End <= 12 && !scene.Cues.Exists(o => o.Group == "negation" && o.End <= c.Start && c.Start - o.End <= 2 && o.Start >= date.End));
    }

    /// <summary>后天再不交五千就停药, 三十号前得交上: a day to come, and behind it what must be done by then.</summary>
    private static bool Due(Scene scene, SaidDate date) => date.From >= scene.Context.Today && scene.Words.ClauseAt(date.Start) is var clause
        && scene.In("deadline").Exists(c => clause.Holds(c.Start) && c.Start - date.End is >= 0 and <= 10);

    /// <summary>今年三月叫退回来了: the day stands right before the refusal; 去年申请,没批 tells when it was asked for.</summary>
    private static bool TurnedDown(Scene scene, SaidDate date) => date.To <= scene.Context.Today && scene.Words.ClauseAt(date.Start) is var clause
        && scene.In("turned_down").Exists(c => clause.Holds(c.Start) && c.Start - date.End is >= 0 and <= 6)
        && !scene.InClause(clause, "applied").Exists(c => c.Start >= date.End);
}
