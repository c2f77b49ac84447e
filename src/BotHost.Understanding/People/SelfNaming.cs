using System.Collections.Frozen;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.People;

/// <summary>Words for kin and for the old by which the speaker names themself: 我是他侄子代报, 我是62岁老太太没念过书.</summary>
internal static class SelfNaming
{
    /// <summary>So far behind 是 an age may stand before the word (是62岁老太太).</summary>
    private const int Reach = 6;

    private static readonly FrozenSet<string> Old = FrozenSet.Create("老太太", "老太婆", "老头", "老头子", "老头儿", "老汉", "老婆子", "老婆婆", "老光棍", "寡妇", "老太", "奶奶", "爷爷", "姥姥", "姥爷");

    public static void Read(Utterance words, List<Mention> mentions)
    {
        for (var i = 1; i < mentions.Count; i++)
        {
            var named = mentions[i];
            var behind = named.End < words.Text.Length ? words.Text[named.End] : '\0';
            if (behind is '替' or '帮' or '代' && Role(words, mentions, i) || Described(words, mentions[i - 1], named, behind)) mentions[i] = named with { Kin = Kin.Self, Oblique = false };
        }
    }

    /// <summary>我是侄子替他问, 我是他侄子代报: what the speaker is to the one spoken for, who only stands beside it.</summary>
    private static bool Role(Utterance words, List<Mention> mentions, int at)
    {
        var before = mentions[at - 1];
        if (before.Kin == Kin.Self) return words.At(before.End, "是") && mentions[at].Start == before.End + 1;
        if (before.Kin != Kin.Pronoun || before.End != mentions[at].Start || at < 2 || mentions[at - 2].Kin != Kin.Self || !words.At(mentions[at - 2].End, "是") || before.Start != mentions[at - 2].End + 1) return false;
        mentions[at - 1] = before with { Oblique = true };
        return true;
    }

    /// <summary>我是老太太, 我这个奶奶: unless it is said whose (老太太的闺女).</summary>
    private static bool Described(Utterance words, Mention self, Mention named, char behind) => self.Kin == Kin.Self && (words.At(self.End, "是") || (words.At(self.End, "这个") && named.Start == self.End + 2)) && named.Start - self.End <= Reach && Old.Contains(words.Text[named.Start..named.End])
        && words.ClauseAt(named.Start).Holds(self.Start) && behind is not ('的' or '家' or '他' or '她');
}
