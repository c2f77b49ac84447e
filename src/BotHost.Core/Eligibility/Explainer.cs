using System.Collections.Immutable;
using BotHost.Core.Content;
using BotHost.Core.Expressions;

namespace BotHost.Core.Eligibility;

/// <summary>A determination with its words, and what is best asked next for it; null when nothing is.</summary>
public sealed record Explained(Determination Determination, string Text, string? NextQuestion);

/// <summary>Determines and explains, by one content version and the given local amounts.</summary>
public sealed class Explainer(ContentBundle content, Standards standards)
{
    private readonly Determiner determiner = new(content.Programs, standards);
    private readonly QuestionChooser chooser = new(content, new(content.Programs, standards));
    private readonly Explanation explanation = new(content);

    public ContentBundle Content => content;

    /// <summary>What could be asked next, best first, and why.</summary>
    public ImmutableArray<Candidate> Questions(IFacts facts, string place, DateOnly today) => chooser.Rank(facts, place, today, determiner.All(facts, place, today), _ => 1, _ => true);

    public ImmutableArray<Explained> Explain(IFacts facts, string place, DateOnly today)
    {
        var all = determiner.All(facts, place, today, out var around);
        var whatIf = new WhatIf(determiner, facts, place, today, around);
        var ranked = chooser.Rank(facts, place, today, all, _ => 1, _ => true);
        return [.. all.Select(d => new Explained(d, explanation.Of(d, around, whatIf.Nearest(d)), d.Missing.IsEmpty ? null : ranked.FirstOrDefault(c => c.Instead.Any(d.Missing.Contains))?.Instead.First(d.Missing.Contains) ?? d.Missing[0]))];
    }
}
