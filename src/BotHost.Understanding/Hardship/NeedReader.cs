using BotHost.Core.Facts;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Hardship;

/// <summary>What is needed: asked for outright (想贷款, 给点吃的), or plain from what is lacking (断粮, 没地方住, fees that cannot be paid).</summary>
internal static class NeedReader
{
    private const string Fact = "hardship.need";

    public static void Read(Scene scene)
    {
        if (PairedWords.Find(scene, Pair.UnpaidFees) is { } fees) scene.AddTo(Fact, "schooling", fees.Start, fees.End);
        foreach (var cue in scene.In(Fact).Where(c => Lacking(scene, c))) scene.AddTo(Fact, cue.Entry, cue.Start, cue.End);
        // 吃不起药 lacks medicine; money is lacking where nothing more particular is.
        if (!scene.Has(Fact) && scene.In("need.short").Find(c => Lacking(scene, c)) is { } shortage) scene.AddTo(Fact, "money", shortage.Start, shortage.End);
    }

    /// <summary>要是俺房塌了,国家管不管 lacks nothing, 能不能找个地方住 asks for it.</summary>
    private static bool Lacking(Scene scene, Cue cue)
    {
        if (scene.Cast.Outside(cue.Start) && !Kindred(scene, cue) || Telling.Denied(scene, cue) || Dates.Bygone.Told(scene, cue.Start) || Unreal.Told(scene, cue)) return false;
        if (scene.In("need.not").Exists(n => n.Entry == cue.Entry && n.Start < cue.End && n.End > cue.Start)) return false;
        // 就想有个地方能收着他,叫我歇歇: the words themselves tell of somebody helpless.
        if (cue.Entry == "care" && !Helpless(scene) && !scene.Text.AsSpan(cue.Start, cue.Length).ContainsAny('收', '歇')) return false;
        return !scene.InClause(scene.Words.ClauseAt(cue.Start), "supposed").Exists(s => s.Start < cue.Start);
    }

    /// <summary>俺姑两天没吃上饭: an aunt of the writer's, in a message of nobody else.</summary>
    private static bool Kindred(Scene scene, Cue cue) => scene.Cast.OwnerAt(cue.Start) is { Kin: People.Kin.Elder } owner && scene.Text[owner.Start] is '我' or '俺' && !Telling.Elsewhere(scene, cue.Start);

    /// <summary>没人管 asks for care where somebody is old, sick or small: the road has nobody either.</summary>
    private static bool Helpless(Scene scene) => (scene.Value(KindReader.Fact) is FactValue.Set kinds && kinds.Values.Overlaps(["illness", "accident", "elderly_care", "child_care", "disability", "death"]))
        || scene.In("old_person").Count > 0 || scene.In("small_child").Count > 0 || scene.In("subject.needs_care").Count > 0;
}
