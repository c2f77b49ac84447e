using BotHost.Core.Facts;

namespace BotHost.Understanding.Money;

/// <summary>基础养老金一月190, 退休金三千: which pension it is, where the word for it says so. The first is not counted as income, the second is.</summary>
internal static class PensionKinds
{
    private const string Fact = "income.pension_kind";

    /// <summary>Concludes nothing where two kinds are named: they are two people's.</summary>
    public static void Read(Scene scene)
    {
        if (!scene.Has("income.pension_monthly") || scene.In(Fact) is not { Count: > 0 } named || named.Exists(c => c.Entry != named[0].Entry)) return;
        scene.Add(Fact, new FactValue.Choice(named[0].Entry), (named[0].Start, named[0].End));
    }
}
