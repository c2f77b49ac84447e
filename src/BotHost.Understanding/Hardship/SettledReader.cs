using BotHost.Core.Facts;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Hardship;

/// <summary>
/// Facts that a set phrase settles: insurance, compensation, earlier applications, whose phone it is. An entry of the lexicon is
/// <c>fact.id=yes</c>, <c>fact.id=no</c>, or the value of a one-of fact.
/// </summary>
internal static class SettledReader
{
    private const string CareLevel = "subject.care_level";

    public static void Read(Scene scene)
    {
        Settle(scene, "yes_no");
        // 保险公司赔了, 人跑了: it depends on what the message tells of what they mean.
        var hurt = scene.Any(KindReader.Fact, "accident");
        if (hurt) Settle(scene, "yes_no.hurt");
        else if (scene.In("grown").Count > 0) Settle(scene, "yes_no.grown");
        if (scene.In("insurance.named").Count > 0) Settle(scene, "yes_no.insured");
        // 评的是中度失能: only an assessment has grades, a disability is graded otherwise (重度残疾).
        foreach (var cue in scene.In(CareLevel).Where(c => Told(scene, c) && scene.Cast.AboutSubject(c.Start) && !scene.Words.At(c.End, "残"))) scene.Add(CareLevel, new FactValue.Choice(cue.Entry), (cue.Start, cue.End));
        if (scene.Value(CareLevel) is FactValue.Choice { Value: "mild" }) scene.Drop("subject.needs_care");
        foreach (var cue in scene.In("home_danger").Where(c => Told(scene, c))) scene.Add("assets.home_danger", new FactValue.Choice(cue.Entry), (cue.Start, cue.End));
    }

    private static void Settle(Scene scene, string group)
    {
        foreach (var cue in scene.In(group).Where(c => Told(scene, c)))
        {
            var parts = cue.Entry.Split('=');
            scene.Add(parts[0], FactValue.Of(parts[1] == "yes"), (cue.Start, cue.End));
        }
    }

    /// <summary>买了保险没买我记不清 settles nothing.</summary>
    private static bool Told(Scene scene, Cue cue) => !Telling.Elsewhere(scene, cue.Start) && !Telling.Denied(scene, cue) && scene.Words.ClauseAt(cue.Start) is var clause
        && !scene.InClause(clause, "hypothetical").Exists(c => c.Start < cue.Start) && !scene.InClause(clause, "answer").Exists(c => c.Entry == "unknown" && c.Start >= cue.End);
}
