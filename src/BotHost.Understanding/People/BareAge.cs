using BotHost.Understanding.Numbers;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.People;

/// <summary>Whose age a number without 岁 is, if it is one: 我68, 娃十四, 叫李桂兰五十六了, 光棍一个,六十四.</summary>
internal static class BareAge
{
    /// <summary>Words that may stand between a person and a bare age.</summary>
    private static readonly string[] Fillers = ["今年整", "整", "刚好", "正好", "满", "刚满", "都满", "今年刚", "今年都快", "今年才", "今年也", "今年都", "今年快", "今年", "现年", "都快", "也快", "都", "也", "已经", "才", "刚", "是", "快", "有", "年龄", "岁数", "了", "现在", "虚岁", "周岁", "实岁", "虚的", "实的", "虚", "实", "毛岁", "大概", "的", "就"];

    public static Mention? Of(Scene scene, Quantity q)
    {
        var clause = scene.Words.ClauseAt(q.NumberStart);
        var at = q.Start;
        for (var round = 0; round < 4; round++)
        {
            if (scene.Cast.Mentions.LastOrDefault(m => m.End == at && !m.Oblique) is { } mention) return mention;
            if (Array.Find(Fillers, f => at - f.Length >= clause.Start && scene.Words.At(at - f.Length, f)) is not { } filler) break;
            at -= filler.Length;
        }

        // 人也四十九了没地方要.
        if (at == clause.Start + 1 && scene.Text[clause.Start] == '人' && q.Value is >= 16 and <= 105 && q.End < scene.Text.Length && scene.Text[q.End] == '了') return Spoken(scene, q);
        if (q.Start == clause.Start && Heading(scene, q, clause) is { } head) return head;
        if (q.Value >= 16 && (Described(scene, q, clause) || q.End == clause.End && BehindAnimal(scene, q)) || FormField(scene, at, q, clause)) return Spoken(scene, q);
        // 俺属鸡的今年四十五; 今年六十八: whoever is spoken of, unless that is the household (俺家今年四十).
        var ends = q.End == clause.End || scene.Words.At(q.End, "了") || scene.Words.At(q.End, "啦");
        var thisYear = at < q.Start && ((q.Value >= 10 && ends && scene.Text.AsSpan(at, q.Start - at).ContainsAny("今现")) || (at == clause.Start && (scene.Words.At(at, "今年") || scene.Words.At(at, "现年"))));
        return thisYear && scene.Cast.OwnerAt(q.NumberStart) is not { Kin: Kin.Household } ? Spoken(scene, q) : null;
    }

    /// <summary>A number that begins its clause: of whoever the message is telling.</summary>
    private static Mention? Heading(Scene scene, Quantity q, Clause clause)
    {
        var told = scene.Context.Expecting is null or "subject.age";
        var whole = q.End == clause.End;
        var years = q.End < clause.End && scene.Text[q.End] is '了' or '啦' or '咧' or '喽' or '咯';
        // 六十三,白内障,啥都瞅不清; 俺是个老婆子了,七十四: a clause of nothing but such a number, of nobody but the speaker, in a message that answers nothing.
        if (whole && scene.Context.Expecting is null && q is { Min: null, Measure: Measure.None, Scaled: false, Value: >= 18 and <= 105 } && q.Value == Math.Floor(q.Value) && scene.Words.Clauses.Length >= 2 && Alone(scene, q)) return Spoken(scene, q);
        // 四十八了没人要: 了 behind a bare number at the head of a clause makes it an age, in any message that is no answer.
        if (years && q.End + 1 < clause.End && q.Value is >= 16 and <= 105 && (scene.Context.Expecting is null || (told && q.Min is null))) return Spoken(scene, q);
        // 四十六了,女嘞: beside a sex told by itself.
        if (years && q.End + 1 == clause.End && q.Value is >= 16 and <= 105 && scene.Context.Expecting is null && BesideSex(scene, clause)) return Spoken(scene, q);
        // 带个没爹没娘的孙子,十一了: the child named right before.
        if (years && q.End + 1 == clause.End && q is { Value: >= 1 and < 18, Min: null } && scene.Cast.Mentions.LastOrDefault(m => m.End <= clause.Start) is { Kin: Kin.Child or Kin.Son or Kin.Daughter or Kin.Grandchild } young && clause.Start - young.End == 1) return young;
        // 17了,不念书了,想去学理发: begins the message.
        if (years && q.Start == 0 && q.End + 1 == clause.End && q is { Min: null, Measure: Measure.None, Value: >= 14 and < 30 } && scene.Context.Expecting is null && scene.Words.Clauses.Length >= 2 && Alone(scene, q)) return Spoken(scene, q);
        // 六十六了 as a clause of its own is the age of whoever is spoken of.
        if (years && q.End + 1 == clause.End && q.Value is >= 30 and <= 105)
            return scene.Cast.OwnerAt(q.NumberStart) is { Kin: not (Kin.Household or Kin.Child) } spoken ? spoken : !scene.Cast.Mentions.Any(m => m.Start < q.Start) && (q.Start == 0 || Alone(scene, q)) && scene.Context.Expecting is null ? Spoken(scene, q) : null;
        if (whole && q.Min is null && told && scene.Words.Clauses.Length >= 2 && q.Value is >= 16 and <= 105)
        {
            // 46,初中毕业,干瓦工: a bare number that heads a message of descriptions is the speaker's age.
            if (q.Start == 0 && scene.Context.Expecting is null && scene.Words.ClauseAt(clause.End + 1) is var next
                && scene.Cues.Exists(c => c.Group is "described" or "work.education" or "subject.sex" or "household.count" or "no_supporters" or "skill" or "name_is" or "work.health_limits" && next.Holds(c.Start))) return Spoken(scene, q);
            // 光棍一个,六十四,种二亩地; 年龄:63.
            if (scene.Words.Clauses.LastOrDefault(c => c.End <= clause.Start) is { Length: > 0 } before
                && (scene.InClause(before, "described").Count > 0 || scene.InClause(before, "name_is").Count > 0 || scene.Text[before.Start..before.End] is "年龄" or "年纪" or "岁数")) return Spoken(scene, q);
        }

        // 25还没成家, 三十六没结婚.
        if (!whole && told && q is { Measure: Measure.None, Min: null, Scaled: false, Value: >= 18 and <= 60 } && Unmarried(scene.Behind(q, clause)) && scene.Cast.OwnerAt(q.NumberStart) is null or { Kin: Kin.Self or Kin.Outside }) return new(Kin.Self, q.Start, q.NumberStart, false);
        // 俺叫刘桂芳,38搁家带孩子: the clause behind the name may go on.
        if (!whole && told && q is { Measure: Measure.None, Min: null, Value: >= 16 and <= 105, Scaled: false } && scene.Text[q.End] is '搁' or '在' or '住' or '想' or '种' or '没' or '离' or '丧'
            && scene.Words.Clauses.LastOrDefault(c => c.End <= clause.Start) is { Length: > 0 } name && scene.InClause(name, "name_is").Count > 0) return Spoken(scene, q);
        // 我侄儿瘫了,三十二,我给他报: of the one reported about; of others only where no child can be meant.
        if (whole && q.Value is >= 1 and <= 105 && scene.Cast.OwnerAt(q.NumberStart) is { } elder
            && (elder.Kin == scene.Cast.Subject?.Kin || (q.Value >= 50 && elder.Kin is Kin.Father or Kin.Mother or Kin.Grandparent or Kin.Elder or Kin.Spouse))) return elder;
        return q.Value is >= 16 and <= 105 && (scene.Words.At(q.End, "的人") || (whole && BesideSex(scene, clause))) ? Spoken(scene, q) : null;
    }

    private static bool Unmarried(ReadOnlySpan<char> rest) => rest.TrimStart("了还也") is ['没' or '未', .. { Length: >= 2 } more] && (more.StartsWith("成家") || more.StartsWith("结婚") || more.StartsWith("对象") || more.StartsWith("说上") || more.StartsWith("找上") || more.StartsWith("媳妇"));

    /// <summary>True where nobody but the speaker was named before, and no other bare number stands in the message.</summary>
    private static bool Alone(Scene scene, Quantity q) => scene.Cast.OwnerAt(q.NumberStart) is null or { Kin: Kin.Self or Kin.Pronoun or Kin.Outside } && (scene.Cast.OwnerAt(q.NumberStart) is not { Kin: Kin.Pronoun or Kin.Outside } || scene.Cast.AboutSubject(q.NumberStart)) && !scene.Quantities.Exists(o => o != q && !(o.Min is not null && Math.Abs(o.Value - q.Value) <= 9) && (o.Measure == Measure.YearsOld || (o is { Measure: Measure.None, Scaled: false, LooksLikeMoney: false, Value: > 9 } && scene.Words.ClauseAt(o.NumberStart) is var other && o.Start == other.Start && o.End == other.End)))
        && scene.Words.Clauses.LastOrDefault(c => c.End <= q.Start) is var before && (before.Length == 0 || scene.Text[before.End - 1] is not ('价' or '钱' or '斤' or '块' or '号' or '少' or '天' or '亩'));

    /// <summary>俺叫李桂兰五十六了, 女的五十四: right behind a name or a sex.</summary>
    private static bool Described(Scene scene, Quantity q, Clause clause) => q.Value <= 105
        && (scene.In("subject.sex").Exists(c => c.End == q.Start) || ((q.End == clause.End || scene.Words.At(q.End, "了")) && scene.InClause(clause, "name_is").Exists(c => q.Start - c.End is >= 2 and <= 4)));

    /// <summary>俺属牛的六十五: behind the animal of the year of birth.</summary>
    private static bool BehindAnimal(Scene scene, Quantity q) => scene.Text.AsSpan(0, q.Start).TrimEnd("的今年") is [.., '属', not ('于' or '实')];

    /// <summary>虚岁八十一, 年龄六十三, at the head of a clause.</summary>
    private static bool FormField(Scene scene, int at, Quantity q, Clause clause) => at < q.Start && at == clause.Start && (scene.Text[at] is '虚' or '周' or '实' or '毛' || scene.Words.At(at, "年龄") || scene.Words.At(at, "岁数"));

    /// <summary>男 58, 王秀英 女 65: a bare number next to a sex is an age.</summary>
    private static bool BesideSex(Scene scene, Clause clause) => scene.In("subject.sex").Exists(c => (c.End <= clause.Start && clause.Start - c.End <= 1) || (c.Start >= clause.End && c.Start - clause.End <= 1));

    private static Mention Spoken(Scene scene, Quantity q) => scene.Cast.OwnerAt(q.NumberStart) is { Kin: not Kin.Household } of ? of : new(Kin.Self, q.Start, q.NumberStart, false);
}
