using BotHost.Understanding.Words;

namespace BotHost.Understanding.Hardship;

/// <summary>Words of hardship in messages that tell of none: seen on television, feared, asked about as a word, or over and mended.</summary>
internal static class Unreal
{
    /// <summary>So far behind the words it may be said that all is well again.</summary>
    private const int Reach = 24;

    public static bool Told(Scene scene, Cue cue)
    {
        var clause = scene.Words.ClauseAt(cue.Start);
        return Heard(scene, cue) || Feared(scene, cue, clause) || AskedAbout(scene, cue, clause) || Mended(scene, cue) || Experienced(scene, cue, clause);
    }

    /// <summary>电视上看见山西地震了, 抖音上看见车祸; 啥叫"因灾返贫"呀,电视上老说.</summary>
    private static bool Heard(Scene scene, Cue cue) => scene.In("hearsay").Exists(h => h.Entry == "screen" && scene.Words.OneSentence(h.Start, cue.Start));

    /// <summary>怕以后生病没钱, 差一点掉沟里. What is feared of a man or of a house is there.</summary>
    private static bool Feared(Scene scene, Cue cue, Clause clause) => cue.Entry is not ("violence" or "housing") && scene.InClause(clause, "feared").Exists(f => f.End <= cue.Start);

    /// <summary>高血压算不算, 重大疾病是啥意思: of nobody in particular.</summary>
    private static bool AskedAbout(Scene scene, Cue cue, Clause clause) => (scene.InClause(clause, "meaning.asked").Count > 0 || scene.In("meaning.asked").Exists(a => a.End == clause.Start - 1))
        && !scene.Cast.Mentions.Any(m => clause.Holds(m.Start) && m.Start < cue.End);

    /// <summary>早割了,现在结实着呢: what is said to be over stands at the end of a clause behind it.</summary>
    private static bool Mended(Scene scene, Cue cue) => scene.In("mended").Exists(m => m.Start >= cue.Start && m.Start - cue.End <= Reach && (m.Entry == "over" || m.Entry == cue.Entry) && !Sent(scene, m)
        && m.End >= scene.Words.ClauseAt(m.Start).End - 2 && scene.Words.OneSentence(cue.Start, m.Start));

    /// <summary>钱我给转过去了: sent over, nothing that has passed.</summary>
    private static bool Sent(Scene scene, Cue mended) => mended.Start > 0 && scene.Text[mended.Start - 1] is '转' or '打' or '汇' && scene.Words.At(mended.Start, "过去");

    /// <summary>前几年做过阑尾, 二十年前出过车祸: what one has been through, long ago.</summary>
    private static bool Experienced(Scene scene, Cue cue, Clause clause)
    {
        if (cue.Entry is not ("illness" or "accident" or "disaster" or "crop_or_livestock_loss" or "fraud")) return false;
        var once = scene.Text.IndexOf('过', cue.Start > clause.Start ? cue.Start - 1 : cue.Start, Math.Min(clause.End, cue.End + 1) - (cue.Start > clause.Start ? cue.Start - 1 : cue.Start));
        return once > 0 && scene.InClause(clause, "experienced").Exists(e => e.End <= once);
    }
}
