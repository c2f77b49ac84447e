using BotHost.Core.Expressions;
using BotHost.Core.Facts;

namespace BotHost.Core.Dialogs;

/// <summary>Which facts a form still has to ask for.</summary>
internal static class FormAsks
{
    /// <summary>Asks that apply and have no answer yet, in order. A condition that is still unknown does not apply.</summary>
    public static IEnumerable<string> Open(TurnBuilder turn, DialogFrame frame)
    {
        var facts = new KnownValues(turn.KnownFacts);
        return turn.Content.Dialogs[frame.Dialog].Asks
            .Where(a => a.When is null || a.When.Evaluate(facts).Truth == Truth.True)
            .Where(a => frame.Again.Contains(a.FactId) || turn.Known(a.FactId) is null)
            .Where(a => !FactLearning.IsRefused(turn, a.FactId))
            .Select(a => a.FactId);
    }

    /// <summary>Facts of this dialog that a change of <paramref name="factId"/> makes worth asking again, as far as they have an answer.</summary>
    public static IEnumerable<string> DependingOn(TurnBuilder turn, DialogFrame frame, string factId) =>
        turn.Content.Dialogs[frame.Dialog].Asks.Select(a => a.FactId)
            .Where(id => turn.Content.Catalogue[id].DependsOn.Contains(factId) && turn.Known(id) is { State: not FactState.Derived });

    /// <summary>The values of facts, as expressions see them.</summary>
    internal sealed class KnownValues(IReadOnlyDictionary<string, Fact> facts) : IFacts
    {
        public FactValue? Find(string factId) => facts.TryGetValue(factId, out var fact) ? fact.Value : null;
    }
}
