using BotHost.Understanding.Hardship;
using BotHost.Understanding.Numbers;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.People;

/// <summary>
/// Whom a message is about though nobody says 替: the case that an office tells of (我是村医,老杨家六口人,…; 户主六十九,…), somebody spoken of as
/// 他 from the first word on, an uncle or aunt who is the only one in it, or a parent whose age is only nominal or only corrected.
/// </summary>
internal static class Spotlight
{
    /// <summary>Words of greeting or correction before the one told of are no longer than this.</summary>
    private const int Opening = 6;

    /// <summary>What somebody named first does to whoever writes: then it is told of the writer (俺娘说, 俺叔叫我问问, 我舅给我借了).</summary>
    private static readonly System.Buffers.SearchValues<char> Deeds = System.Buffers.SearchValues.Create("说让叫给问嫌讲骂打管带看养供寄留教催帮跟和与借欠");

    public static Mention? Find(Utterance words, List<Cue> cues, List<Mention> mentions)
    {
        // What one complains of is done by others: their lot is no case.
        if (mentions.Count == 0 || cues.Exists(c => c.Group is "complaint.kind" or "complaint.official" or "rhetorical")) return null;
        // 我是支书,俺娘八十三: one's own people are no case.
        if (cues.Find(c => c.Group is "reporter.office" or "behalf.other") is { } office) return Case(cues, mentions.Find(m => m.Start >= office.Start && m.Kin is not (Kin.Self or Kin.Household)) is { } told && words.Text[told.Start] is not ('我' or '俺' or '咱') ? told : null, mentions);
        if (mentions.Find(m => words.At(m.Start, "户主") || words.At(m.Start, "该户")) is { } head && Case(cues, head, mentions) is { } household && !mentions.Exists(m => m is { Kin: Kin.Self, Oblique: false })) return household;
        if (mentions[0].Oblique || Begins(words, cues, mentions[0]) is not { } introduced) return null;
        var first = mentions[0];
        if (introduced || cues.Exists(c => c.Group == "case" && c.Start <= first.Start && c.End > first.Start && c.End <= first.End) && (first.Kin != Kin.Outside || words.Text.AsSpan(first.Start, first.End - first.Start).Contains('户') || Aged(words, cues, first)))
            return Case(cues, first, mentions) is { } told ? introduced && told.Kin is not Kin.Pronoun ? told with { Kin = Kin.Outside } : told : null;
        return Only(words, cues, mentions);
    }

    /// <summary>Whether the message begins with somebody, and whether they are introduced as one whom the reader cannot know (有个老太太七十九); null when it begins with something else.</summary>
    private static bool? Begins(Utterance words, List<Cue> cues, Mention first)
    {
        var clause = words.ClauseAt(first.Start);
        if (words.Clauses[0].Start != clause.Start && (words.Clauses.Length < 2 || words.Clauses[1].Start != clause.Start || words.Clauses[0].Length > Opening)) return null;
        if (cues.Exists(c => c.Group == "introduced" && c.Start == clause.Start && c.End == first.Start)) return Aged(words, cues, first) ? true : null;
        return first.Start == clause.Start || cues.Exists(c => c.Group == "case" && c.Start == clause.Start && c.End > first.Start && c.End <= first.End) ? false : null;
    }

    /// <summary>坡上老蔡,七十一: an age right behind the name, or as the next clause.</summary>
    private static bool Aged(Utterance words, List<Cue> cues, Mention person)
    {
        var at = person.End < words.Text.Length && words.Text[person.End] is ',' or ' ' ? person.End + 1 : person.End;
        if (words.At(at, "今年") || words.At(at, "虚岁") || words.At(at, "周岁")) at += 2;
        return (at < words.Text.Length && NumeralReader.IsNumeralStart(words.Text[at])) || cues.Exists(c => c.Group == "household.count" && c.Start - person.End is >= 0 and <= 8);
    }

    /// <summary>Somebody told of by one who is neither they nor of their house: no word of the writer's own.</summary>
    private static Mention? Case(List<Cue> cues, Mention? told, List<Mention> mentions) =>
        told is null || told.Kin is not (Kin.Outside or Kin.Pronoun or Kin.Elder or Kin.Mother or Kin.Father or Kin.Spouse) || cues.Exists(c => c.Group == "ours") || mentions.Exists(m => m is { Kin: Kin.Self, Oblique: false } && m.Start > told.End && !cues.Exists(c => c.Group is "behalf" or "reporter.office" && c.Start <= m.End && c.End >= m.Start)) ? null : told;

    /// <summary>吃饭穿衣都得俺帮, 俺听说, 俺想问: of the writer only that they stand by.</summary>
    private static bool Stands(string text, Mention self) => (self.Start > 0 && text[self.Start - 1] is '得' or '靠') || (self.End < text.Length && text[self.End] is '听' or '问' or '想' or '帮' or '替' or '伺' or '照' or '引' or '喂');

    /// <summary>俺小叔四十九,工地上摔下来: one person, alive, doing nothing to the writer, and nobody beside them but their own people.</summary>
    private static Mention? Only(Utterance words, List<Cue> cues, List<Mention> mentions)
    {
        var first = mentions[0];
        if (first.End == words.Text.Length || Deeds.Contains(words.Text[first.End])) return null;
        if (first.Kin == Kin.Pronoun) return words.Text[first.Start] is '他' or '她' && first.End - first.Start == 1 && Aged(words, cues, first) && !mentions.Exists(m => m.Kin == Kin.Self) ? Case(cues, first, mentions) : null;
        if (first.Kin is not (Kin.Elder or Kin.Father or Kin.Mother or Kin.Grandparent) || Kinship.Of(words.Text.AsSpan(first.Start, first.End - first.Start)) is null) return null;
        // 俺叔家盖楼欠了八万 is the neighbour's bill: an age makes it a report.
        // 俺舅五十八,在郑州卖菜: told of, and nothing wrong or asked for.
        if (first.Kin == Kin.Elder && !cues.Exists(c => c.Group == "correction") && !(Aged(words, cues, first) && cues.Exists(c => c.Group is KindReader.Fact or "weak.hardship.kind" or "disability.proof" or Lexicon.Program or "wish.job"))) return null;
        // 俺爸今年虚岁七十一; 打错了,婆婆是七十八不是八十七: of a parent, who may live with the writer, only an age that claims nothing.
        if (first.Kin != Kin.Elder && !words.Text.Contains('虚', StringComparison.Ordinal) && !cues.Exists(c => c.Group == "correction")) return null;
        var called = words.Text[first.End - 1];
        var others = mentions.Where(m => m != first && m.Kin != Kin.Pronoun && !(m.Kin == first.Kin && words.Text[m.End - 1] == called));
        // An uncle's children and wife are his; a parent's may be the writer's own.
        if (first.Kin == Kin.Elder ? others.Any(m => (m.Kin == Kin.Self && !Stands(words.Text, m)) || m.Kin is Kin.Elder or Kin.Sibling or Kin.Father or Kin.Mother or Kin.Parents or Kin.Grandparent or Kin.Outside) : others.Any()) return null;
        return cues.Exists(c => c.Group is "dead" or "couple" or "together" or "ours" or "lender" or "ask.about") ? null : first;
    }
}
