using BotHost.Core.Facts;
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
        List<Cue> cues = [.. scene.In(Fact).Where(c => Ours(scene, c))];
        // 一个人在老家,查出来肺癌: living alone is what is wrong only where nothing else is.
        if (Elderly(scene) is { } alone && (cues.Count == 0 || scene.Text[alone.Start] is not ('一' or '独' or '自'))) cues.Add(alone);
        if (Harvest(scene) is { } harvest && !cues.Exists(c => c.Entry == harvest.Entry)) cues.Add(harvest);
        if (House(scene) is { } house && !cues.Exists(c => c.Entry is "housing" or "disaster")) cues.Add(house);
        if (Unpaid(scene) is { } unpaid && !cues.Exists(c => c.Entry == "education")) cues.Add(unpaid);
        // 老年痴呆 is an illness, whatever 呆 means elsewhere: a word inside a longer one says nothing.
        cues.RemoveAll(c => cues.Exists(o => !o.Gapped && o.Entry != c.Entry && o.Start <= c.Start && o.End >= c.End && o.Length > c.Length));
        var kinds = cues.Select(c => c.Entry).ToHashSet();
        foreach (var cue in scene.In("weak." + Fact).Where(c => Ours(scene, c) && !kinds.Contains(c.Entry)))
        {
            // Weak signs (腿脚不好, 上学花钱) make a kind only when nothing stronger was said.
            if (kinds.Count == 0 && cues.Count == 0 && Counts(scene, cue)) cues.Add(cue);
        }

        foreach (var cue in cues)
        {
            // 没活干 holds 没活: the longer words are the evidence.
            if (cues.Exists(o => o.Entry == cue.Entry && o.Start <= cue.Start && o.End >= cue.End && o.Length > cue.Length)) continue;
            if (!Caused(cue.Entry, [.. cues.Select(c => c.Entry)], scene)) scene.AddTo(Fact, cue.Entry, cue.Start, cue.End);
        }

        if (Unpaid(scene) is { } fees) scene.AddTo("hardship.need", "schooling", fees.Start, fees.End);
        foreach (var cue in scene.In("hardship.need").Where(c => !scene.Cast.Outside(c.Start) && !Denied(scene, c) && !Dates.Bygone.Told(scene, c.Start))) scene.AddTo("hardship.need", cue.Entry, cue.Start, cue.End);
    }

    /// <summary>An old person of whom it is said that nobody looks after them, however the clauses are cut.</summary>
    private static Cue? Elderly(Scene scene)
    {
        if (scene.In("alone").FirstOrDefault(c => Ours(scene, c)) is not { } alone) return null;
        var owner = scene.Cast.OwnerAt(alone.Start) ?? scene.Cast.Subject;
        var old = owner is { Kin: Kin.Father or Kin.Mother or Kin.Parents or Kin.Grandparent or Kin.Elder } || scene.Value("subject.age") is FactValue.Number { Value: >= 60 };
        return old ? new(new(Fact, "elderly_care"), alone.Start, alone.End) : null;
    }

    /// <summary>房子土墙的,裂了一指宽的缝: the house, and in a later clause of the sentence what is wrong with it.</summary>
    private static Cue? House(Scene scene)
    {
        foreach (var bad in scene.In("house.bad").Where(c => !scene.Cast.Outside(c.Start) && !Denied(scene, c)))
        {
            var clause = scene.Words.ClauseAt(bad.Start);
            if (scene.InClause(clause, "hypothetical").Count > 0) continue;
            var house = scene.In("house.noun").FindLast(c => c.End <= bad.Start && bad.Start - c.End <= 14);
            if (house is null || scene.Words.Clauses.Any(c => c.Start > house.Start && c.Start <= bad.Start && c.NewSentence)) continue;
            return new(new(Fact, "housing"), house.Start, bad.End);
        }

        return null;
    }

    /// <summary>种了六亩玉米,今年叫风刮倒了: what grew or was kept, and in a later clause of the sentence what became of it.</summary>
    private static Cue? Harvest(Scene scene)
    {
        foreach (var ruin in scene.In("ruined").Where(c => !scene.Cast.Outside(c.Start)))
        {
            var clause = scene.Words.ClauseAt(ruin.Start);
            if (scene.InClause(clause, "hypothetical").Count > 0 || scene.InClause(clause, "dwelling").Count > 0) continue;
            var kept = scene.In("grown").FindLast(c => c.End <= ruin.Start && ruin.Start - c.End <= 16);
            if (kept is null || scene.In("dwelling").Exists(d => d.Start >= kept.End && d.End <= ruin.Start) || scene.Words.Clauses.Any(c => c.Start > kept.Start && c.Start <= ruin.Start && c.NewSentence)) continue;
            return new(new(Fact, "crop_or_livestock_loss"), kept.Start, ruin.End);
        }

        return null;
    }

    /// <summary>一年学费五千八,真凑不出来: fees of a school, and that they cannot be paid, however far apart in a sentence.</summary>
    private static Cue? Unpaid(Scene scene)
    {
        if (scene.In("school_fee").FirstOrDefault(c => !scene.Cast.Outside(c.Start)) is not { } fee) return null;
        var broke = scene.In("cannot_pay").Find(c => c.Start >= fee.End && c.Start - fee.End <= 30 || fee.Start - c.End is >= 0 and <= 4);
        return broke is null || scene.InClause(scene.Words.ClauseAt(broke.Start), "hypothetical").Count > 0 ? null : new(new(Fact, "education"), fee.Start, fee.End);
    }

    /// <summary>A single weak sign is enough only in a message that complains of something.</summary>
    private static bool Counts(Scene scene, Cue cue) => !(cue.Entry == "income_drop" && scene.Cast.OwnerAt(cue.Start) is { Kin: Kin.Father or Kin.Mother or Kin.Parents or Kin.Grandparent }) && scene.In("wish.job").Count == 0 && scene.In("work.health_limits").Count == 0 && cue.Entry is not "education" || scene.In("complaint_words").Count > 0;

    private static bool Caused(string kind, HashSet<string> all, Scene scene) => kind switch
    {
        "accident" or "illness" when all.Contains("death") && scene.In(Fact).Exists(d => d.Entry == "death" && scene.In(Fact).Exists(i => i.Entry == kind && d.Start >= i.End && d.Start - i.End <= 8)) => true,
        "illness" when all.Contains("death") && scene.In(Fact).Exists(d => d.Entry == "death" && scene.In(Fact).Exists(i => i.Entry == "illness" && scene.Words.ClauseAt(i.Start) == scene.Words.ClauseAt(d.Start))) => true,
        "accident" or "illness" when all.Contains("child_care") && scene.In(Fact).Exists(c => c.Entry == kind && scene.InClause(scene.Words.ClauseAt(c.Start), "gone").Exists(g => g.Start >= c.End)) => true,
        "illness" => all.Contains("accident") && !scene.Any("disease", "named"),
        "housing" => all.Contains("disaster") || all.Contains("accident"),
        "death" => all.Contains("child_care"),
        "disability" => all.Contains("accident") && scene.In("disability.proof").Count == 0,
        "debt" or "income_drop" => all.Overlaps(["illness", "accident", "disaster", "death", "crop_or_livestock_loss", "unemployment"]),
        "education" => false,
        "elderly_care" => all.Contains("child_care"),
        "child_care" => all.Contains("elderly_care") && !scene.Any("orphan", "orphan"),
        _ => false,
    };

    private static bool Ours(Scene scene, Cue cue)
    {
        if (scene.Cast.Outside(cue.Start) || Denied(scene, cue)) return false;
        // 叫人打电话来: neither was anybody beaten nor struck by the current.
        if (cue.End < scene.Text.Length && ((scene.Text[cue.End - 1] == '打' && scene.Text[cue.End] is '电' or '字' or '听' or '算' or '工' or '官' or '交' or '扫' or '招') || (scene.Text[cue.End - 1] == '电' && scene.Text[cue.End] == '话'))) return false;
        var clause = scene.Words.ClauseAt(cue.Start);
        // 病了就扛着: what is done whenever it happens is not told as having happened.
        if (cue is { Entry: "illness", Length: <= 3 } && (scene.Words.At(cue.End, "了就") || (scene.Text[cue.End - 1] == '了' && scene.Words.At(cue.End, "就")))) return false;
        if (cue.Entry == "death" && LongPast(scene, cue, clause)) return false;
        return scene.InClause(clause, "kind.past").Count == 0 && scene.InClause(clause, "question.general").Count == 0 && !scene.InClause(clause, "hypothetical").Any(c => c.Start < cue.Start);
    }

    /// <summary>老伴走了三年: grief of long ago is not why somebody writes today.</summary>
    private static bool LongPast(Scene scene, Cue cue, Clause clause) => scene.Quantities.Exists(q => q.Measure == Numbers.Measure.Years && clause.Holds(q.NumberStart) && q.Value >= 2)
        || scene.InClause(clause, "long_ago").Count > 0 || System.Text.RegularExpressions.Regex.IsMatch(scene.Text.AsSpan(clause.Start, clause.Length).ToString(), "[二两三四五六七八九十几多0-9]年前?");

    public static bool Denied(Scene scene, Cue cue)
    {
        var clause = scene.Words.ClauseAt(cue.Start);
        return scene.In("negation").Exists(c => clause.Holds(c.Start) && c.End <= cue.Start && cue.Start - c.End <= 2);
    }
}
