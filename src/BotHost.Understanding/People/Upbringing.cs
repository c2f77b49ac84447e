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
        foreach (var q in scene.Quantities.Where(q => q is { Value: >= 1 and <= 8, Min: null, Measure: Measure.None or Measure.Things } && !scene.Cast.Outside(q.Start)))
        {
            if (scene.Cast.Mentions.FirstOrDefault(m => m.Start == q.End && m.Kin is Kin.Child or Kin.Grandchild or Kin.Daughter or Kin.Son) is not { } child) continue;
            if (Minded(scene, q, child) || (child.Kin == Kin.Child && scene.Text[child.End - 1] is '娃' or '子' or '孩' or '儿' && (OfYoungParent(scene, child) || BehindTheOld(scene, q, child)))) scene.Add(Fact, q.Whole(), (q.Start, child.End));
        }
    }

    /// <summary>带着双胞胎回娘家.</summary>
    private static Mention? Twins(Scene scene) => scene.Cast.Mentions.FirstOrDefault(m => m.Kin == Kin.Child && scene.Text[m.End - 1] == '胎' && scene.In("minds").Exists(c => c.End == m.Start));

    /// <summary>我在家奶孩子,就这一个娃.</summary>
    private static Mention? Nursed(Scene scene) => scene.Cast.Mentions.FirstOrDefault(m => m.Kin == Kin.Child && (scene.Words.At(m.Start - 3, "就一个") || scene.Words.At(m.Start - 4, "就这一个")) && scene.In("schooling").Exists(c => c.Entry == "not_yet" && c.End <= m.Start - 3));

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
