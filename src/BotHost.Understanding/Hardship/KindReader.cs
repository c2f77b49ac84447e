using BotHost.Understanding.People;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Hardship;

/// <summary>
/// What is wrong. A message usually names one cause and many consequences (a fall, then a hospital stay, then fees that cannot be paid);
/// the cause is the kind, its consequences are not further kinds.
/// </summary>
internal static class KindReader
{
    public const string Fact = "hardship.kind";

    public static void Read(Scene scene)
    {
        var cues = Strong(scene);
        if (cues.Count == 0 && scene.In("weak." + Fact).Find(c => Telling.Ours(scene, c) && Counts(scene, c)) is { } weak) cues.Add(weak);
        var kinds = cues.Select(c => c.Entry).ToHashSet();
        foreach (var cue in cues)
        {
            // 没活干 holds 没活: the longer words are the evidence.
            if (cues.Exists(o => o.Entry == cue.Entry && o.Start <= cue.Start && o.End >= cue.End && o.Length > cue.Length)) continue;
            if (!Consequences.Follows(cue.Entry, kinds, scene)) scene.AddTo(Fact, cue.Entry, cue.Start, cue.End);
        }
    }

    private static List<Cue> Strong(Scene scene)
    {
        List<Cue> cues = [.. scene.In(Fact).Where(c => Telling.Ours(scene, c))];
        // 一个人在老家,查出来肺癌: living alone is what is wrong only where nothing else is.
        if (Elderly(scene) is { } alone && (cues.Count == 0 || scene.Text[alone.Start] is not ('一' or '独' or '自' or '五'))) cues.Add(alone);
        cues.AddRange(PairedWords.Read(scene, cues).ToList());
        // 老年痴呆 is an illness, whatever 呆 means elsewhere: a word inside a longer one says nothing.
        cues.RemoveAll(c => cues.Exists(o => !o.Gapped && o.Entry != c.Entry && o.Start <= c.Start && o.End >= c.End && o.Length > c.Length));
        // 无儿无女,糖尿病烂了脚: to be without children is what is wrong only where nothing else is.
        if (cues.Exists(c => c.Entry != "elderly_care")) cues.RemoveAll(c => c.Entry == "elderly_care" && scene.Text[c.Start] is '没' or '无' && scene.Text.AsSpan(c.Start, c.Length) is var said && (said.StartsWith("没儿") || said.StartsWith("无儿") || said.StartsWith("没有儿")));
        // 羊叫狗咬死了, 麦子瞎了, 猪得了病: what befalls crops and animals befalls no person.
        cues.RemoveAll(c => c.Entry is "accident" or "illness" or "disability" or "death" && cues.Exists(o => o.Entry == "crop_or_livestock_loss" && ((c.Start >= o.Start && c.Start < o.End) || ((c.Start >= o.Start || c.Entry == "death") && scene.Words.ClauseAt(o.Start).Holds(c.Start)))));
        return cues;
    }

    /// <summary>An old person of whom it is said that nobody looks after them, however the clauses are cut.</summary>
    private static Cue? Elderly(Scene scene)
    {
        if (scene.In("alone").FirstOrDefault(c => Telling.Ours(scene, c) && !scene.In("worker").Exists(w => w.Entry == "one" && w.Start < c.End && w.End > c.Start)) is not { } alone) return null;
        var owner = scene.Cast.OwnerAt(alone.Start) ?? scene.Cast.Subject;
        var old = owner is { Kin: Kin.Father or Kin.Mother or Kin.Parents or Kin.Grandparent or Kin.Elder } || scene.Value("subject.age") is Core.Facts.FactValue.Number { Value: >= 60 };
        return old ? new(new(Fact, "elderly_care"), alone.Start, alone.End) : null;
    }

    /// <summary>A weak sign (腿脚不好, 上学花钱) is enough only in a message that wishes for no work, or that complains of something.</summary>
    private static bool Counts(Scene scene, Cue cue)
    {
        if (scene.In("complaint_words").Count > 0) return true;
        var parents = cue.Entry == "income_drop" && scene.Cast.OwnerAt(cue.Start) is { Kin: Kin.Father or Kin.Mother or Kin.Parents or Kin.Grandparent };
        return !parents && cue.Entry is not "education" && scene.In("wish.job").Count == 0 && scene.In("work.health_limits").Count == 0;
    }
}
