using BotHost.Core.Facts;
using BotHost.Understanding.Numbers;

namespace BotHost.Understanding.People;

/// <summary>How many minors there are where no age is told: so many as somebody brings up, nurses, or has while still young.</summary>
internal static class Upbringing
{
    private const string Fact = "household.children";

    /// <summary>Whoever is no older has children who are mostly no grown-ups.</summary>
    private const int YoungParent = 45;

    public static void Read(Scene scene, IReadOnlyList<(Mention? Of, Quantity Age)> ages)
    {
        // One of them is told to be grown.
        if (scene.Has(Fact) || ages.Any(a => a.Age.Value >= 18 && a.Of is { Kin: Kin.Child or Kin.Son or Kin.Daughter or Kin.Grandchild }) || scene.In("schooling").Exists(c => c.Entry is "finished" or "undergraduate")) return;
        if (Twins(scene) is { } twins) scene.Add(Fact, FactValue.Of(2), (twins.Start, twins.End));
        if (Nursed(scene) is { } one) scene.Add(Fact, FactValue.Of(1), (one.Start - 2, one.End));
        if (Lone(scene) is { } lone) scene.Add(Fact, FactValue.Of(1), (lone.Start, lone.End));
        foreach (var q in scene.Quantities.Where(q => q is { Value: >= 1 and <= 8, Min: null, Measure: Measure.None or Measure.Things } && !scene.Cast.Outside(q.Start)))
        {
            if (Unnamed(scene, q) || Orphaned(scene, q)) scene.Add(Fact, q.Whole(), (q.Start, q.End));
            if (scene.Cast.Mentions.FirstOrDefault(m => m.Start == q.End && m.Kin is Kin.Child or Kin.Grandchild or Kin.Daughter or Kin.Son) is not { } child) continue;
            if (Minded(scene, q, child) || Small(scene, q, child) || OfTheHouse(scene, child) || (child.Kin == Kin.Child && scene.Text[child.End - 1] is '娃' or '子' or '孩' or '儿' && (OfYoungParent(scene, child) || BehindTheOld(scene, q, child)))) scene.Add(Fact, q.Whole(), (q.Start, child.End));
        }
    }

    /// <summary>带着双胞胎回娘家; 双胞胎妞,一个上小学: at such a school both are small.</summary>
    private static Mention? Twins(Scene scene) => scene.Cast.Mentions.FirstOrDefault(m => m.Kin == Kin.Child && scene.Text[m.End - 1] == '胎' && (scene.In("minds").Exists(c => c.End == m.Start) || scene.In("schooling").Exists(s => s.Entry is "compulsory" or "not_yet" && s.Start > m.End && scene.Words.OneSentence(m.End, s.Start))) && !scene.Cast.Outside(m.End));

    /// <summary>我在家奶孩子,就这一个娃.</summary>
    private static Mention? Nursed(Scene scene) => scene.Cast.Mentions.FirstOrDefault(m => m.Kin == Kin.Child && (scene.Words.At(m.Start - 3, "就一个") || scene.Words.At(m.Start - 4, "就这一个")) && scene.In("schooling").Exists(c => c.Entry == "not_yet" && c.End <= m.Start - 3));

    /// <summary>离了婚自己带个闺女,三十四岁: the one child of a young parent.</summary>
    private static Mention? Lone(Scene scene) => scene.Cast.Subject is not null || scene.Value("subject.age") is not FactValue.Number { Value: >= 18 and <= 40 } || scene.In("divorced").Count == 0 ? null
        : scene.Cast.Mentions.Where(m => m.Kin is Kin.Child or Kin.Son or Kin.Daughter).ToList() is [{ Start: > 0 } child] && scene.Text[child.Start - 1] == '个' && scene.In("raises").Exists(r => r.End == child.Start || r.End == child.Start - 1) ? child : null;

    /// <summary>一个人拉扯俩,想找个半天的活: so many children, not named.</summary>
    private static bool Unnamed(Scene scene, Quantity q) => q.Value is >= 2 and <= 5 && q.End == scene.Words.ClauseAt(q.NumberStart).End
        && scene.In("at_side").Exists(c => c.Entry == "brings_up" && c.End == q.Start && (scene.Text.AsSpan(c.Start, c.Length).Contains('拉') || c.Length >= 3));

    /// <summary>带着孙女孙子俩,他爹妈都不在了: grandchildren counted behind, whom somebody brings up.</summary>
    private static bool Orphaned(Scene scene, Quantity q) => q.Value >= 2 && scene.Text[q.NumberStart] is '俩' or '仨' && scene.Cast.Mentions.Any(m => m.Kin == Kin.Grandchild && m.End == q.Start)
        && scene.In("raises").Exists(r => r.End < q.Start && q.Start - r.End <= 8 && scene.Words.ClauseAt(r.Start).Holds(q.Start));

    /// <summary>两个老的三个小的, 媳妇在家看孩子,俩小的: small ones, and more than one.</summary>
    private static bool Small(Scene scene, Quantity q, Mention child) => q.Value >= 2 && scene.Text[child.Start..child.End] is "小的" && scene.Words.ClauseAt(child.Start).End == child.End;

    /// <summary>一家老少六口,三个孩子; 离了婚,家里就我跟俩孩子: children counted among those of a house, in a message in which nobody has left it and nobody is old.</summary>
    private static bool OfTheHouse(Scene scene, Mention child)
    {
        if (child.Kin != Kin.Child || scene.Text[child.End - 1] is not ('娃' or '子' or '孩') || scene.Words.ClauseAt(child.Start).End != child.End || scene.Cast.Subject is not null) return false;
        if (scene.Value("subject.age") is FactValue.Number { Value: > YoungParent } || scene.In("grown_up").Count > 0 || scene.Cast.Mentions.Any(m => m.Kin == Kin.Grandchild)) return false;
        return scene.Has(SizeReader.Fact) && (scene.In("divorced").Count > 0 || scene.Value(SizeReader.Fact) is FactValue.Number { Value: >= 4 });
    }

    /// <summary>媳妇在家带仨孩子, 仨娃全靠我.</summary>
    private static bool Minded(Scene scene, Quantity q, Mention child) => scene.In("minds").Exists(c => c.End == q.Start || c.Start == child.End);

    /// <summary>我四十三,媳妇没了,三个孩子.</summary>
    private static bool OfYoungParent(Scene scene, Mention child) => scene.Cast.Subject is null && scene.Value("subject.age") is FactValue.Number { Value: >= 18 and <= YoungParent } && scene.Words.ClauseAt(child.Start).End - child.End <= 1;

    /// <summary>爹妈、我两口、俩娃; 家里就我妈六十九跟俩孩子: named behind the old and the grown-up of a house.</summary>
    private static bool BehindTheOld(Scene scene, Quantity q, Mention child)
    {
        var clause = scene.Words.ClauseAt(q.NumberStart);
        if (clause.End - child.End > 1) return false;
        if (q.Start > clause.Start && scene.Text[q.Start - 1] is '跟' or '和' && scene.InClause(clause, "only").Count > 0) return scene.Cast.Mentions.Any(m => m.Kin is Kin.Father or Kin.Mother or Kin.Parents && clause.Holds(m.Start) && m.End <= q.Start);
        return scene.Cast.Mentions.Any(m => m.Kin == Kin.Parents && m.End <= q.Start && q.Start - m.End <= 10)
            && (scene.In("couple").Exists(c => c.End <= q.Start && q.Start - c.End <= 4) || scene.Cast.Mentions.Any(m => m.Kin == Kin.Self && m.End <= q.Start && q.Start - m.End <= 4));
    }
}
