using BotHost.Core.Facts;
using BotHost.Understanding.Numbers;

namespace BotHost.Understanding.People;

/// <summary>Ages: 我68, 俺妈七十三了, 四十出头, 虚岁六十, 属龙. Only the subject's own age becomes a fact of the subject.</summary>
internal static class AgeReader
{
    /// <summary>Words that may stand between a person and a bare age.</summary>
    private static readonly string[] Fillers = ["今年整", "整", "刚好", "正好", "满", "刚满", "都满", "今年刚", "今年都快", "今年才", "今年也", "今年都", "今年快", "今年", "都快", "也快", "都", "也", "已经", "才", "刚", "是", "快", "有", "年龄", "岁数", "了", "现在", "虚岁", "周岁", "实岁", "虚的", "实的", "虚", "实", "毛岁", "大概", "的", "就"];

    public static IReadOnlyList<(Mention? Of, Quantity Age)> Read(Scene scene)
    {
        List<(Mention?, Quantity)> ages = [];
        foreach (var q in scene.Quantities)
        {
            var owner = Behind(scene, q) ?? Named(scene, q) ?? (q.Measure == Measure.YearsOld ? scene.Cast.OwnerAt(q.NumberStart) : null);
            if (!IsAge(scene, q, owner) || scene.In("negation").Exists(c => c.Entry == "is_not" && c.End == q.Start)) continue;
            ages.Add((owner, q));
            // 带着个十岁的小子: so many years of whoever is named behind, known or not.
            if (q.Start > 0 && scene.Text[q.Start - 1] == '个' && scene.Words.At(q.End, "的") && !scene.Words.At(q.End, "的人") && owner is null or { Kin: Kin.Self }) continue;
            // 是十岁: so young, and nobody named: a child's age, whoever it is.
            if (owner is null && q.Value < 14 && !scene.Expecting("subject.age")) continue;
            if (!scene.Cast.AboutSubject(q.NumberStart) || (owner is not null && Behind(scene, q) == owner && owner.Kin != scene.Cast.Subject?.Kin) || NotNow(scene, q)) continue;
            var value = Value(q);
            if (Nominal(scene, q))
            {
                scene.Add("subject.age_nominal", value, (q.Start, q.End));
                scene.Wonder("subject.age", "nominal-age", q.Start, q.End);
            }
            else scene.Add("subject.age", value, (q.Start, q.End));
        }

        return ages;
    }

    /// <summary>八十岁老娘, 六岁的儿子: whoever is named right behind an age has it.</summary>
    private static Mention? Behind(Scene scene, Quantity q) => q.Measure != Measure.YearsOld ? null
        : scene.Cast.Mentions.FirstOrDefault(m => (m.Start == q.End || (m.Start == q.End + 1 && scene.Text[q.End] == '的')) && m.Kin is not (Kin.Self or Kin.Household or Kin.Pronoun) && scene.Words.ClauseAt(q.NumberStart).Holds(m.Start)
            // 我68岁老伴66岁: somebody with an age of their own.
            && !scene.Quantities.Exists(o => o.Start - m.End is >= 0 and <= 3 && o.Measure is Measure.YearsOld or Measure.None));

    /// <summary>我十岁的时候, 满六十能领: an age of another time, or one that somebody has to reach.</summary>
    internal static bool NotNow(Scene scene, Quantity q) => scene.In("not_now").Exists(c => !(c.Start > 0 && c.Length == 1 && scene.Text[c.Start - 1] is '刚' or '已' or '都')
        && c.Start >= q.Start - 3 && (c.Start <= q.End || (c.Start == q.End + 1 && scene.Text[q.End] is '的' or '就' or '那' or '才')) && scene.Words.Breath(scene.Words.ClauseAt(q.NumberStart)).Holds(c.Start));

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
        return rest.StartsWith("了") || rest is "整" || rest.StartsWith("多") || rest.StartsWith("的人") || rest.StartsWith("女") || rest.StartsWith("男")
            || scene.Cast.Mentions.Any(m => m.Start == q.End) || rest.StartsWith("还") || rest.StartsWith("有") || rest.StartsWith("得") || rest.StartsWith("身体");
    }

    /// <summary>The person named directly before a bare number: 我68, 娃十四, 俺今年六十八.</summary>
    private static Mention? Named(Scene scene, Quantity q)
    {
        var at = q.Start;
        var clause = scene.Words.ClauseAt(q.NumberStart);
        for (var round = 0; round < 3; round++)
        {
            if (scene.Cast.Mentions.LastOrDefault(m => m.End == at && !m.Oblique) is { } mention) return mention;
            var filler = Array.Find(Fillers, f => at - f.Length >= clause.Start && scene.Words.At(at - f.Length, f));
            if (filler is null) break;
            at -= filler.Length;
        }

        // 四十八了没人要: 了 behind a bare number at the head of a clause makes it an age, in any message that is no answer.
        if (q.Start == clause.Start && q.Value is >= 16 and <= 105 && scene.Words.At(q.End, "了") && q.End + 1 < clause.End && scene.Context.Expecting is null or "subject.age" && q.Min is null)
            return scene.Cast.OwnerAt(q.NumberStart) is { Kin: not Kin.Household } named ? named : new(Kin.Self, q.Start, q.End, false);

        if (q.Start == clause.Start && q.Value is >= 30 and <= 105 && scene.Words.At(q.End, "了") && q.End + 1 == clause.End)
        {
            // 六十六了 as a clause of its own is the age of whoever is spoken of.
            return scene.Cast.OwnerAt(q.NumberStart) is { Kin: not (Kin.Household or Kin.Child) } spoken ? spoken : scene.Cast.Mentions.Count == 0 && q.Start == 0 && scene.Context.Expecting is null ? new(Kin.Self, q.Start, q.End, false) : null;
        }

        // 46,初中毕业,干瓦工: a bare number that heads a message of descriptions is the speaker's age.
        if (q.Start == 0 && q.End == clause.End && q.Value is >= 16 and <= 105 && q.Min is null && scene.Context.Expecting is null && scene.Words.Clauses.Length >= 2 && scene.Words.ClauseAt(clause.End + 1) is var next
            && scene.Cues.Exists(c => c.Group is "described" or "work.education" or "subject.sex" or "household.count" or "no_supporters" or "skill" or "name_is" or "work.health_limits" && next.Holds(c.Start))) return new(Kin.Self, q.Start, q.End, false);

        // 光棍一个,六十四,种二亩地: a bare number between descriptions of somebody is an age.
        if (q.Start == clause.Start && q.End == clause.End && q.Value is >= 18 and <= 100 && q.Min is null && scene.Context.Expecting is null or "subject.age" && scene.Words.Clauses.Length >= 2
            && scene.Words.Clauses.LastOrDefault(c => c.End <= clause.Start) is { Length: > 0 } before && (scene.InClause(before, "described").Count > 0 || scene.InClause(before, "name_is").Count > 0 || scene.Text[before.Start..before.End] is "年龄" or "年纪" or "岁数")) return scene.Cast.OwnerAt(q.NumberStart) is { Kin: not Kin.Household } of ? of : new(Kin.Self, q.Start, q.End, false);

        // 我侄儿瘫了,三十二,我给他报: of the one reported about; of others only where no child can be meant.
        if (q.Start == clause.Start && q.End == clause.End && q.Value is >= 1 and <= 105 && scene.Cast.OwnerAt(q.NumberStart) is { } elder
            && (elder.Kin == scene.Cast.Subject?.Kin || (q.Value >= 50 && elder.Kin is Kin.Father or Kin.Mother or Kin.Grandparent or Kin.Elder or Kin.Spouse))) return elder;
        // 俺叫李桂兰五十六了: right behind the name.
        if (q.Value is >= 16 and <= 105 && (q.End == clause.End || scene.Words.At(q.End, "了")) && scene.InClause(clause, "name_is").Exists(c => q.Start - c.End is >= 2 and <= 4)) return scene.Cast.OwnerAt(q.NumberStart) ?? new(Kin.Self, q.Start, q.End, false);
        // 女的五十四: a sex right before.
        if (q.Value is >= 16 and <= 105 && scene.In("subject.sex").Exists(c => c.End == q.Start)) return scene.Cast.OwnerAt(q.NumberStart) ?? new(Kin.Self, q.Start, q.End, false);
        if (q.Start == clause.Start && q.Value is >= 16 and <= 105 && (scene.Words.At(q.End, "的人") || (q.End == clause.End && BesideSex(scene, clause))))
            return scene.Cast.OwnerAt(q.NumberStart) ?? new(Kin.Self, q.Start, q.End, false);
        if (at < q.Start && at == clause.Start && (scene.Text[at] is '虚' or '周' or '实' or '毛' || scene.Words.At(at, "年龄") || scene.Words.At(at, "岁数")))
            return scene.Cast.OwnerAt(q.NumberStart) ?? new(Kin.Self, at, q.NumberStart, false);

        // 俺属鸡的今年四十五: 今年 before a number that ends its clause makes it an age wherever it stands.
        if (at < q.Start && q.Value >= 10 && (q.End == clause.End || scene.Words.At(q.End, "了") || scene.Words.At(q.End, "啦")) && Said(scene, at, q.Start, "今年") is { } year)
            return scene.Cast.OwnerAt(q.NumberStart) is { Kin: Kin.Household } ? null : scene.Cast.OwnerAt(q.NumberStart) ?? new(Kin.Self, year, q.NumberStart, false);

        // 俺属牛的六十五: behind the animal of the year of birth.
        if (q.End == clause.End && q.Value >= 16 && scene.Text[..q.Start].TrimEnd('的', '嘞', '哩', '今', '年') is [.., '属', not ('于' or '实')]) return scene.Cast.OwnerAt(q.NumberStart) ?? new(Kin.Self, q.Start, q.End, false);

        // 今年六十八 without a person, at the head of a message or clause, is whoever is spoken of.
        return at == clause.Start && at < q.Start && scene.Words.At(at, "今年") ? scene.Cast.OwnerAt(q.NumberStart) ?? new(Kin.Self, at, q.NumberStart, false) : null;
    }

    private static int? Said(Scene scene, int from, int to, string word)
    {
        var at = scene.Text.IndexOf(word, from, to - from, StringComparison.Ordinal);
        return at < 0 ? null : at;
    }

    /// <summary>男 58, 王秀英 女 65: a bare number next to a sex is an age.</summary>
    private static bool BesideSex(Scene scene, Words.Clause clause) => scene.In("subject.sex").Any(c =>
        (c.End <= clause.Start && clause.Start - c.End <= 1) || (c.Start >= clause.End && c.Start - clause.End <= 1));

    internal static bool Nominal(Scene scene, Quantity q)
    {
        var clause = scene.Words.ClauseAt(q.NumberStart);
        var from = Math.Max(clause.Start, q.Start - 4);
        var to = Math.Min(clause.End, q.End + 4);
        return scene.Text.AsSpan(from, to - from).Contains("虚", StringComparison.Ordinal);
    }
}
