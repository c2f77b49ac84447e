using BotHost.Core.Facts;
using BotHost.Understanding.Hardship;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Aid;

/// <summary>
/// Insurance, certificates and lists by their names, with what the clause says of them: 果园没投保, 慢病年审没过, 有慢病卡, 这病在大病目录里.
/// The name is an entry of <c>topic</c>; any word of having or lacking in its clause tells which.
/// </summary>
internal static class PossessionReader
{
    /// <summary>Longer clauses tell of more than the one thing.</summary>
    private const int Longest = 22;

    public static void Read(Scene scene)
    {
        foreach (var topic in scene.In("topic"))
        {
            if (scene.Has(topic.Entry) || !Ours(scene, topic)) continue;
            var clause = scene.Words.ClauseAt(topic.Start);
            if (clause.Length > Longest || Open(scene, clause)) continue;
            if (Told(scene, topic, clause) is { } said) scene.Add(topic.Entry, FactValue.Of(said.Entry == "yes"), (Math.Min(topic.Start, said.Start), Math.Max(topic.End, said.End)));
        }
    }

    /// <summary>A certificate is the subject's own; 娃有残疾证 is another's.</summary>
    private static bool Ours(Scene scene, Cue topic) => topic.Entry == "subject.disability_certificate" ? scene.Cast.AboutSubject(topic.Start) : !Telling.Elsewhere(scene, topic.Start);

    /// <summary>Asked about, supposed or wished for: 慢病卡咋办, 想办个残疾证.</summary>
    private static bool Open(Scene scene, Clause clause) => scene.InClause(clause, "topic.open").Count > 0 || scene.InClause(clause, "hypothetical").Count > 0 || scene.InClause(clause, "question").Count > 0
        || scene.Text[clause.End - 1] is '不' or '没' or '吗' or '么' || (clause.End < scene.Text.Length && scene.Text[clause.End] == '?') || scene.InClause(clause, "answer").Exists(c => c.Entry == "unknown");

    /// <summary>The words that tell it; lacking outweighs having (有病没办慢病卡), but 没断过 is having.</summary>
    private static Cue? Told(Scene scene, Cue topic, Clause clause)
    {
        var words = scene.InClause(clause, "topic.told").FindAll(c => c.Start >= topic.End || c.End <= topic.Start);
        words = words.FindAll(c => !words.Exists(o => o.Entry != c.Entry && o.Start <= c.Start && o.End >= c.End && o.Length > c.Length));
        return words.Find(c => c.Entry == "no") ?? words.Find(c => c.Entry == "yes");
    }
}
