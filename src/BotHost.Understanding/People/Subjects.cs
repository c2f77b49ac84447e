using BotHost.Understanding.Words;

namespace BotHost.Understanding.People;

/// <summary>Who a report is about when it is not the speaker: somebody spoken for, asked about, or old and alone.</summary>
internal static class Subjects
{
    /// <summary>So far behind 替 the person may be named.</summary>
    private const int Reach = 12;

    public static (Mention Person, (int Start, int End)? Behalf)? Find(Utterance words, List<Cue> cues, List<Mention> mentions, bool answers)
    {
        if (SpokenFor(words, cues, mentions) is { } spoken) return (spoken.Person with { Oblique = false }, (spoken.Cue.Start, spoken.Cue.End));
        if (IntroducedTo(words, cues, mentions) is { } kin) return (kin.Person with { Oblique = false }, kin.Words);
        if (PointedAt(words, cues, mentions) is { } meant) return (meant.Person with { Oblique = false }, meant.Words);
        if (AskedFor(words, cues, mentions) is { } asked) return (asked with { Oblique = false }, null);
        if (NamedAgain(words, cues, mentions) is { } again) return (again with { Oblique = false }, null);
        if (Alone(cues, mentions) is { } alone) return (alone, null);
        return !answers && Spotlight.Find(words, cues, mentions) is { } told ? (told, null) : null;
    }

    /// <summary>替俺大伯问, 帮他报, 大伯孤身一个,我帮着问问.</summary>
    private static (Mention Person, Cue Cue)? SpokenFor(Utterance words, List<Cue> cues, List<Mention> mentions)
    {
        // 俺婶子让俺来问问, 受俺叔委托: whoever sent the speaker.
        foreach (var sent in cues.Where(c => c.Group == "behalf.sent"))
        {
            // 我妈不让我说.
            if (sent.Start > 0 && words.Text[sent.Start - 1] is '不' or '没' or '别') continue;
            if ((mentions.Find(m => m.Start > sent.Start && m.End < sent.End && Kept(m.Kin)) ?? mentions.LastOrDefault(m => m.End <= sent.Start && sent.Start - m.End <= Reach && words.ClauseAt(sent.Start).Holds(m.Start))) is { } sender && Kept(sender.Kin) && !mentions.Exists(m => m.Start >= sent.End && m.Kin is not (Kin.Self or Kin.Pronoun) && words.ClauseAt(sent.Start).Holds(m.Start))) return (sender, sent);
        }

        // 我姨七十六岁,村里说她够五保,让我来问问: whom 她 stands for.
        if (cues.Find(c => c.Group == "behalf.sent" && words.ClauseAt(c.Start).Start == c.Start) is { } told && mentions.FindLast(m => m.End <= told.Start && m.Kin == Kin.Pronoun && told.Start - m.End <= Reach && m.End - m.Start == 1) is { } who
            && MeantBy(words, cues, mentions, who.Start, words.Text[who.Start]) is { } meant && Kept(meant.Kin)) return (meant, told);
        foreach (var cue in cues.Where(c => c.Group == "behalf"))
        {
            var clause = words.ClauseAt(cue.Start);
            // 不是帮别人问, 不替别人问.
            if (cue.Start > 0 && (words.Text[cue.Start - 1] is '不' or '没' || (cue.Start > 1 && words.At(cue.Start - 2, "不是") && !(cue.Start > 2 && words.At(cue.Start - 3, "是不是"))))) continue;
            var person = mentions.Find(m => m.Start >= cue.End && m.Start - cue.End <= Reach && m.End <= clause.End && m.Kin is not (Kin.Self or Kin.Household));
            if (person is not null && person.Start - cue.End > 4 && !Verb(cues, person.End, 2, clause)) person = null;
            // 大伯孤身一个,我帮着问问: nobody is named behind, but somebody was spoken of before.
            if (person is null && mentions.Exists(m => m.Kin == Kin.Self && m.End == cue.Start) && (Verb(cues, cue.End, 2, clause) || Deed(words.Text, cue.End, clause, cue))
                && mentions.LastOrDefault(m => m.End <= clause.Start && Kept(m.Kin) && !m.Oblique && There(words, cues, m)) is { } before) return (before, cue);
            // 侄子代说:俺叔七十九: who writes stands before the words that speak for the one named next.
            if (person is null && words.Text[cue.Start] == '代' && cue.Start == mentions.Where(m => m.Start == words.Clauses[0].Start).Select(m => m.End).FirstOrDefault(-1) && mentions.Find(m => m.Start > cue.End && Kept(m.Kin)) is { } next) return (next, cue);
            if (person is null) continue;
            // 替留守老人郑秀英报: a name may stand between.
            var after = person.End;
            // 国家给她报了两万: paid back to her.
            if (words.At(after, "报") && words.Text.AsSpan(after + 1).TrimStart("了销个") is [var paid, ..] && Numbers.NumeralReader.IsNumeralStart(paid)) continue;
            // 有位老代课教师,靠两个女儿,我替他问问: somebody introduced by a trade, whose children are told of.
            if (person.Kin == Kin.Pronoun && !(words.At(words.Clauses[0].Start, "有位") || words.At(words.Clauses[0].Start, "有个") || words.At(words.Clauses[0].Start, "有一位"))) person = MeantBy(words, cues, mentions, cue.Start, words.Text[person.Start]) ?? person;
            if (Verb(cues, after, 4, clause) || Deed(words.Text, after, clause, cue) || (person.Kin == Kin.Outside && (Deed(words.Text, after + 2, clause, cue) || Deed(words.Text, after + 3, clause, cue)))) return (person, cue);
        }

        return null;
    }

    /// <summary>俺叔离了婚带个十四岁闺女,…我替他弄: whom 他 stands for; elders and neighbours before children told of in passing, and nobody of the other sex.</summary>
    private static Mention? MeantBy(Utterance words, List<Cue> cues, List<Mention> mentions, int before, char pronoun)
    {
        var named = mentions.FindAll(m => m.End <= before && m.Kin is not (Kin.Self or Kin.Household or Kin.Pronoun) && There(words, cues, m));
        return named.FindLast(m => Kept(m.Kin) && Kinship.Of(words.Text.AsSpan(m.Start, m.End - m.Start)) is var sex && (sex is null || pronoun is not ('他' or '她') || (sex == "female") == (pronoun == '她'))) ?? named.LastOrDefault();
    }

    /// <summary>我是他侄女: the one whose kin or neighbour the speaker says to be, by name where one was named before.</summary>
    private static (Mention Person, (int, int) Words)? IntroducedTo(Utterance words, List<Cue> cues, List<Mention> mentions)
    {
        for (var i = 1; i + 1 < mentions.Count; i++)
        {
            var (self, other, role) = (mentions[i - 1], mentions[i], mentions[i + 1]);
            if (self.Kin != Kin.Self || other is not { Kin: Kin.Pronoun, Oblique: true } || role.Kin != Kin.Self || !words.At(self.End, "是") || other.Start != self.End + 1) continue;
            var person = MeantBy(words, cues, mentions, other.Start, words.Text[other.Start]) ?? mentions.Find(m => m.Start >= role.End && m.Kin is Kin.Father or Kin.Mother or Kin.Grandparent) ?? other;
            return (person, (self.Start, role.End));
        }

        return null;
    }

    /// <summary>问的是俺娘, 登记我婆婆吧; 不是我,是俺丈母娘: whoever is pointed at.</summary>
    private static (Mention Person, (int, int) Words)? PointedAt(Utterance words, List<Cue> cues, List<Mention> mentions)
    {
        foreach (var cue in cues.Where(c => c.Group == "behalf.about"))
        {
            var clause = words.ClauseAt(cue.Start);
            if (mentions.Find(m => m.Start == cue.End && m.End <= clause.End && Kept(m.Kin)) is not { } person || cues.Exists(c => c.Group == "question" && clause.Holds(c.Start))) continue;
            // 登记俺叔家的地: something of theirs.
            if (cue.Length > 2 || person.End == clause.End || words.Text[person.End] is '吧' or '的' or '呗') return (person, (cue.Start, person.End));
        }

        foreach (var cue in cues.Where(c => c.Group == "behalf.not_me"))
        {
            var (clause, at) = (words.ClauseAt(cue.Start), cue.End);
            if (at >= clause.End) at = words.Clauses.FirstOrDefault(c => c.Start >= at).Start;
            if (at == 0 || !words.At(at, "是")) continue;
            if (mentions.Find(m => m.Start > at && m.Start - at <= 2 && (m.End == words.ClauseAt(at).End || words.Text[m.End] is '的' or '有' or '病')) is { } person && Kept(person.Kin)) return (person, (cue.Start, person.End));
        }

        return null;
    }

    /// <summary>问问俺婆子八十了能领个啥, 俺爹八十二了能办高龄补贴不: an elder whose own claim is asked about, and nothing of the speaker's.</summary>
    private static Mention? AskedFor(Utterance words, List<Cue> cues, List<Mention> mentions)
    {
        foreach (var asked in cues.Where(c => c.Group == "claim.asked"))
        {
            if (mentions.LastOrDefault(m => m.End <= asked.Start && !Beside(cues, m)) is not { } near || asked.Start - near.End > Reach) continue;
            var person = near.Kin == Kin.Pronoun ? mentions.LastOrDefault(m => m.End <= near.Start && !m.Oblique && m.Kin is not (Kin.Self or Kin.Household or Kin.Pronoun)) ?? near : near;
            // 俺嫂子说能办: whoever says so is not who it is about.
            if (words.Text.AsSpan(near.End, asked.Start - near.End).ContainsAny('说', '讲', '给')) continue;
            // 八十岁老人有补贴吗 asks of old people in general.
            if (!Kept(person.Kin) || person.Kin == Kin.Outside || words.Text[person.Start] is not ('我' or '俺' or '咱' or '他' or '她')) continue;
            if (near.Kin != Kin.Pronoun && !words.OneSentence(person.Start, asked.Start)) continue;
            // 俺周岁七十…俺娘能办特困不能: named right before the question, whoever else is told of.
            if (asked.Start - near.End <= 1 && near.Kin != Kin.Pronoun) return person;
            if (mentions.Exists(m => (m.Kin == Kin.Household && (near.Kin != Kin.Pronoun || words.Text[m.Start] is '我' or '俺' or '咱')) || (m.Kin == Kin.Self && !words.At(m.End, "想") && m.Start > 0))) continue;
            return person;
        }

        return null;

        // 问俺婆子 names the one asked about; 跟俺娘 does not.
        static bool Beside(List<Cue> cues, Mention m) => m.Oblique && !cues.Exists(c => c.Group == "ask.about" && c.End == m.Start);
    }

    /// <summary>俺邻居老太太93,…老太太能办特困不能: a neighbour whom the message begins with, and whose claim it ends by asking about.</summary>
    private static Mention? NamedAgain(Utterance words, List<Cue> cues, List<Mention> mentions)
    {
        if (mentions is not [{ Kin: Kin.Outside, Start: 0, Oblique: false } first, var called, ..] || called.Start != first.End || words.Text[0] is not ('我' or '俺' or '咱') || mentions.Exists(m => m.Kin is Kin.Self or Kin.Household)) return null;
        var word = words.Text[called.Start..called.End];
        return cues.Exists(c => c.Group == "claim.asked" && mentions.Exists(m => m.End == c.Start && m.Start > called.End && words.Text[m.Start..m.End] == word)) ? first : null;
    }

    /// <summary>An elder who is on their own is the one the report is about, though nobody said 替.</summary>
    private static Mention? Alone(List<Cue> cues, List<Mention> mentions)
    {
        if (mentions.Exists(m => m.Kin is Kin.Household) || cues.Exists(c => c.Group == "together")) return null;
        // 爹娘早没了,没儿没女: who is dead leaves the speaker alone.
        var person = mentions.Find(m => !m.Oblique && m.Kin is Kin.Father or Kin.Mother or Kin.Parents or Kin.Grandparent or Kin.Elder && !cues.Exists(c => c.Group == "gone" && c.Start >= m.End && c.Start - m.End <= 2));
        if (person is null) return null;
        // 就他爸一个人挣钱: alone in earning, not in living.
        var lonely = cues.Find(c => c.Is("alone", "on_their_own") && c.End > person.Start && !cues.Exists(w => w.Is("worker", "one") && w.Start < c.End && w.End > c.Start));
        // 他爹强戒,他娘判了刑,那娃就没人管了: the child is left alone.
        if (lonely is not null && mentions.LastOrDefault(m => m.Start < lonely.Start && m.Kin is not (Kin.Self or Kin.Household or Kin.Pronoun)) is { Kin: Kin.Child or Kin.Grandchild or Kin.Son or Kin.Daughter }) return null;
        // 俺爹在世那会儿吃五保: told of the past.
        return lonely is null || cues.Exists(c => c.Group == "money.past" && c.Start >= person.End && c.End <= lonely.End) || mentions.Exists(m => m.Start > person.Start && m.Start < lonely.Start && m.Kin is Kin.Self && !m.Oblique) ? null : person;
    }

    /// <summary>Those whom others speak for; children of the house are reported with it.</summary>
    private static bool Kept(Kin kin) => kin is Kin.Elder or Kin.Outside or Kin.Father or Kin.Mother or Kin.Parents or Kin.Grandparent or Kin.Sibling;

    private static bool Verb(List<Cue> cues, int from, int reach, Clause clause) => cues.Exists(c => c.Group == "behalf.verb" && c.Start >= from && c.Start - from <= reach && c.End <= clause.End);

    /// <summary>替他报的, 帮她办; 给他说 tells him something.</summary>
    private static bool Deed(string text, int at, Clause clause, Cue behalf) => at < clause.End && (text[at] is '报' or '办' or '问' or '填' or '弄' || (text[at] == '说' && text[behalf.Start] is '替' or '帮' or '代'))
        && (at + 1 == clause.End || text[at + 1] is '的' or '吧' or '了' or '啥' or '上' or '一' or '他' or '她' or '名');

    /// <summary>False for those who are not there (没娶媳妇).</summary>
    private static bool There(Utterance words, List<Cue> cues, Mention mention) => words.ClauseAt(mention.Start) is var clause
        && !cues.Exists(c => c.Group == "negation" && clause.Holds(c.Start) && c.End <= mention.Start && mention.Start - c.End <= 1);
}
