using System.Collections.Immutable;
using BotHost.Core.Content;
using BotHost.Core.Expressions;

namespace BotHost.Core.Eligibility;

/// <summary>A determination with its words.</summary>
public sealed record Explained(Determination Determination, string Text);

/// <summary>Determines and explains, by one content version and the given local amounts.</summary>
public sealed class Explainer(ContentBundle content, Standards standards)
{
    private readonly Determiner determiner = new(content.Programs, standards);
    private readonly Explanation explanation = new(content);

    public ContentBundle Content => content;

    public ImmutableArray<Explained> Explain(IFacts facts, string place, DateOnly today) =>
        [.. determiner.All(facts, place, today, out var around).Select(d => new Explained(d, explanation.Of(d, around)))];
}
