using BotHost.Understanding.Words;

namespace BotHost.Understanding.People;

/// <summary>Makes mentions of the words for people: who is meant, and who only stands beside the deed.</summary>
internal static class Casting
{
    private static readonly string[] Places = ["那儿", "那里", "那边", "那", "家里", "家", "手里", "手上", "跟前", "处"];

    /// <summary>What is somebody's only on paper: they do nothing there.</summary>
    private static readonly string[] Papers = ["本上", "名下", "户口", "户上", "的名", "名"];

    public static List<Mention> Mentions(Utterance words, List<Cue> cues)
    {
        List<Mention> mentions = [];
        foreach (var cue in cues.Where(c => c.Group == "person").OrderBy(c => c.Start).ThenByDescending(c => c.End))
        {
            if (mentions.Count > 0 && cue.Start < mentions[^1].End) continue;
            if (!Enum.TryParse<Kin>(cue.Entry, ignoreCase: true, out var kin) || Ending(words, cue)) continue;
            // 户主是俺爹, 换个户主: a word of the register, nobody told of.
            if (words.At(cue.Start, "户主") && (cue.End == words.Text.Length || words.Text[cue.End] is '是' or '写' or '名' or '叫' or '换' or '改' or '变' or '的' or '要' or '必' or '不' or '死' or ':' || (cue.Start > 0 && words.Text[cue.Start - 1] is '是' or '当' or '换' or '改' or '当' or '写' or '变' or '单'))) continue;
            // 老二老三是双胞胎: no more children. 老毛病: nobody's name.
            if ((words.At(cue.Start, "双胞胎") || words.At(cue.Start, "龙凤胎")) && cue.Start > 0 && words.Text[cue.Start - 1] is '是' or '对') continue;
            if (words.At(cue.Start, "老毛病")) continue;
            // 俺娘俩, 爷仨: a group, no mother and no grandfather.
            if (words.Text[cue.End - 1] is '娘' or '爷' && cue.End < words.Text.Length && words.Text[cue.End] is '俩' or '仨' && (cue.End + 1 == words.Text.Length || words.Text[cue.End + 1] is not ('腿' or '眼' or '手' or '脚' or '耳' or '胳' or '膝' or '都'))) continue;
            // 是个男人, 男人家: a man, nobody's husband.
            if (words.At(cue.Start, "男人") && (words.At(cue.End, "家") || (cue.Start > 0 && words.Text[cue.Start - 1] is '大' or '是' or '个'))) continue;
            // 我叫刘雨欣,女孩,2007年生的: what the speaker is.
            if (words.Text[cue.Start..cue.End] is "女孩" or "男孩" or "女孩子" or "男孩子" && words.ClauseAt(cue.Start) is var told && told.Start == cue.Start && told.End == cue.End && words.Clauses.LastOrDefault(c => c.End <= told.Start) is { Length: > 0 } named && (words.At(named.Start, "我叫") || words.At(named.Start, "俺叫"))) continue;
            // 他本人愿意: nobody new.
            if (kin == Kin.Self && mentions.Count > 0 && mentions[^1].End == cue.Start && words.At(cue.Start, "本人")) continue;
            if (mentions.Count > 0 && Holder(mentions) is { } holder && BelongsOutside(words.Text, holder.Kin, mentions[^1].End, kin, cue.Start)) kin = holder.Kin;
            // 隔壁张婆婆住院: a neighbour, whatever she is called.
            if (kin is not (Kin.Self or Kin.Household or Kin.Pronoun) && Next(words.Text.AsSpan(0, cue.Start))) kin = Kin.Outside;
            // 村里有个老汉领着五保: nobody's husband and nobody's father.
            if (kin is Kin.Spouse or Kin.Mother or Kin.Father && cues.Exists(c => c.Group == "introduced" && c.End == cue.Start)) kin = Kin.Outside;
            mentions.Add(new(kin, cue.Start, cue.End, Beside(words.Text, cues, mentions, kin, cue)) { IsShe = words.Text[cue.Start] == '她' });
        }

        Ranked(words, mentions);
        Paired(words, mentions);
        SelfNaming.Read(words, mentions);
        Introduce(words, mentions);
        Leave(words, cues, mentions);
        return mentions;
    }

    /// <summary>男的五十,…,女的残疾二级: of a man and a woman told of one after the other the second is the first one's wife or husband.</summary>
    private static void Paired(Utterance words, List<Mention> mentions)
    {
        var clauses = words.Clauses.Where(c => words.At(c.Start, "男的") || words.At(c.Start, "女的")).ToList();
        if (clauses.Count != 2 || words.Text[clauses[0].Start] == words.Text[clauses[1].Start] || mentions.Exists(m => m.Start >= clauses[1].Start && m.Start < clauses[1].Start + 2)) return;
        mentions.Add(new(Kin.Spouse, clauses[1].Start, clauses[1].Start + 2, false));
        mentions.Sort((a, b) => a.Start.CompareTo(b.Start));
    }

    /// <summary>俩孩儿,大的25上研究生,小的14; 老大在郑州上本科,老二上中专: children told apart by their rank, where children were told of and something is told of each.</summary>
    private static void Ranked(Utterance words, List<Mention> mentions)
    {
        foreach (var clause in words.Clauses)
        {
            if (clause.Length < 4 || words.Text[clause.Start..(clause.Start + 2)] is not ("大的" or "小的" or "老大" or "老二" or "老三" or "老小" or "二的") || mentions.Exists(m => m.Start == clause.Start)) continue;
            if (words.Text[clause.Start + 2] is not ('今' or '在' or '上' or '念' or '读' or '才' or '刚' or '考') && !Numbers.NumeralReader.IsNumeralStart(words.Text[clause.Start + 2])) continue;
            var at = mentions.FindIndex(m => m.Start > clause.Start);
            mentions.Insert(at < 0 ? mentions.Count : at, new(Kin.Child, clause.Start, clause.Start + 2, false));
        }
    }

    private static bool Next(ReadOnlySpan<char> before) => before.EndsWith("隔壁") || before.EndsWith("对门") || before.EndsWith("邻居") || (before.Length > 2 && (before[..^1].EndsWith("隔壁") || before[..^1].EndsWith("对门") || before[..^1].EndsWith("邻居")) && before[^1] is not ('的' or '说' or '跟' or '给' or '和' or ',' or ' '));

    /// <summary>儿 and 孙 are kin where a word begins with them (俩儿, 儿死了, 仨孙), not at the end of one (一会儿, 老头儿) and not in names (孙玉兰).</summary>
    private static bool Ending(Utterance words, Cue cue)
    {
        // 叔65 肾病: an uncle where a clause begins with him, no 大叔 and no 阿叔.
        if (cue.Length == 1 && words.Text[cue.Start] == '叔') return words.ClauseAt(cue.Start).Start != cue.Start;
        if (cue.Length > 1 || words.Text[cue.Start] is not ('儿' or '孙')) return false;
        // 自个儿.
        if (cue.Start > 1 && words.Text[cue.Start - 1] == '个' && words.Text[cue.Start - 2] == '自') return true;
        var heads = words.Text[cue.Start] == '儿' && words.ClauseAt(cue.Start).Start == cue.Start;
        return (!heads && !"俩仨个傻憨呆痴独大小二三四养亲跟和有死给靠指他她".Contains(words.Text[cue.Start - 1 < 0 ? cue.Start : cue.Start - 1], StringComparison.Ordinal))
            || (cue.End < words.Text.Length && words.Text[cue.End] is '童' or '科' or '媳' or '女' or '孙');
    }

    /// <summary>邻居家闺女, 我哥的娃: whoever belongs to somebody outside stands outside too.</summary>
    private static bool BelongsOutside(string text, Kin before, int end, Kin kin, int start) => before is Kin.Outside or Kin.Elder or Kin.Sibling && kin is not (Kin.Self or Kin.Household or Kin.Pronoun)
        && text[end..start] is ['家', '有', .. { Length: <= 3 }] or "" or "的" or "家" or "家的" or "家里" or "家里的" or "家那" or "他" or "她" or "家他" or "就一个" or "就有一个" or "有一个" or "只有一个" && text[start] is not ('我' or '俺' or '咱');

    /// <summary>Whose kin the next word may be: whoever was named last, or whom 他 stands for.</summary>
    private static Mention? Holder(List<Mention> mentions) => mentions[^1].Kin == Kin.Pronoun ? mentions.LastOrDefault(m => m.Kin is not (Kin.Self or Kin.Household or Kin.Pronoun)) ?? mentions[^1] : mentions[^1];

    private static bool Beside(string text, List<Cue> cues, List<Mention> mentions, Kin kin, Cue person)
    {
        // 替大伯问他七十四能领啥: a question about him, unless something is asked of him (问他借).
        if (kin == Kin.Pronoun && person.Start > 0 && text[person.Start - 1] == '问' && (person.End == text.Length || text[person.End] is not ('借' or '要' or '拿' or '讨'))) return false;
        // 户口还在俺本上, 写的俺名: a thing of the speaker's.
        if (kin == Kin.Self && Array.Exists(Papers, p => string.CompareOrdinal(text, person.End, p, 0, p.Length) == 0)) return true;
        // 带过五年孩子, 伺候过八年老人: done to them, the years between.
        if (kin is Kin.Child or Kin.Outside && YearsOf(text[..person.Start])) return true;
        // 赊了人家四千: 了 may stand between.
        if (cues.Exists(c => c.Group == "beside" && (c.End == person.Start || (c.End == person.Start - 1 && text[c.End] is '了' or '着' or '过')))) return true;
        // 欠亲戚朋友十二万: who is named in the same breath stands in the same place.
        if (kin == Kin.Outside && mentions.Count > 0 && mentions[^1] is { Oblique: true, Kin: Kin.Outside } && mentions[^1].End == person.Start) return true;
        // 亲戚那儿借了两万: whoever was borrowed from.
        return kin is Kin.Outside or Kin.Elder or Kin.Sibling && Lends(text.AsSpan(person.End));
    }

    private static bool YearsOf(string before)
    {
        var done = Math.Max(before.LastIndexOf('过'), before.LastIndexOf('了'));
        return done > 0 && before.Length - done is >= 3 and <= 5 && before[^1] == '年' && before[done - 1] is '带' or '看' or '哄' or '候' or '顾' or '理';
    }

    private static bool Lends(ReadOnlySpan<char> after)
    {
        foreach (var place in Places)
        {
            if (after.StartsWith(place)) return after.Length > place.Length && after[place.Length] is '借' or '赊' or '挪';
        }

        return false;
    }

    /// <summary>爹娘早没了。右腿不得劲: who is dead is told of to the end of the sentence, the next one is of the living.</summary>
    private static void Leave(Utterance words, List<Cue> cues, List<Mention> mentions)
    {
        foreach (var dead in cues.Where(c => c.Group == "dead"))
        {
            var at = mentions.FindIndex(m => dead.Start - m.End is >= 0 and <= 2 && m.Kin is not (Kin.Self or Kin.Household or Kin.Pronoun));
            if (at < 0) continue;
            var next = words.Clauses.FirstOrDefault(c => c.Start > dead.Start && c.NewSentence);
            if (next.Length > 0) mentions[at] = mentions[at] with { Until = next.Start };
        }
    }

    /// <summary>我是他侄女, 俺是卫生室的老张: the person that ends such a clause is the speaker.</summary>
    private static void Introduce(Utterance words, List<Mention> mentions)
    {
        foreach (var clause in words.Clauses)
        {
            var last = mentions.FindIndex(m => m.End == clause.End && m.Kin is not (Kin.Self or Kin.Household or Kin.Pronoun));
            if (last < 0 || mentions.FindIndex(m => m.Kin == Kin.Self && clause.Holds(m.Start) && words.At(m.End, "是")) is not (>= 0 and var self) || self >= last) continue;
            for (var i = self + 1; i < last; i++) mentions[i] = mentions[i] with { Oblique = true };
            mentions[last] = mentions[last] with { Kin = Kin.Self };
        }
    }
}
