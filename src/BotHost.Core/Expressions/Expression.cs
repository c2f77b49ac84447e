using BotHost.Core.Content;
using BotHost.Core.Facts;
using YamlDotNet.RepresentationModel;

namespace BotHost.Core.Expressions;

/// <summary>A condition over facts, as content writes it under <c>when:</c>, <c>test:</c> or <c>raise:</c>. Compiled once; pure and thread-safe.</summary>
public sealed class Expression
{
    private readonly Condition condition;
    private readonly string[] facts;

    private Expression(string text, ExpressionNode root, FactCatalogue catalogue)
    {
        (Text, Root, Catalogue) = (text, root, catalogue);
        condition = ExpressionCompiler.Condition(root, catalogue);
        facts = [.. root.Facts().Select(f => f.Id).Distinct()];
    }

    public string Text { get; }

    /// <summary>Every fact it reads.</summary>
    public IReadOnlyList<string> Facts => facts;

    /// <summary>What was written, for those who reason about it.</summary>
    public ExpressionNode Root { get; }

    /// <summary>The catalogue that its names are bound to.</summary>
    internal FactCatalogue Catalogue { get; }

    /// <summary>Compiles a condition; null, with a problem at the right place recorded, when it is not one.</summary>
    public static Expression? Compile(YamlScalarNode at, FactCatalogue catalogue, YamlSource source)
    {
        var text = at.Value ?? "";
        var root = ExpressionParser.Parse(text, out var column);
        var problem = root is null ? new(column, "bad-expression", $"'{text}' is not a condition", "write it like: hardship.kind has illness and household.size > 2")
            : ExpressionTypes.CheckCondition(root, catalogue);
        if (problem is null) return new(text, root!, catalogue);
        source.Report((int)at.Start.Line, (int)at.Start.Column + problem.Column, problem.Rule, problem.What, problem.Fix);
        return null;
    }

    public Truth Test(IFacts values) => condition.Test(values, Item.None);

    /// <summary>The facts that decided; while the truth is unknown, those that are unknown, or only roughly known, and still matter.</summary>
    public IEnumerable<string> Decisive(IFacts values)
    {
        var named = new List<FactName>();
        Decisive(values, Test(values), named);
        return named.Select(n => n.Id);
    }

    /// <summary>The same into a list that the caller owns; each fact once.</summary>
    internal void Decisive(IFacts values, Truth truth, List<FactName> into)
    {
        condition.Decisive(values, into);
        var kept = 0;
        for (var i = 0; i < into.Count; i++)
        {
            var fact = into[i];
            if (Names(into, kept, fact) || (truth == Truth.Unknown && values.Find(fact) is not (null or FactValue.Number { Approximate: true } or FactValue.List))) continue;
            into[kept++] = fact;
        }

        into.RemoveRange(kept, into.Count - kept);
    }

    /// <summary>Evaluates in three values; an unknown fact makes the outcome unknown only where it matters.</summary>
    public Outcome Evaluate(IFacts values)
    {
        var truth = Test(values);
        return new(truth, truth == Truth.Unknown ? [.. facts.Where(f => values.Find(f) is null)] : []);
    }

    private static bool Names(List<FactName> names, int upTo, FactName fact)
    {
        for (var i = 0; i < upTo; i++)
        {
            if (names[i].Slot == fact.Slot && names[i].Id == fact.Id) return true;
        }

        return false;
    }
}
