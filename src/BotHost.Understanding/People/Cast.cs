using BotHost.Understanding.Words;

namespace BotHost.Understanding.People;

/// <summary>Everybody a message speaks of, and whose each stretch of it is.</summary>
internal sealed class Cast
{
    private Cast(List<Mention> mentions, Mention? subject, (int Start, int End)? behalf)
    {
        Mentions = mentions;
        Subject = subject;
        Behalf = behalf;
    }

    public static Cast Empty { get; } = new([], null, null);

    public IReadOnlyList<Mention> Mentions { get; }

    /// <summary>The person reported about, when that is not the speaker.</summary>
    public Mention? Subject { get; }

    /// <summary>The words that say the report is for somebody else (帮, 替); null when that only follows from what is told.</summary>
    public (int Start, int End)? Behalf { get; }

    /// <summary>True when the message says that several people live as one household.</summary>
    public bool Together { get; private init; }

    /// <param name="answers">True when the message answers a question: then nobody becomes its subject by being told of alone.</param>
    public static Cast Of(Utterance words, List<Cue> cues, bool answers = false)
    {
        var mentions = Casting.Mentions(words, cues);
        var together = cues.Exists(c => c.Group == "together");
        if (Subjects.Find(words, cues, mentions, answers) is not { } found) return new(mentions, null, null) { Together = together };
        // 替俺大伯问,六十六了: once reported for, a person is who the words after it are about.
        var at = mentions.FindIndex(m => m.Start == found.Person.Start);
        if (at >= 0) mentions[at] = mentions[at] with { Oblique = false, Kin = found.Person.Kin };
        // 户主五十八他妻子智力残疾: the subject's own people are their kin, no strangers.
        for (var i = at + 1; at >= 0 && i < mentions.Count; i++)
        {
            if (mentions[i].Kin == found.Person.Kin && mentions[i].Start > found.Person.End && cues.Find(c => c.Group == "person" && c.Start == mentions[i].Start && c.End == mentions[i].End)?.Entry is { } own
                && Enum.TryParse<Kin>(own, ignoreCase: true, out var kin) && kin is Kin.Spouse or Kin.Son or Kin.Daughter or Kin.Child or Kin.Father or Kin.Mother or Kin.Parents or Kin.Grandchild && found.Person.Kin is Kin.Outside or Kin.Elder or Kin.Sibling) mentions[i] = mentions[i] with { Kin = kin };
        }

        return new(mentions, found.Person, found.Behalf) { Together = together };
    }

    /// <summary>Whose the words at this place are: the last person named before it who does the deed; null when nobody was named.</summary>
    public Mention? OwnerAt(int index)
    {
        Mention? owner = null, person = null, man = null;
        foreach (var mention in Mentions)
        {
            if (mention.Start >= index) break;
            if (mention.Until <= index) continue;
            if (mention.Kin is not (Kin.Self or Kin.Household or Kin.Pronoun))
            {
                person = mention;
                if (mention.Kin is not (Kin.Mother or Kin.Daughter) && !mention.Oblique) man = mention;
            }

            if (mention.Oblique) continue;
            // 他 is whoever was named last, also in passing (替我大伯问,他六十六了).
            // 俺爹瘫了,都得俺娘弄,他今年六十: 他 is no mother and no daughter who stood only beside the deed.
            owner = mention.Kin == Kin.Pronoun ? (person is { Oblique: true, Kin: Kin.Mother or Kin.Daughter } && !mention.IsShe ? man : null) ?? person ?? Subject ?? owner ?? mention : mention;
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
        Kin.Outside or Kin.Elder => Subject?.Kin != owner.Kin,
        Kin.Sibling => Subject?.Kin != Kin.Sibling && !Together,
        _ => false,
    };
}
