using BotHost.Understanding.Words;

namespace BotHost.Understanding.People;

/// <summary>Who of the family lives in another house: 俺娘跟俺哥过, 俺爹另过. They are named as members who do not live here, and what they have is theirs.</summary>
internal static class Elsewhere
{
    private const string Member = "member", Apart = "lives_together=no";

    /// <summary>Between the one told of and the words for living there may stand an age.</summary>
    private const int Reach = 6;

    /// <summary>俺娘73跟俺哥过 tells of two who live together elsewhere, 俺跟俺哥过 of two who live here: of the two meanings of the words one is left.</summary>
    public static List<Cue> Sort(Utterance words, List<Cue> cues)
    {
        if (!cues.Exists(c => c.Group == "with_sibling")) return cues;
        List<Cue> told = [.. cues.Where(c => c.Group == "with_sibling" && cues.Exists(p => p.Group == "person" && p.Entry is "father" or "mother" or "parents" or "grandparent" && c.Start - p.End is >= 0 and <= Reach && words.ClauseAt(c.Start).Holds(p.Start)))];
        return [.. cues.Where(c => c.Group != "together" || !told.Exists(t => t.Start < c.End && t.End > c.Start)), .. told.Select(t => new Cue(new(Member, Apart), t.Start, t.End))];
    }

    /// <summary>True when the one told of at this place lives elsewhere, by the words of the same sentence.</summary>
    public static bool Lives(Scene scene, Mention owner) => owner.Kin is not (Kin.Self or Kin.Household)
        && scene.In(Member).Exists(c => c.Entry == Apart && c.Start >= owner.End && scene.Words.OneSentence(owner.Start, c.Start) && scene.Cast.OwnerAt(c.Start) is { } told && told.Kin == owner.Kin);
}
