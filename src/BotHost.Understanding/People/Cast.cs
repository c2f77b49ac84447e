using BotHost.Understanding.Words;

namespace BotHost.Understanding.People;

/// <summary>Everybody a message speaks of, and whose each stretch of it is.</summary>
internal sealed class Cast
{
    private readonly Utterance? words;

    private Cast(Utterance? words, List<Mention> mentions, Mention? subject, Cue? behalf)
    {
        this.words = words;
        Mentions = mentions;
        Subject = subject;
        Behalf = behalf;
    }

    public static Cast Empty { get; } = new(null, [], null, null);

    public IReadOnlyList<Mention> Mentions { get; }

    /// <summary>The person reported about, when that is not the speaker.</summary>
    public Mention? Subject { get; }

    /// <summary>The words that say the report is for somebody else (帮, 替); null when that only follows from what is told.</summary>
    public Cue? Behalf { get; }

    public static Cast Of(Utterance words, List<Cue> cues)
    {
        List<Mention> mentions = [];
        foreach (var cue in cues.Where(c => c.Group == "person").OrderBy(c => c.Start).ThenByDescending(c => c.End))
        {
            if (mentions.Count > 0 && cue.Start < mentions[^1].End) continue;
            if (!Enum.TryParse<Kin>(cue.Entry, ignoreCase: true, out var kin)) continue;
            // 邻居家闺女, 我哥的娃: whoever belongs to somebody outside stands outside too.
            if (mentions.Count > 0 && mentions[^1].Kin is Kin.Outside or Kin.Elder or Kin.Sibling && kin is not (Kin.Self or Kin.Household or Kin.Pronoun)
                && words.Text[mentions[^1].End..cue.Start] is ['家', '有', .. { Length: <= 3 }] or "" or "的" or "家" or "家的" or "家里" or "家里的" or "家那" or "他" or "她" or "家他" && words.Text[cue.Start] is not ('我' or '俺' or '咱')) kin = mentions[^1].Kin;
            // 赊了人家四千: 了 may stand between.
            var oblique = cues.Exists(c => c.Group == "beside" && (c.End == cue.Start || (c.End == cue.Start - 1 && words.Text[c.End] is '了' or '着' or '过')));
            // 欠亲戚朋友十二万: who is named in the same breath stands in the same place.
            oblique |= mentions.Count > 0 && mentions[^1] is { Oblique: true, Kin: Kin.Outside } && mentions[^1].End == cue.Start && kin == Kin.Outside;
            // 亲戚那儿借了两万: whoever was borrowed from.
            oblique |= kin is Kin.Outside or Kin.Elder or Kin.Sibling && Lends(words.Text.AsSpan(cue.End));
            mentions.Add(new(kin, cue.Start, cue.End, oblique));
        }

        var behalf = FindBehalf(words, cues, mentions);
        var subject = behalf is { } found ? found.Person : Alone(words, cues, mentions);
        return new(words, mentions, subject, behalf?.Cue);
    }

    private static bool Lends(ReadOnlySpan<char> after)
    {
        foreach (var place in (ReadOnlySpan<string>)["那儿", "那里", "那边", "那", "家里", "家", "手里", "手上", "跟前", "处"])
        {
            if (after.StartsWith(place)) return after.Length > place.Length && after[place.Length] is '借' or '赊' or '挪';
        }

        return false;
    }

    /// <summary>Whose the words at this place are: the last person named before it who does the deed; null when nobody was named.</summary>
    public Mention? OwnerAt(int index)
    {
        Mention? owner = null, person = null;
        foreach (var mention in Mentions)
        {
            if (mention.Start >= index) break;
            if (mention.Kin is not (Kin.Self or Kin.Household or Kin.Pronoun)) person = mention;
            if (mention.Oblique) continue;
            // 他 is whoever was named last, also in passing (替我大伯问,他六十六了).
            owner = mention.Kin == Kin.Pronoun ? person ?? Subject ?? owner ?? mention : mention;
        }

        return owner;
    }

    /// <summary>True when the words at this place tell of somebody outside the subject's household.</summary>
    public bool Outside(int index) => OwnerAt(index) is { } owner && Foreign(owner);

    /// <summary>True when the words at this place are about the subject in person.</summary>
    public bool AboutSubject(int index)
    {
        var owner = OwnerAt(index);
        if (Subject is null) return owner is null or { Kin: Kin.Self };
        return owner is null ? Subject.Start >= index : owner.Kin == Subject.Kin;
    }

    private bool Foreign(Mention owner) => owner.Kin switch
    {
        Kin.Outside => true,
        Kin.Elder => Subject?.Kin != Kin.Elder,
        Kin.Sibling => Subject?.Kin != Kin.Sibling && !Together,
        _ => false,
    };

    /// <summary>True when the message says that several people live as one household.</summary>
    public bool Together { get; init; }

    private static (Mention Person, Cue Cue)? FindBehalf(Utterance words, List<Cue> cues, List<Mention> mentions)
    {
        foreach (var cue in cues.Where(c => c.Group == "behalf"))
        {
            var clause = words.ClauseAt(cue.Start);
            var person = mentions.Find(m => m.Start >= cue.End && m.Start - cue.End <= 12 && m.End <= clause.End && m.Kin is not (Kin.Self or Kin.Household));
            if (person is not null && person.Start - cue.End > 4 && !cues.Exists(c => c.Group == "behalf.verb" && c.Start >= person.End && c.Start - person.End <= 2 && c.End <= clause.End)) person = null;
            // 大伯孤身一个,我帮着问问: nobody is named behind, but somebody was spoken of before.
            if (person is null && mentions.Exists(m => m.Kin == Kin.Self && m.End == cue.Start) && cues.Exists(c => c.Group == "behalf.verb" && c.Start - cue.End is >= 0 and <= 2 && c.End <= clause.End)
                && mentions.LastOrDefault(m => m.End <= clause.Start && m.Kin is Kin.Elder or Kin.Outside or Kin.Father or Kin.Mother or Kin.Parents or Kin.Grandparent or Kin.Sibling && !m.Oblique && Spoken(words, cues, mentions, m)) is { } before) return (before, cue);
            if (person is null) continue;
            var after = person.End;
            if (person.Kin == Kin.Pronoun) person = mentions.LastOrDefault(m => m.End <= cue.Start && m.Kin is not (Kin.Self or Kin.Household or Kin.Pronoun) && Spoken(words, cues, mentions, m)) ?? person;
            if (cues.Exists(c => c.Group == "behalf.verb" && c.Start >= after && c.Start - after <= 4 && c.End <= clause.End) || (after < clause.End && words.Text[after] is '报' or '办' or '问' or '填' && (after + 1 == clause.End || words.Text[after + 1] is '的' or '吧' or '了' or '啥' or '上' or '一'))) return (person with { Oblique = false }, cue);
        }

        return null;
    }

    /// <summary>False for whoever the speaker says to be (我是他闺女) and for those who are not there (没娶媳妇).</summary>
    private static bool Spoken(Utterance words, List<Cue> cues, List<Mention> mentions, Mention mention)
    {
        var clause = words.ClauseAt(mention.Start);
        var introduced = cues.Exists(c => c.Group == "is" && clause.Holds(c.Start) && c.End <= mention.Start && mention.Start - c.End <= 1) && mentions.Exists(m => m.Kin == Kin.Self && clause.Holds(m.Start) && m.Start < mention.Start);
        return !introduced && !cues.Exists(c => c.Group == "negation" && clause.Holds(c.Start) && c.End <= mention.Start && mention.Start - c.End <= 1);
    }

    /// <summary>An elder who is on their own is the one the report is about, though nobody said 替.</summary>
    private static Mention? Alone(Utterance words, List<Cue> cues, List<Mention> mentions)
    {
        if (mentions.Exists(m => m.Kin is Kin.Household) || cues.Exists(c => c.Group == "together")) return null;
        var person = mentions.Find(m => !m.Oblique && m.Kin is Kin.Father or Kin.Mother or Kin.Parents or Kin.Grandparent or Kin.Elder);
        if (person is null) return null;
        var lonely = cues.Find(c => c.Is("alone", "on_their_own") && c.End > person.Start);
        if (lonely is null || mentions.Exists(m => m.Start > person.Start && m.Start < lonely.Start && m.Kin is Kin.Self && !m.Oblique)) return null;
        return person;
    }

    public Cast With(bool together) => new(words, [.. Mentions], Subject, Behalf) { Together = together };
}
