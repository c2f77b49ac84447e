using BotHost.Understanding.People;
using BotHost.Understanding.Words;

namespace BotHost.Understanding.Dates;

/// <summary>What is told of another time or of somebody who is dead: it was so, and is not so today.</summary>
internal static class Bygone
{
    /// <summary>老头儿在的时候退休金两千六, 六零年那会儿: words of another time before this place in its clause, none of today behind them.</summary>
    public static bool Told(Scene scene, int index)
    {
        var clause = scene.Words.ClauseAt(index);
        var past = scene.InClause(clause, "money.past").LastOrDefault(c => c.End <= index);
        return past is not null && !scene.InClause(clause, "money.now").Exists(c => c.Start >= past.End && c.End <= index);
    }

    /// <summary>他爹是三级残疾,早没了: whoever is told of as dead anywhere in the message.</summary>
    public static bool Dead(Scene scene, Mention mention) => mention.Kin is not (Kin.Self or Kin.Household or Kin.Pronoun) && scene.In("dead").Exists(d =>
        scene.Cast.OwnerAt(d.Start) is { } owner && owner.Kin == mention.Kin && Same(scene, owner, mention) && d.Start >= mention.Start && d.Start - owner.End <= 16 && !scene.In("negation").Exists(n => n.End == d.Start));

    private static bool Same(Scene scene, Mention a, Mention b)
    {
        var first = scene.Text.AsSpan(a.Start, a.End - a.Start);
        var second = scene.Text.AsSpan(b.Start, b.End - b.Start);
        return a == b || first.EndsWith(second) || second.EndsWith(first);
    }
}
