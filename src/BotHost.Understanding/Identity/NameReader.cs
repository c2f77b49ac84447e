using System.Collections.Frozen;
using BotHost.Core.Facts;
using BotHost.Understanding.People;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Identity;

/// <summary>Names of people: 我叫王秀英, 名字是李大山; a bare name only where a name was asked for.</summary>
internal sealed class NameReader
{
    /// <summary>What is done to somebody: behind 叫 these make it "by", not "called".</summary>
    private static readonly System.Buffers.SearchValues<char> Harm = System.Buffers.SearchValues.Create("撞打骗砸咬踢顶劈偷逼坑抢噎烧淹刮剐吓拖害扣赶撵骂讹轧压绊哄冲罚抓烫蜇气");

    private readonly FrozenSet<string> surnames;

    public NameReader(Lexicon lexicon) => surnames = lexicon.Words("surname").SelectMany(w => w.Entry == "two" ? [w.Word] : w.Word.Select(c => c.ToString())).ToFrozenSet();

    public void Read(Scene scene)
    {
        foreach (var cue in scene.In("name_is"))
        {
            if (Told(scene, cue) is not { } told) continue;
            var (start, end) = told;
            var name = new FactValue.Text(scene.Text[start..end]);
            var others = cue.Entry == "mine" && (scene.Expecting("reporter.name") || scene.Cast.Subject is not null || scene.Has("on_behalf") || scene.Words.At(end + 1, "是他") || scene.Words.At(end + 1, "是她") || scene.Words.At(end, "是他") || scene.Words.At(end, "是她"));
            if (others) scene.Add("reporter.name", name, (cue.Start, end));
            else if (cue.Entry == "mine" || scene.Cast.AboutSubject(cue.End)) scene.Add("subject.name", name, (cue.Start, end));
        }

        Heading(scene);
        Listed(scene);
        Neighbour(scene);
        Family(scene);
        Called(scene);
        Titled(scene);
        foreach (var fact in (ReadOnlySpan<string>)["subject.name", "reporter.name"])
        {
            if (!scene.Expecting(fact) || scene.Has(fact)) continue;
            foreach (var clause in scene.Words.Clauses)
            {
                if (At(scene, clause.Start, clause.End) is not { } end || end != clause.End) continue;
                scene.Add(fact, new FactValue.Text(scene.Text[clause.Start..end]), (clause.Start, end));
                return;
            }
        }
    }

    /// <summary>The name behind 叫, 户主, 姓名: …; null where 叫 makes somebody suffer (俺叫车撞了, 我叫毛贼偷了).</summary>
    private (int Start, int End)? Told(Scene scene, Cue cue)
    {
        var clause = scene.Words.ClauseAt(cue.Start);
        // 姓名:孙玉兰.
        if (cue.End == clause.End && scene.Words.Clauses.FirstOrDefault(c => c.Start > cue.End) is { Length: > 1 } next)
        {
            // 名字打错了,是李桂莲不是李桂兰.
            var from = scene.Text[next.Start] == '是' ? next.Start + 1 : scene.Words.At(next.Start, "应该是") ? next.Start + 3 : next.Start;
            return scene.Text[cue.End - 1] == '叫' || At(scene, from, next.End) is not { } last ? null : (from, last);
        }

        var whole = clause.End - cue.End is 2 or 3 && surnames.Contains(scene.Text[cue.End].ToString()) && scene.Text[(cue.End + 1)..clause.End].All(char.IsLetter) && !"的了呀啊吧呢吗过着".Contains(scene.Text[clause.End - 1], StringComparison.Ordinal);
        if ((whole ? clause.End : At(scene, cue.End, clause.End)) is not { } end) return null;
        var passive = scene.Text[cue.End - 1] == '叫' && (scene.Text.AsSpan(cue.End, end - cue.End).ContainsAny(Harm) || (end < clause.End && (scene.Text[end] == '个' || (scene.Text[end] == '的' && end + 1 < clause.End) || Harm.Contains(scene.Text[end]))));
        return passive ? null : (cue.End, end);
    }

    /// <summary>透析的病人刘桂兰,我替她报: the name of somebody reported for, behind a word for what they are.</summary>
    private void Titled(Scene scene)
    {
        if (scene.Has("subject.name") || !scene.Has("on_behalf")) return;
        foreach (var cue in scene.In("name_title"))
        {
            var clause = scene.Words.ClauseAt(cue.Start);
            if (At(scene, cue.End, clause.End) is not { } end || !(end == clause.End || scene.Text[end] is '叫' or '让' or '托' or '报' or '问' or '家' or '他' or '她' or '的')) continue;
            scene.Add("subject.name", new FactValue.Text(scene.Text[cue.End..end]), (cue.Start, end));
            return;
        }
    }

    /// <summary>我姓魏,叫魏德厚: a clause that begins with 叫 tells the name once the family name was told.</summary>
    private void Family(Scene scene)
    {
        // 俺姓王叫王老四.
        for (var at = scene.Text.IndexOf('姓', StringComparison.Ordinal); at >= 0 && at + 3 < scene.Text.Length; at = scene.Text.IndexOf('姓', at + 1))
        {
            if (scene.Text[at + 2] != '叫' || scene.Text[at + 3] != scene.Text[at + 1] || At(scene, at + 3, scene.Words.ClauseAt(at).End) is not { } told || !scene.Cast.AboutSubject(at)) continue;
            scene.Add("subject.name", new FactValue.Text(scene.Text[(at + 3)..told]), (at, told));
        }

        for (var i = 1; i < scene.Words.Clauses.Length; i++)
        {
            var (before, clause) = (scene.Words.Clauses[i - 1], scene.Words.Clauses[i]);
            if (before.Length < 2 || !scene.Words.At(before.End - 2, "姓" + scene.Text[before.End - 1])) continue;
            // 我姓周,周大勇: the whole name said again by itself.
            if (scene.Text[clause.Start] == scene.Text[before.End - 1] && At(scene, clause.Start, clause.End) == clause.End && scene.Cast.AboutSubject(before.Start))
            {
                scene.Add("subject.name", new FactValue.Text(scene.Text[clause.Start..clause.End]), (clause.Start, clause.End));
                return;
            }

            if (scene.Text[clause.Start] != '叫') continue;
            if (clause.Start + 1 < clause.End && scene.Text[clause.Start + 1] == scene.Text[before.End - 1] && At(scene, clause.Start + 1, clause.End) is { } end && scene.Cast.AboutSubject(before.Start))
                scene.Add("subject.name", new FactValue.Text(scene.Text[(clause.Start + 1)..end]), (clause.Start, end));
        }
    }

    /// <summary>我是周河乡的,叫张建军: a clause of nothing but 叫 and a name, after the speaker told of themself.</summary>
    private void Called(Scene scene)
    {
        if (scene.Has("subject.name") || scene.Cast.Subject is not null) return;
        for (var i = 1; i < scene.Words.Clauses.Length; i++)
        {
            var clause = scene.Words.Clauses[i];
            if (scene.Text[clause.Start] != '叫' || At(scene, clause.Start + 1, clause.End) is not { } end || end != clause.End || end - clause.Start > 4) continue;
            if (scene.Cast.OwnerAt(clause.Start) is { Kin: Kin.Self or Kin.Household }) scene.Add("subject.name", new FactValue.Text(scene.Text[(clause.Start + 1)..end]), (clause.Start, end));
        }
    }

    /// <summary>给我们组陈大妮报一下: whoever is reported for, named between the words that speak for them and the deed.</summary>
    private void Neighbour(Scene scene)
    {
        if (scene.Has("subject.name")) return;
        foreach (var cue in scene.In("behalf"))
        {
            var clause = scene.Words.ClauseAt(cue.Start);
            foreach (var verb in scene.InClause(clause, "behalf.verb").Select(v => v.Start).Append(clause.End - 1).Where(v => v - cue.End is >= 2 and <= 9 && (v < clause.End - 1 || scene.Text[v] is '报' or '问' or '办' or '填')))
            {
                for (var start = cue.End; start < verb - 1; start++)
                {
                    if (scene.Cast.Mentions.Any(m => m.Start <= start && m.End > start && m.Kin is not (People.Kin.Outside or People.Kin.Self or People.Kin.Household)) || At(scene, start, verb) != verb || verb - start < 2) continue;
                    if (start > cue.End && scene.Text[start - 1] is not ('组' or '村' or '队' or '的' or '个' or '户' or '家' or '里' or '民' or '人' or '生' or '员' or '兵')) continue;
                    scene.Add("subject.name", new FactValue.Text(scene.Text[start..verb]), (start, verb));
                    scene.Add("on_behalf", FactValue.Of(true), (cue.Start, verb));
                    return;
                }
            }
        }
    }

    /// <summary>王桂兰,女,六十三岁: a name heads the message when the next clause tells a sex, an age or a year of birth.</summary>
    private void Heading(Scene scene)
    {
        if (scene.Has("subject.name") || scene.Words.Clauses.Length < 2 || scene.Context.Expecting is "reporter.name") return;
        var (first, second) = (scene.Words.Clauses[0], scene.Words.Clauses[1]);
        var start = scene.Cast.Mentions.Where(m => m.Kin == Kin.Self && m.Start == first.Start && m.End < first.End).Select(m => m.End).FirstOrDefault(first.Start);
        if (first.End - start is < 2 or > 4 || At(scene, start, first.End) != first.End) return;
        var told = scene.InClause(second, "subject.sex").Exists(c => c.Start == second.Start) || scene.InClause(second, "birth").Count > 0
            || scene.Quantities.Exists(q => q.Start == second.Start && (q.Measure == Numbers.Measure.YearsOld || (q.End == second.End && q.Value is >= 16 and <= 105)));
        if (told) scene.Add("subject.name", new FactValue.Text(scene.Text[start..first.End]), (first.Start, first.End));
    }

    /// <summary>报一户:西河村李长顺,男,58岁: behind a village, before the sex.</summary>
    private void Listed(Scene scene)
    {
        if (scene.Has("subject.name") || scene.Context.Expecting is "reporter.name") return;
        for (var i = 1; i < Math.Min(4, scene.Words.Clauses.Length); i++)
        {
            var (clause, next) = (scene.Words.Clauses[i - 1], scene.Words.Clauses[i]);
            var village = scene.Text.AsSpan(clause.Start, clause.Length).LastIndexOfAny('村', '组', '庄') is >= 1 and var at ? clause.Start + at + 1 : -1;
            if (village < 0 || clause.End - village is < 2 or > 4 || At(scene, village, clause.End) != clause.End || !scene.InClause(next, "subject.sex").Exists(c => c.Start == next.Start && c.End == next.End)) continue;
            scene.Add("subject.name", new FactValue.Text(scene.Text[village..clause.End]), (village, clause.End));
            return;
        }
    }

    /// <summary>Where a name that starts here ends; null when no name stands here.</summary>
    private int? At(Scene scene, int start, int limit)
    {
        var text = scene.Text;
        var family = start + 2 <= limit && surnames.Contains(text[start..(start + 2)]) ? 2 : start < limit && surnames.Contains(text[start].ToString()) ? 1 : 0;
        if (family == 0) return null;
        var end = start + family;
        while (end < limit && end - start - family < 2 && IsGiven(text, end, limit)) end++;
        return end > start + family ? end : null;
    }

    private static bool IsGiven(string text, int i, int limit)
    {
        var c = text[i];
        if (!char.IsLetter(c) || c < '\u4e00' || "我俺你他她是的了在住家今女男岁有没也就还和跟呀啊呢吧吗这那属现不".Contains(c, StringComparison.Ordinal)) return false;
        // 王秀英五十三: digits in a name are rare, digits followed by a unit are an age.
        return !(Numbers.ChineseNumeral.DigitOf(c) is not null && i + 1 < limit && Numbers.NumeralReader.IsNumeralStart(text[i + 1]));
    }
}
