using BotHost.Core.Facts;
using BotHost.Understanding.People;

namespace BotHost.Understanding.Work;

/// <summary>Work: what somebody can and wants to do, what holds them back, and what work must be like.</summary>
internal static class WorkReader
{
    public static void Read(Scene scene)
    {
        var worker = new Worker(scene);
        SkillReader.Read(scene, worker);
        var wanted = Talk(scene) || scene.Has("work.wage_min_monthly") || scene.Context.Expecting?.StartsWith("work.", StringComparison.Ordinal) == true;
        foreach (var cue in scene.In("work.education"))
        {
            if (worker.Mine(cue.Start)) scene.Add("work.education", new FactValue.Choice(cue.Entry), (cue.Start, cue.End));
        }

        // 52岁男的,初中,干钢筋工: a school as a clause of its own, in talk of work and behind an age or a sex.
        if (wanted && !scene.Has("work.education") && scene.In("answer.work.education").Find(c => scene.Words.ClauseAt(c.Start) is var own && own.Start == c.Start && own.End == c.End && scene.Text[c.Start] is '初' or '高' or '小' or '大' or '中' or '技' or '职' && worker.Mine(c.Start)) is { } school
            && (scene.In("subject.sex").Exists(s => s.End <= school.Start) || scene.Ages.Exists(a => a.End <= school.Start))) scene.Add("work.education", new FactValue.Choice(school.Entry), (school.Start, school.End));

        foreach (var cue in scene.In("work.health_limits").Where(c => worker.Mine(c.Start))) scene.AddTo("work.health_limits", cue.Entry, cue.Start, cue.End);
        // 腰椎间盘突出 by itself forbids heavy work; 站久了不行 beside it says what it forbids.
        if (!scene.Has("work.health_limits") && scene.In("health_limits.likely").FirstOrDefault(c => worker.Mine(c.Start)) is { } likely) scene.AddTo("work.health_limits", likely.Entry, likely.Start, likely.End);
        if (scene.In("work.care").FirstOrDefault(c => !scene.Cast.Outside(c.Start)) is { } care) scene.Add("work.care_duties", FactValue.Of(true), (care.Start, care.End));
        CareReader.Read(scene);
        if (!scene.Has("work.care_duties") && scene.In("work.care.free").Find(c => !scene.Cast.Outside(c.Start)) is { } free && scene.In("care.verb").Count == 0) scene.Add("work.care_duties", FactValue.Of(false), (free.Start, free.End));
        WorkplaceReader.Read(scene, worker, wanted);
        if (wanted) foreach (var cue in scene.In("work.kind_wanted")) scene.AddTo("work.kind_wanted", cue.Entry, cue.Start, cue.End);
        StartReader.Read(scene, worker, wanted);
        Years.Read(scene, worker);
        AwayReader.Read(scene, worker);
    }

    /// <summary>True when the message is about work wanted: said so, or told in key words (长期工,三千往上).</summary>
    public static bool Talk(Scene scene) => scene.In("wish.job").Count > 0 || (scene.In("work.kind_wanted").Count > 0 && scene.In("hardship.kind").Count == 0 && scene.In("work.past").Count == 0);
}
