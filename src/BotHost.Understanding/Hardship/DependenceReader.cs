using BotHost.Core.Facts;
using BotHost.Understanding.People;

namespace BotHost.Understanding.Hardship;

/// <summary>Whether whom it is about cannot be without another's hands: 身边离不了人, 穿衣裳都得人给穿.</summary>
internal static class DependenceReader
{
    private const string Fact = "subject.needs_care";

    public static void Read(Scene scene)
    {
        foreach (var cue in scene.In(Fact).Where(c => Telling.Ours(scene, c) && !OfSpouse(scene, c.Start) && !OfMember(scene, c))) scene.Add(Fact, FactValue.Of(true), (cue.Start, cue.End));
        if (!scene.Has(Fact) && PairedWords.Find(scene, Pair.Dependent) is { } told && !OfSpouse(scene, told.End)) scene.Add(Fact, FactValue.Of(true), (told.Start, told.End));
    }

    /// <summary>俺娘视力二级,得俺天天引着: told of one of the house, who is listed with it.</summary>
    private static bool OfMember(Scene scene, Words.Cue cue) => scene.Cast.Subject is null && scene.Cast.OwnerAt(cue.Start) is { Kin: Kin.Father or Kin.Mother } && scene.In("member").Exists(m => m.Entry == "needs_care=yes" && m.Start < cue.End && m.End > cue.Start);

    /// <summary>老头子瘫床上,指着我: the one beside whom the speaker lives, who reports for both.</summary>
    private static bool OfSpouse(Scene scene, int index) => scene.Cast.Subject is null && scene.Cast.OwnerAt(index) is { Kin: Kin.Spouse };
}
