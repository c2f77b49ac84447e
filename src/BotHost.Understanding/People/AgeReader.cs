using BotHost.Core.Facts;
using BotHost.Understanding.Numbers;

namespace BotHost.Understanding.People;

/// <summary>Ages: 我68, 俺妈七十三了, 四十出头, 虚岁六十, 属龙. Only the subject's own age becomes a fact of the subject.</summary>
internal static class AgeReader
{
    public static IReadOnlyList<(Mention? Of, Quantity Age)> Read(Scene scene)
    {
        List<(Mention?, Quantity)> ages = [];
        var couple = OfCouple(scene);
        if (couple is { } two)
        {
            ages.Add((new(Kin.Spouse, two.Start, two.Own.Start, false), two.Other));
            if (scene.Cast.Subject is null) scene.Add("subject.age", Value(two.Own), (two.Own.Start, two.Own.End));
        }

        foreach (var q in scene.Quantities.Where(q => q != couple?.Own && q != couple?.Other))
        {
            var owner = Grown(scene, q, Behind(scene, q) ?? BareAge.Of(scene, q) ?? (q.Measure == Measure.YearsOld ? scene.Cast.OwnerAt(q.NumberStart) : null));
            // 爹娘早没了,也没兄弟姊妹,今年六十三: the dead have no age; who is left tells their own.
            if (owner is { Kin: Kin.Parents or Kin.Father or Kin.Mother or Kin.Sibling } dead && q.Measure != Measure.YearsOld && scene.Cast.Subject is null && !scene.Words.ClauseAt(q.NumberStart).Holds(dead.Start) && (Dates.Bygone.Dead(scene, dead) || scene.In("negation").Exists(c => c.End == dead.Start))) owner = new(Kin.Self, q.Start, q.NumberStart, false);
            var own = Own(scene, owner);
            if (own) owner = new(Kin.Self, q.Start, q.NumberStart, false);
            if (owner is { Kin: Kin.Pronoun }) owner = scene.Cast.OwnerAt(owner.End) ?? owner;
            if (!IsAge(scene, q, owner) || Refining.Apart(scene, q) || scene.In("negation").Exists(c => c.Entry == "is_not" && c.End == q.Start)) continue;
            ages.Add((owner, q));
            // 带着个十岁的小子: so many years of whoever is named behind, known or not.
            if (q.Start > 0 && scene.Text[q.Start - 1] == '个' && scene.Words.At(q.End, "的") && !scene.Words.At(q.End, "的人") && owner is null or { Kin: Kin.Self }) continue;
            // 我带的这个六岁: a child, not the one who brings it up.
            if (q.Start > 0 && scene.Text[q.Start - 1] == '个' && q.Value < 16 && owner is null or { Kin: Kin.Self }) continue;
            // 是十岁: so young, and nobody named: a child's age, whoever it is.
            if (owner is null && q.Value < 14 && !scene.Expecting("subject.age")) continue;
            if (Refining.Coming(scene, q) is { } today && scene.Cast.AboutSubject(q.NumberStart))
            {
                scene.Add("subject.age", today, (q.Start, q.End));
                continue;
            }

            // 替爷爷奶奶发的,爷爷七十九奶奶七十六: of two reported for, neither age is the subject's.
            if (Then(scene, q) || scene.Cast.Subject is { } both && Roster.Many(scene, both) > 1) continue;
            if (!(own || scene.Cast.AboutSubject(q.NumberStart) || owner is { Kin: Kin.Self } && owner.End == q.NumberStart && scene.Cast.Subject is null || owner == scene.Cast.Subject && owner is not null) || (owner is not null && Behind(scene, q) == owner && owner.Kin != scene.Cast.Subject?.Kin) || NotNow(scene, q)) continue;
            var value = Value(q);
            if (Nominal(scene, q))
            {
                scene.Add("subject.age_nominal", value, (q.Start, q.End));
                scene.Wonder("subject.age", "nominal-age", q.Start, q.End);
            }
            else if (Refining.Refines(scene, q)) scene.Replace("subject.age", value, (q.Start, q.End));
            else scene.Add("subject.age", value, (q.Start, q.End));
        }

        return ages;
    }

    /// <summary>我这个奶奶七十四: what one calls oneself.</summary>
    private static bool Own(Scene scene, Mention? owner) => scene.Cast.Subject is null && owner is { Kin: Kin.Grandparent, Start: > 0 } && scene.Text[owner.Start - 1] == '个' && scene.Text.AsSpan(0, owner.Start).TrimEnd("个") is [.., '我' or '俺', '这'];

    /// <summary>替一个孩子报,爸坐牢妈改嫁,九岁上三年级: no parent is so young; then it is the child reported for.</summary>
    private static Mention? Grown(Scene scene, Quantity q, Mention? owner) => Raised(scene, q, owner) ? new(Kin.Self, q.Start, q.NumberStart, false) : q.Value < 14 && owner is { Kin: Kin.Father or Kin.Mother or Kin.Parents or Kin.Grandparent or Kin.Spouse } ? scene.Cast.Subject is { Kin: Kin.Child or Kin.Grandchild or Kin.Elder or Kin.Outside } child ? child : null : owner;

    /// <summary>自己带个闺女,娘俩过,三十四岁; 我带过五年孩子,四十五岁女的: no child that somebody brings up is so old; then it is who brings it up.</summary>
    private static bool Raised(Scene scene, Quantity q, Mention? owner) => scene.Cast.Subject is null && scene.Words.ClauseAt(q.NumberStart) is var own && (q.Measure == Measure.YearsOld || (q is { Measure: Measure.None, Scaled: false } && q.Start == own.Start)) && owner is { Kin: Kin.Child or Kin.Daughter or Kin.Son or Kin.Grandchild } && !own.Holds(owner.Start)
        && q.Value >= (scene.Text.AsSpan(Math.Max(0, owner.Start - 3), owner.End - Math.Max(0, owner.Start - 3)).ContainsAny(Grownup) ? 60 : 28)
        && (scene.In("raises").Exists(r => owner.Start - r.End is >= 0 and <= 4) || (owner.Kin == Kin.Child && (scene.In("subject.sex").Exists(s => s.Start == q.End) || scene.In("schooling").Exists(s => s.Entry is "compulsory" or "not_yet" && (owner.Start - s.End is >= 0 and <= 1 || s.Start - owner.End is >= 0 and <= 3)))));

    /// <summary>傻儿子, 瘫闺女: grown children are brought up too.</summary>
    private static readonly System.Buffers.SearchValues<char> Grownup = System.Buffers.SearchValues.Create("傻憨痴呆残瘫哑聋瞎疯病");

    /// <summary>俺老两口68、66: the speaker's age, then the other's.</summary>
    private static (int Start, Quantity Own, Quantity Other)? OfCouple(Scene scene)
    {
        foreach (var couple in scene.In("couple"))
        {
            if (scene.Quantities.Find(q => q.Start == couple.End && q is { Measure: Measure.None or Measure.YearsOld, Min: null, Scaled: false, Value: >= 18 and <= 105 }) is not { } own) continue;
            if (scene.Quantities.Find(q => q.Start == own.End + 1 && scene.Text[own.End] is '、' or ',' or '和' or '跟' && q is { Min: null, Scaled: false, Value: >= 18 and <= 105 }) is { } other) return (couple.Start, own, other);
        }

        return null;
    }

    /// <summary>八十岁老娘, 六岁的儿子: whoever is named right behind an age has it.</summary>
    private static Mention? Behind(Scene scene, Quantity q) => q.Measure != Measure.YearsOld ? null
        : scene.Cast.Mentions.FirstOrDefault(m => (m.Start == q.End || (m.Start == q.End + 1 && scene.Text[q.End] == '的')) && m.Kin is not (Kin.Self or Kin.Household or Kin.Pronoun) && scene.Words.ClauseAt(q.NumberStart).Holds(m.Start)
            // 我68岁老伴66岁: somebody with an age of their own.
            && !scene.Quantities.Exists(o => o.Start - m.End is >= 0 and <= 3 && o.Measure is Measure.YearsOld or Measure.None));

    /// <summary>我十岁的时候, 满六十能领: an age of another time, or one that somebody has to reach.</summary>
    internal static bool NotNow(Scene scene, Quantity q) => scene.In("not_now").Exists(c => !(Asks(scene, c) && c.Start == q.End && Nominal(scene, q)) && !(c.Length == 1 && ((c.Start > 0 && scene.Text[c.Start - 1] is '刚' or '已' or '都') || Reached(scene, q)))
        && c.Start >= q.Start - 3 && (c.Start <= q.End || (c.Start == q.End + 1 && scene.Text[q.End] is '的' or '就' or '那' or '才')) && scene.Words.Breath(scene.Words.ClauseAt(q.NumberStart)).Holds(c.Start));

    /// <summary>虚岁十八能不能进厂: one of that age asks.</summary>
    private static bool Asks(Scene scene, Words.Cue cue) => scene.Words.At(cue.Start, "能不能") || scene.Words.At(cue.Start, "能进");

    /// <summary>五八年我才十二, 当兵那年我才十八: an age of a year long gone.</summary>
    private static bool Then(Scene scene, Quantity q)
    {
        var before = scene.Before(q, scene.Words.ClauseAt(q.NumberStart));
        if (before.Contains("那年", StringComparison.Ordinal) || before.Contains("那会", StringComparison.Ordinal) || before.Contains("那时", StringComparison.Ordinal) || before.Contains("当年", StringComparison.Ordinal)) return true;
        var year = before.IndexOf('年');
        return year > 0 && Numbers.ChineseNumeral.DigitOf(before[year - 1]) is not null && before[year..].ContainsAny('才', '还') && before[year..].Length <= 5;
    }

    /// <summary>满八十了: reached today, unless it is waited for (等满八十了再说).</summary>
    private static bool Reached(Scene scene, Quantity q) => q.End < scene.Text.Length && scene.Text[q.End] == '了' && scene.Words.ClauseAt(q.NumberStart) is var clause && !scene.Text.AsSpan(clause.Start, clause.Length).ContainsAny("才等再能");

    internal static FactValue.Number Value(Quantity q)
    {
        if (q is { Min: { } min, Max: { } max } && min == q.Value && max > min + 2 && max <= min + 10)
            return new(Math.Min(q.Value + 4, max), min, max);
        return q.Whole();
    }

    private static bool IsAge(Scene scene, Quantity q, Mention? owner)
    {
        if (q.Value is < 0 or > 130 || q.Scaled && q.Value > 130) return false;
        if (q.Measure == Measure.YearsOld) return true;
        // 虚岁十八能不能进厂
        if (q is { Measure: Measure.None, Scaled: false, Value: >= 1 } && scene.Before(q, 2) is "虚岁" or "周岁" or "实岁") return true;
        // 俺俩, 娘仨: people, not years.
        if (scene.Text[q.NumberStart] is '俩' or '仨') return false;
        if (q.Measure != Measure.None || owner is null || owner.Kin is Kin.Household || q.Value < 1) return false;
        // 六十三四: half-way between two ages.
        if (q.Value != Math.Floor(q.Value) && !(q.Max - q.Min <= 2)) return false;
        var clause = scene.Words.ClauseAt(q.NumberStart);
        if (q.End >= clause.End) return true;
        // 俺娘76跟俺一块住, 我38离婚了: such a number right behind somebody counts nothing else.
        if (q.Min is null && owner.End <= q.Start && (q.Digits || q.Value >= 10) && (owner.Kin switch
            {
                Kin.Self => q.Value >= 16,
                Kin.Father or Kin.Mother or Kin.Grandparent or Kin.Elder => q.Value >= 40,
                Kin.Spouse => q.Value >= 18,
                Kin.Pronoun => q.Value >= 30,
                Kin.Son or Kin.Daughter or Kin.Child or Kin.Grandchild or Kin.Sibling => q.Digits,
                _ => false,
            })) return true;
        var rest = scene.Behind(q, clause);
        return rest.StartsWith("了") || rest.StartsWith("啦") || rest.StartsWith("能不能") || rest is "整" || rest.StartsWith("多") || rest.StartsWith("的人") || rest.StartsWith("女") || rest.StartsWith("男")
            || scene.Cast.Mentions.Any(m => m.Start == q.End) || rest.StartsWith("还") || rest.StartsWith("有") || rest.StartsWith("得") || rest.StartsWith("身体");
    }

    internal static bool Nominal(Scene scene, Quantity q)
    {
        var clause = scene.Words.ClauseAt(q.NumberStart);
        // 按虚岁算俺都八十
        var from = Math.Max(clause.Start, q.Start - (scene.Words.At(clause.Start, "按虚岁") ? 8 : 4));
        var to = Math.Min(clause.End, q.End + 4);
        return scene.Text.AsSpan(from, to - from).Contains("虚", StringComparison.Ordinal);
    }
}
