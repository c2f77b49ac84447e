using BotHost.Core.Facts;
using BotHost.Core.Readings;

namespace BotHost.Understanding.Answers;

/// <summary>One or several options as the answer to the question just asked: 肢体, 镇上吧, 啥补助也没有.</summary>
internal static class ExpectedOptions
{
    public static void Read(Scene scene, FactDefinition fact, AnswerKind answer)
    {
        var cues = scene.Cues.Where(c => (c.Group == fact.Id || c.Group == "answer." + fact.Id) && fact.Options.Contains(c.Entry) && !Hardship.Telling.Denied(scene, c)).ToList();
        if (cues.Count == 0)
        {
            if (answer == AnswerKind.No && fact.Options.Contains("none") && fact.Type == FactType.SetOf && scene.Words.Clauses is [var clause, ..]) scene.AddTo(fact.Id, "none", clause.Start, clause.End);
            return;
        }

        if (fact.Type == FactType.SetOf)
        {
            foreach (var cue in cues) scene.AddTo(fact.Id, cue.Entry, cue.Start, cue.End);
            return;
        }

        if (cues.Select(c => c.Entry).Distinct().Count() == 1) scene.Add(fact.Id, new FactValue.Choice(cues[0].Entry), (cues[0].Start, cues[0].End));
        else scene.Wonder(fact.Id, "two-readings", cues[0].Start, cues[^1].End, [.. cues.Select(c => c.Entry).Distinct().Select(e => (FactValue)new FactValue.Choice(e))]);
    }
}
