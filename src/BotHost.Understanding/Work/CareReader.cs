using BotHost.Core.Facts;
using BotHost.Understanding.People;

namespace BotHost.Understanding.Work;

/// <summary>得照顾瘫痪的娘, 就我在家伺候爹娘: somebody at home whom the speaker has to look after.</summary>
internal static class CareReader
{
    /// <summary>How far from the care its person or its duty may stand.</summary>
    private const int Near = 8;

    public static void Read(Scene scene)
    {
        if (scene.Has("work.care_duties")) return;
        foreach (var care in scene.In("care.verb"))
        {
            var clause = scene.Words.ClauseAt(care.Start);
            // 前些年俺伺候婆婆: over.
            if (Dates.Bygone.Told(scene, care.Start)) continue;
            // 媳妇精神病,天天得看着: the one who is looked after, told of in a clause before.
            var sick = scene.Cast.OwnerAt(care.Start) is { Kin: not (Kin.Self or Kin.Household or Kin.Outside or Kin.Elder or Kin.Pronoun) } told && !clause.Holds(told.Start) && scene.Text[care.End - 1] == '着' ? told : null;
            if (sick is null && scene.Cast.OwnerAt(care.Start) is { Kin: not (Kin.Self or Kin.Household or Kin.Spouse) }) continue;
            if (scene.InClause(clause, "care.not").Any(c => c.Start <= care.Start && c.End + 3 >= care.Start || c.Start >= care.Start)) continue;
            var person = scene.Cast.Mentions.FirstOrDefault(m => m.Start >= care.End && m.Start - care.End <= Near && m.End <= clause.End && m.Kin is not (Kin.Self or Kin.Household or Kin.Outside));
            var duty = scene.InClause(clause, "care.duty").Exists(c => c.Start <= care.Start && care.Start - c.End <= Near || c.Start >= care.End);
            // 我妈脑梗不能动,我得在家伺候: who it is may have been told just before.
            person ??= sick ?? (scene.Cast.OwnerAt(care.Start) is { Kin: Kin.Self } ? scene.Cast.Mentions.LastOrDefault(m => m.End <= care.Start && care.Start - m.End <= 24 && m.Kin is not (Kin.Self or Kin.Household or Kin.Outside or Kin.Elder or Kin.Pronoun)) : null);
            if (person is null || !duty) continue;
            scene.Add("work.care_duties", FactValue.Of(true), (Math.Min(care.Start, person.End < care.Start ? care.Start : person.Start), Math.Max(care.End, person.End)));
            return;
        }
    }
}
