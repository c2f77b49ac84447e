using BotHost.Core.Expressions;
using BotHost.Core.Facts;

namespace BotHost.Core.Eligibility;

/// <summary>What is known, with one fact as it might be.</summary>
internal sealed class Supposing(IFacts facts, string factId, FactValue value) : IFacts
{
    public FactValue? Find(string id) => id == factId ? value : facts.Find(id);
}
