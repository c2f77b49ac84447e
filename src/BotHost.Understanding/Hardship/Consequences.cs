namespace BotHost.Understanding.Hardship;

/// <summary>Kinds that only follow from another one told of: the hospital stay after a fall, the debts after an illness, the death at the end of one.</summary>
internal static class Consequences
{
    /// <param name="kind">The kind in question.</param>
    /// <param name="all">Every kind the message tells of.</param>
    public static bool Follows(string kind, HashSet<string> all, Scene scene) => kind switch
    {
        "illness" when all.Contains("death") && DiedOf(scene) => true,
        "accident" or "illness" when all.Contains("child_care") && TookTheParent(scene, kind) => true,
        "illness" => !scene.Any("disease", "named") && all.Overlaps(["accident", "violence"]),
        // 叫人打断肋骨: what he was beaten to is no accident of its own.
        "accident" => all.Contains("violence"),
        // 老板垫了一万就不接电话了: after an accident it is not wages that are held back.
        "wage_arrears" => all.Contains("accident") && scene.In("wages").Count == 0,
        "housing" => all.Overlaps(["disaster", "accident", "violence"]),
        "death" => all.Contains("child_care"),
        "disability" => all.Contains("accident") && scene.In("disability.proof").Count == 0 && scene.In("limb.lost").Count == 0,
        "debt" or "income_drop" => all.Overlaps(["illness", "accident", "disaster", "death", "crop_or_livestock_loss", "unemployment"]),
        "elderly_care" => all.Overlaps(["child_care", "violence", "accident"]),
        "child_care" => all.Contains("elderly_care") && !scene.Any("orphan", "orphan"),
        _ => false,
    };

    /// <summary>肝癌没了: the death stands close behind, or in the same clause as the illness. An accident that somebody died in stays one.</summary>
    private static bool DiedOf(Scene scene)
    {
        var told = scene.In(KindReader.Fact);
        // 俺公公正月初九没了,脑梗: the illness by itself behind the death.
        if (told.Exists(c => c.Entry == "illness" && scene.Words.ClauseAt(c.Start) is var own && own.End - c.End <= 1 && c.Start == own.Start && scene.In("dead").Exists(d => own.Start - d.End is >= 0 and <= 2))) return true;
        return told.Exists(d => d.Entry == "death" && told.Exists(c => c.Entry == "illness"
            && ((d.End > c.End && d.Start - c.End <= 8) || scene.Words.ClauseAt(c.Start) == scene.Words.ClauseAt(d.Start) || (c.Start - d.End is >= 0 and <= 2 && scene.Words.ClauseAt(c.Start) is var own && own.Start == c.Start && own.End == c.End))));
    }

    /// <summary>他爹车祸没了,娘改嫁: what took the parent is not what is wrong today.</summary>
    private static bool TookTheParent(Scene scene, string kind) =>
        scene.In(KindReader.Fact).Exists(c => c.Entry == kind && scene.InClause(scene.Words.ClauseAt(c.Start), "gone").Exists(g => g.Start >= c.End));
}
