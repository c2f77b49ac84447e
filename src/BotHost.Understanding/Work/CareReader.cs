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
            if (scene.Cast.OwnerAt(care.Start) is { Kin: not (Kin.Self or Kin.Household or Kin.Spouse) }) continue;
            if (scene.InClause(clause, "care.not").Any(c => c.Start <= care.Start && c.End + 3 >= care.Start || c.Start >= care.Start)) continue;
            var person = scene.Cast.Mentions.FirstOrDefault(m => m.Start >= care.End && m.Start - care.End <= Near && m.End <= clause.End && m.Kin is not (Kin.Self or Kin.Household or Kin.Outside));
            var duty = scene.InClause(clause, "care.duty").Exists(c => c.Start <= care.Start && care.Start - c.End <= Near || c.Start >= care.End);
            // 我妈脑梗不能动,我得在家伺候: who it is may have been told just before.
            person ??= scene.Cast.OwnerAt(care.Start) is { Kin: Kin.Self } ? scene.Cast.Mentions.LastOrDefault(m => m.End <= care.Start && care.Start - m.End <= 24 && m.Kin is not (Kin.Self or Kin.Household or Kin.Outside or Kin.Elder or Kin.Pronoun)) : null;
            if (person is null || !duty) continue;
            scene.Add("work.care_duties", FactValue.Of(true), (care.Start, Math.Max(care.End, person.End)));
            return;
        }
    }
}
