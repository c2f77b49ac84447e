using System.Collections.Frozen;
using BotHost.Core.Facts;
using BotHost.Understanding.Numbers;
using BotHost.Understanding.People;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Aid;

/// <summary>Programs by their common names: help already received (aid.current), or what a question is about (the topic).</summary>
internal static class AidReader
{
    /// <summary>Names that hold only for somebody who has it: 五保户, 监测户. Other names need a word that says so.</summary>
    private static readonly FrozenSet<string> Holders = FrozenSet.Create("tekun", "monitored", "out_of_poverty", "dibao");

    public static string? Read(Scene scene)
    {
        string? topic = null;
        foreach (var cue in scene.In(Lexicon.Program))
        {
            topic ??= cue.Entry;
            // 护理补贴跟生活补贴都领着: what is said of the last holds for all that are joined to it.
            if (!Received(scene, cue) && !(Joined(scene, cue) is { } next && Received(scene, next))) continue;
            // 吃低保两年了,干部说下月就给停: whether it still comes is asked back.
            if (Stopped(scene, cue))
            {
                scene.Wonder("aid.current", "two-readings", cue.Start, cue.End, FactValue.Set.Of(cue.Entry));
                continue;
            }

            // 我妈是五保户: parents may be a household of their own.
            if (!EverybodyBehind(scene, cue) && !EverybodyBefore(scene, cue) && scene.Cast.OwnerAt(cue.Start) is { Kin: Kin.Father or Kin.Mother or Kin.Parents or Kin.Grandparent } owner && owner.Kin != scene.Cast.Subject?.Kin && !(cue.Entry is "old_age_allowance" || (owner.Kin == Kin.Grandparent && cue.Entry is "disability_living" or "disability_care")))
                scene.Wonder("aid.current", "two-readings", cue.Start, cue.End, FactValue.Set.Of(cue.Entry));
            else scene.AddTo("aid.current", cue.Entry, cue.Start, cue.End);
        }

        // 护理补贴一月七十五,生活补贴六十: by its short name only beside the other of the two.
        if (scene.Value("aid.current") is FactValue.Set received && received.Values.Contains("disability_care") && scene.In("aid.beside").FirstOrDefault() is { } beside) scene.AddTo("aid.current", beside.Entry, beside.Start, beside.End);
        foreach (var cue in scene.In("aid.is").Where(c => !scene.Cast.Outside(c.Start) && scene.InClause(scene.Words.ClauseAt(c.Start), "negation").Count == 0 && scene.InClause(scene.Words.ClauseAt(c.Start), "question").Count == 0)) scene.AddTo("aid.current", cue.Entry, cue.Start, cue.End);
        if (!scene.Has("aid.current") && Transfer.NoneOf(scene) is { } lacking) scene.AddTo("aid.current", "none", lacking.Start, lacking.End);
        if (!scene.Has("aid.current") && scene.In("aid.none").Find(c => !(c.Start > 0 && scene.Text[c.Start - 1] == '有' && scene.Text[c.Start] == '没')) is { } none && !scene.Cast.Outside(none.Start) && !OfHomes(scene.Text.AsSpan(none.End))) scene.AddTo("aid.current", "none", none.Start, none.End);
        return topic ?? scene.In("term").FirstOrDefault()?.Entry;
    }

    /// <summary>低保俺俩都有: whose it is may stand right behind.</summary>
    private static bool EverybodyBehind(Scene scene, Cue program) => scene.Cast.Mentions.Any(m => m.Start == program.End && m.Kin is Kin.Self or Kin.Household) || scene.In("couple").Exists(c => c.Start == program.End);

    /// <summary>三口人吃低保: those who get it, counted right before.</summary>
    private static bool EverybodyBefore(Scene scene, Cue program) => scene.Quantities.Exists(q => q.End == program.Start && q.Measure is Measure.Persons or Measure.People && q.Value > 1);

    /// <summary>低保五保临时救助统统没有: where the programs named in one breath end.</summary>
    private static int ChainEnd(Scene scene, Cue program)
    {
        var end = program.End;
        while (scene.In(Lexicon.Program).Find(c => c.Start >= end && c.Start - end <= 1 && scene.Words.ClauseAt(program.Start).Holds(c.Start)) is { } next) end = next.End;
        while (end < scene.Text.Length && scene.Text[end] is '统' or '全' or '都' or '一' or '样' or '啥' or '户') end++;
        return end;
    }

    /// <summary>True when a later clause tells of an end without naming what ends: 有低保,高龄补贴给停了 leaves the first as it is.</summary>
    private static bool Stopped(Scene scene, Cue program) => scene.In("aid.stopped").Exists(g => g.Start > scene.Words.ClauseAt(program.Start).End
        // 能说停就停不能: asked about, not done.
        && !scene.Text.AsSpan(g.End, scene.Words.ClauseAt(g.Start).End - g.End).Contains("不能", StringComparison.Ordinal)
        // 是不是下月就给俺停了?: asked about too.
        && !(scene.Words.ClauseAt(g.Start).End is var end && end < scene.Text.Length && scene.Text[end] == '?')
        && !scene.InClause(scene.Words.ClauseAt(g.Start), "money").Exists(m => m.Entry is "medicine" or "medical") && scene.InClause(scene.Words.ClauseAt(g.Start), Lexicon.Program).Count == 0);

    private static Cue? Joined(Scene scene, Cue program) => program.End < scene.Text.Length && scene.Text[program.End] is '跟' or '和' or '与' or '、' ? scene.In(Lexicon.Program).Find(c => c.Start == program.End + 1) : null;

    /// <summary>人家说八十就有高龄补贴, 还有啥养老券, 低保是超了: told of by others, asked for, or out of reach.</summary>
    private static bool Told(Scene scene, Cue program, Clause clause) => (program.Start > clause.Start && scene.Text[program.Start - 1] == '啥')
        || scene.Text.AsSpan(program.End, Math.Min(4, clause.End - program.End)).Contains('超')
        || (Array.Exists(Hearsay, h => scene.Words.At(clause.Start, h)) && !scene.Cast.Mentions.Any(m => m.Kin is Kin.Self or Kin.Household && clause.Holds(m.Start)));

    private static readonly string[] Hearsay = ["人家说", "人家讲", "听说", "听人", "有人说", "都说", "广播", "网上说", "电视"];

    /// <summary>俺该办这个,还是低保、边缘户: one of what is chosen among.</summary>
    private static bool Chosen(Scene scene, Cue program) => scene.Text.AsSpan(scene.Words.ClauseAt(program.Start).Start, program.Start - scene.Words.ClauseAt(program.Start).Start).TrimStart(",") is ['还', '是', ..] || scene.Text.AsSpan(0, program.Start).EndsWith("该办");

    /// <summary>没享受过住房政策, 没领过危改: said of one thing, not of all.</summary>
    private static bool OfHomes(ReadOnlySpan<char> behind) => behind.TrimStart("过着了") is ['住', '房', ..] or ['危' or '房', ..];

    private static bool Received(Scene scene, Cue program)
    {
        if (scene.Cast.Outside(program.Start) || Chosen(scene, program)) return false;
        var clause = scene.Words.ClauseAt(program.Start);
        // 护理补贴和生活补贴,他还能再领不能?: asked for right behind.
        if (scene.Words.Clauses.FirstOrDefault(c => c.Start >= clause.End) is { Length: > 0 } behind && behind.Start - clause.End <= 1 && scene.Text[behind.Start..behind.End].TrimStart('他', '她', '俺', '我', '还', '也', '再') is ['能', ..] and [.., '能' or '不' or '吗' or '没']) return false;
        if (scene.InClause(clause, "aid.wanted").Any(c => c.Start - program.End <= 8 && program.Start - c.End <= 8) || scene.InClause(clause, "question").Count > 0 || scene.InClause(clause, "hypothetical").Count > 0) return false;
        if (scene.InClause(clause, "negation").Any(c => c.Start < program.End && program.Start - c.End <= 4 || c.Start >= program.End && c.Start - ChainEnd(scene, program) <= 3)) return false;
        if (clause.End < scene.Text.Length && scene.Text[clause.End] == '?') return false;
        // 低保批下来了没, 低保有了吗: asked.
        if (clause.End > program.End && scene.Text[clause.End - 1] is '没' or '吗' or '么' or '不') return false;
        if (scene.InClause(clause, "aid.gone").Count > 0 || Told(scene, program, clause)) return false;
        // 低保评议的结果, 低保名单: the word for how it is given, not that somebody has it.
        foreach (var matter in (ReadOnlySpan<string>)["评议", "评审", "结果", "名单", "资格", "条件", "标准", "政策", "申请", "的事", "评选", "公示", "审批", "材料", "手续", "表格"])
        {
            if (scene.Words.At(program.End, matter)) return false;
        }

        // 低保户23户: a count of households, as cadres tell it.
        if (scene.Quantities.Exists(q => q.Start - program.End is >= 0 and <= 2 && scene.Words.At(q.End, "户") | scene.Text[q.End - 1] is '户' || (program.Start - q.End is >= 0 and <= 1 && q.Value > 1 && (scene.Text[q.End - 1] is '户' || scene.Words.At(q.End, "户"))))) return false;
        // 低保四百,五保六百,哪个划算: a question about programs that names nobody is no report of receiving one.
        if (scene.In("question").Exists(c => c.Start > program.End) && !scene.Cast.Mentions.Any(m => m.Kin is not (Kin.Outside or Kin.Pronoun)) && !scene.Text.AsSpan(clause.Start, clause.Length).ContainsAny("着了")) return false;
        // 村会计一家都吃低保, 有楼有车的吃低保: a complaint tells of those who get it, unless the speaker names themself.
        var complains = scene.In("complaint.kind").Exists(c => c.Entry != "money_taken" || scene.In("official").Count > 0) || scene.In("complaint.official").Count > 0 || scene.Expecting("complaint.words");
        if (complains && scene.InClause(clause, "official").Exists(c => c.End <= program.Start)) return false;
        if (complains && !scene.Cast.Mentions.Any(m => m.Kin is Kin.Self or Kin.Household && clause.Holds(m.Start))) return false;
        // 低保让村长他侄子吃了: taken by somebody else.
        if (program.End + 1 < clause.End && scene.Text[program.End] is '让' or '叫' or '被' && scene.Text[program.End + 1] is not ('我' or '俺' or '咱')) return false;
        // 低保给了他亲戚: given, but to somebody else.
        if (scene.Cast.Mentions.Any(m => m.Start - program.End is >= 1 and <= 4 && m.Kin is Kin.Outside or Kin.Pronoun && scene.Text.AsSpan(program.End, m.Start - program.End).Contains('给'))) return false;
        if (scene.Expecting("aid.current")) return true;
        // 吃低保, 领低保: the word for having it is part of the name.
        if (scene.Text[program.Start] is '吃' or '领' && !(program.End < clause.End && scene.Text[program.End] is '的' or '人')) return true;
        if (scene.InClause(clause, "aid.has").Any(c => Math.Abs(c.Start - program.End) <= 8 || Math.Abs(program.Start - c.End) <= 6)) return true;
        if (Transfer.Came(scene, program, clause)) return true;
        // 俺村一个五保老头; 八十一,五保: of whoever is reported for, by the name alone.
        if (Holders.Contains(program.Entry) && scene.Cast.Subject is { } subject && ((program.Start >= subject.Start && program.End <= subject.End) || (program.Start == clause.Start && program.End == clause.End))) return true;
        // 五保老人摔伤住院: so a case begins, as those write who report it.
        if (Holders.Contains(program.Entry) && program.Start == 0 && scene.Text[program.End - 1] == '人' && scene.In("hardship.kind").Exists(c => clause.Holds(c.Start) && c.Start >= program.End) && scene.In("question.general").Count == 0 && scene.Words.Clauses.Length > 1) return true;
        // 五保户, 低保户 as a bare statement.
        return Holders.Contains(program.Entry) && scene.Text[program.End - 1] == '户' && (program.Start == clause.Start || scene.InClause(clause, "is").Any(c => c.End <= program.Start)
            || scene.Cues.Exists(c => c.Group is "person" or "household" && c.End == program.Start)
            // 他七十四五保户, 俺家五口脱贫户: an age or how many they are, told right before.
            || scene.Quantities.Exists(q => q.End == program.Start && q.Measure is Measure.None or Measure.YearsOld or Measure.Persons));
    }
}
