using BotHost.Core.Facts;

namespace BotHost.Understanding.Answers;

/// <summary>Nothing at all as the answer to how much or how many.</summary>
internal static class ExpectedZero
{
    /// <summary>没攒下啥, 没借人家: a short answer that begins with 没 says that there is none.</summary>
    public static bool Said(Scene scene) => scene.Quantities.Count == 0 && scene.Words.Clauses is [{ Length: <= 8 } only] && scene.Text.AsSpan(only.Start, only.Length).TrimStart("都也家里俺我咱现在").IndexOfAny('没', '不', '无') == 0 && !scene.Text.AsSpan(only.Start, only.Length).ContainsAny(Unsure);

    /// <summary>没数, 没算过, 没法说: no knowing is no zero.</summary>
    private static readonly System.Buffers.SearchValues<char> Unsure = System.Buffers.SearchValues.Create("算数记法问准说道清少多懂");

    public static void Add(Scene scene, FactDefinition fact)
    {
        if (fact.Min is > 0 || scene.Words.Clauses.IsEmpty) return;
        var clause = scene.Words.Clauses[0];
        scene.Add(fact.Id, FactValue.Of(0), (clause.Start, clause.End));
    }
}
