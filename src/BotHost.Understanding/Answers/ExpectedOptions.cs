using BotHost.Core.Facts;
using BotHost.Core.Readings;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Answers;

/// <summary>One or several options as the answer to the question just asked: 肢体, 镇上吧, 低保跟高龄补贴, 啥补助也没有.</summary>
internal static class ExpectedOptions
{
    private const string None = "none";

    public static void Read(Scene scene, FactDefinition fact, AnswerKind answer)
    {
        var cues = Named(scene, fact);
        if (fact.Type == FactType.SetOf)
        {
            if (cues.Count == 0 && fact.Options.Contains(None) && (answer == AnswerKind.No || ExpectedZero.Said(scene) || OnlyDenied(scene, fact)))
                scene.AddTo(fact.Id, None, scene.Words.Clauses[0].Start, scene.Words.Clauses[0].End);
            foreach (var cue in cues) scene.AddTo(fact.Id, cue.Entry, cue.Start, cue.End);
            return;
        }

        if (cues.Count == 0) return;
        if (cues.Select(c => c.Entry).Distinct().Count() == 1) scene.Add(fact.Id, new FactValue.Choice(cues[0].Entry), (cues[0].Start, cues[0].End));
        else scene.Wonder(fact.Id, "two-readings", cues[0].Start, cues[^1].End, [.. cues.Select(c => c.Entry).Distinct().Select(e => (FactValue)new FactValue.Choice(e))]);
    }

    /// <summary>The options that were named and not denied; none of them only where nothing else was (啥也没有,就一个低保).</summary>
    private static List<Cue> Named(Scene scene, FactDefinition fact)
    {
        List<Cue> cues = [.. Options(scene, fact).Where(c => !Denied(scene, c) && Whole(scene, c))];
        return cues.Exists(c => c.Entry != None) ? cues.FindAll(c => c.Entry != None) : cues;
    }

    /// <summary>没残疾证 holds 没, and says nothing of the rest: short words for nothing count as a clause of their own.</summary>
    private static bool Whole(Scene scene, Cue cue) => cue.Entry != None || cue.Length > 2 || scene.Words.ClauseAt(cue.Start).Length - cue.Length <= 2;

    /// <summary>没存款,没公司,就一处房: whatever was named was named to say that it is not there. 就俺娘腿脚不灵便,没残疾证 tells of somebody.</summary>
    private static bool OnlyDenied(Scene scene, FactDefinition fact) => Options(scene, fact).FindAll(c => c.Entry != None) is { Count: > 0 } cues && cues.TrueForAll(c => Denied(scene, c))
        && scene.Words.Clauses.All(c => cues.Exists(o => c.Holds(o.Start)) || !scene.Cast.Mentions.Any(m => m.Kin is not (People.Kin.Self or People.Kin.Household) && c.Holds(m.Start)));

    private static List<Cue> Options(Scene scene, FactDefinition fact)
    {
        List<Cue> cues = [.. scene.Cues.Where(c => (c.Group == fact.Id || c.Group == "answer." + fact.Id) && fact.Options.Contains(c.Entry))];
        return [.. cues.Where(c => !Inside(c, cues))];
    }

    private static bool Denied(Scene scene, Cue cue) => Hardship.Telling.Denied(scene, cue) || DeniedBehind(scene, cue);

    /// <summary>出省也中 holds 出省, 高考没考上 holds 没: a word inside a longer one says nothing by itself.</summary>
    private static bool Inside(Cue cue, List<Cue> cues) => cues.Exists(o => o.Start <= cue.Start && o.End >= cue.End && o.Length > cue.Length);

    /// <summary>小车没有: what is named first and then denied, with nothing said behind.</summary>
    private static bool DeniedBehind(Scene scene, Cue cue)
    {
        var behind = scene.Text.AsSpan(cue.End, scene.Words.ClauseAt(cue.Start).End - cue.End).TrimStart("也都是倒可").TrimEnd("啊呀的呢");
        return cue.Entry != None && behind is "没" or "没有" or "不是" or "没得" or "没领" or "没办";
    }
}
