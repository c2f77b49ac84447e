using BotHost.Core.Content;
using BotHost.Core.Facts;
using YamlDotNet.RepresentationModel;

namespace BotHost.Core.Expressions;

/// <summary>A condition over facts, as content writes it under <c>when:</c>. Compiled once; pure and thread-safe.</summary>
public sealed class Expression
{
    private readonly ExpressionNode root;
    private readonly string[] facts;

    private Expression(string text, ExpressionNode root)
    {
        Text = text;
        this.root = root;
        facts = [.. root.Facts().Select(f => f.Id).Distinct()];
    }

    public string Text { get; }

    /// <summary>Compiles a condition; null, with a problem at the right place recorded, when it is not one.</summary>
    public static Expression? Compile(YamlScalarNode at, FactCatalogue catalogue, YamlSource source)
    {
        var text = at.Value ?? "";
        var root = ExpressionParser.Parse(text, out var column);
        var problem = root is null ? new(column, "bad-expression", $"'{text}' is not a condition", "write it like: hardship.kind has illness and household.size > 2")
            : ExpressionTypes.CheckCondition(root, catalogue);
        if (problem is null) return new(text, root!);
        source.Report((int)at.Start.Line, (int)at.Start.Column + problem.Column, problem.Rule, problem.What, problem.Fix);
        return null;
    }

    public Truth Test(IFacts values) => root.Test(values);

    /// <summary>The facts that decided; while the truth is unknown, those that are unknown, or only roughly known, and still matter.</summary>
    public IEnumerable<string> Decisive(IFacts values)
    {
        var named = root.Decisive(values).Select(n => n.Id).Distinct();
        return root.Test(values) == Truth.Unknown ? named.Where(f => values.Find(f) is null or FactValue.Number { Approximate: true } or FactValue.List) : named;
    }

    /// <summary>Every fact it reads.</summary>
    public IReadOnlyList<string> Facts => facts;

    /// <summary>Evaluates in three values; an unknown fact makes the outcome unknown only where it matters.</summary>
    public Outcome Evaluate(IFacts values)
    {
        var truth = root.Test(values);
        return new(truth, truth == Truth.Unknown ? [.. facts.Where(f => values.Find(f) is null)] : []);
    }
}
