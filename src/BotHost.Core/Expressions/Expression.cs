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

    /// <summary>Evaluates in three values; an unknown fact makes the outcome unknown only where it matters.</summary>
    public Outcome Evaluate(IFacts values)
    {
        var truth = root.Test(values);
        return new(truth, truth == Truth.Unknown ? [.. facts.Where(f => values.Find(f) is null)] : []);
    }
}
