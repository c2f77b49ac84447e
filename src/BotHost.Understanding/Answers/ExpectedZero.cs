using BotHost.Core.Facts;

namespace BotHost.Understanding.Answers;

/// <summary>Nothing at all as the answer to how much or how many.</summary>
internal static class ExpectedZero
{
    /// <summary>So short an answer says nothing else.</summary>
    private const int Short = 10;

    /// <summary>没攒下啥, 屋里没有小孩: a short answer that says no more than that there is none.</summary>
    public static bool Said(Scene scene) => scene.Quantities.Count == 0 && scene.Words.Clauses is [{ Length: <= Short } only] && scene.Text[BareWord.Core(scene, only).Start] is '没' or '不' or '无' && !scene.Text.AsSpan(only.Start, only.Length).ContainsAny(Unsure);

    /// <summary>没数, 没算过, 没法说: no knowing is no zero.</summary>
    private static readonly System.Buffers.SearchValues<char> Unsure = System.Buffers.SearchValues.Create("算数记法问准说道清少多懂");

    public static void Add(Scene scene, FactDefinition fact)
    {
        if (fact.Min is > 0 || scene.Words.Clauses.IsEmpty) return;
        var clause = scene.Words.Clauses[0];
        scene.Add(fact.Id, FactValue.Of(0), (clause.Start, clause.End));
    }
}
