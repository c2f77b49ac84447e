using BotHost.Core.Facts;

namespace BotHost.Core.Expressions;

/// <summary>A mistake in an expression: 0-based column in its text, what is wrong and how to mend it.</summary>
internal sealed record TypeProblem(int Column, string Rule, string What, string Fix);

/// <summary>Static types and units: found when content is loaded, not when a resident waits.</summary>
internal static class ExpressionTypes
{
    /// <summary>Checks that the expression is a condition whose parts fit together; null when all is well.</summary>
    public static TypeProblem? CheckCondition(ExpressionNode node, FactCatalogue catalogue) => node switch
    {
        ExpressionNode.Literal => null,
        ExpressionNode.Not n => CheckCondition(n.Operand, catalogue),
        ExpressionNode.And a => CheckCondition(a.Left, catalogue) ?? CheckCondition(a.Right, catalogue),
        ExpressionNode.Or o => CheckCondition(o.Left, catalogue) ?? CheckCondition(o.Right, catalogue),
        ExpressionNode.Name n => Fact(n, catalogue, out var fact) ?? (fact!.Type == FactType.YesNo ? null : new(n.Column, "not-a-condition", $"'{n.Id}' is not a yes-no fact", "compare it with something, such as > 0")),
        ExpressionNode.Has h => Fact(h.Set, catalogue, out var fact) ?? Option(h.Option, fact!, FactType.SetOf),
        ExpressionNode.In i => CheckIn(i, catalogue),
        ExpressionNode.Compare c => CheckCompare(c, catalogue),
        ExpressionNode.Counted { Kind: not "count" } c => Items(c.List, catalogue, out var items) ?? CheckCondition(c.Condition, items!),
        _ => new(0, "not-a-condition", "this is a number, not a condition", "compare it with something, such as > 0"),
    };

    private static TypeProblem? CheckCompare(ExpressionNode.Compare c, FactCatalogue catalogue)
    {
        if (c is { Left: ExpressionNode.Name left, Right: ExpressionNode.Name right } && catalogue.Find(left.Id) is { Type: FactType.OneOf } choice)
            return c.Operator is "=" or "!=" ? Option(right, choice, FactType.OneOf) : new(left.Column, "not-a-number", $"'{left.Id}' has no order", "use = or !=");
        var problem = Unit(c.Left, catalogue, out var a) ?? Unit(c.Right, catalogue, out var b);
        if (problem is not null) return problem;
        Unit(c.Right, catalogue, out b);
        return a is null || b is null || a == b ? null : new(0, "unit-mismatch", $"{a} is compared with {b}", "bring both to the same unit, for example with * 12");
    }

    private static TypeProblem? CheckIn(ExpressionNode.In i, FactCatalogue catalogue)
    {
        if (i.Item is not ExpressionNode.Name name || catalogue.Find(name.Id) is not { Type: FactType.OneOf } fact) return Unit(i.Item, catalogue, out _);
        return i.Items.Select(item => item is ExpressionNode.Name option ? Option(option, fact, FactType.OneOf) : new(name.Column, "unknown-option", "a number is not an option", "name an option")).FirstOrDefault(p => p is not null);
    }

    /// <summary>The unit of an amount: null for a bare number, which goes with every unit. Multiplying or dividing makes a new, unchecked amount.</summary>
    private static TypeProblem? Unit(ExpressionNode node, FactCatalogue catalogue, out string? unit)
    {
        unit = null;
        switch (node)
        {
            case ExpressionNode.Number: return null;
            case ExpressionNode.Name n:
                if (Fact(n, catalogue, out var fact) is { } unknown) return unknown;
                if (fact!.Type is not (FactType.Money or FactType.Count or FactType.Age or FactType.Number)) return new(n.Column, "not-a-number", $"'{n.Id}' is not a number", "compare numbers with numbers");
                unit = fact.Unit.Length > 0 ? fact.Unit : null;
                return null;
            case ExpressionNode.Arithmetic { Operator: '+' or '-' } a:
                if ((Unit(a.Left, catalogue, out var left) ?? Unit(a.Right, catalogue, out var right)) is { } wrong) return wrong;
                Unit(a.Right, catalogue, out right);
                unit = left ?? right;
                return left is null || right is null || left == right ? null : new(0, "unit-mismatch", $"{left} and {right} are added", "bring both to the same unit, for example with * 12");
            case ExpressionNode.Counted { Kind: "count" } c: return Items(c.List, catalogue, out var counted) ?? CheckCondition(c.Condition, counted!);
            case ExpressionNode.Totalled t: return Items(t.List, catalogue, out var items) ?? Unit(t.Amount, items!, out unit);
            case ExpressionNode.Arithmetic a: return Unit(a.Left, catalogue, out _) ?? Unit(a.Right, catalogue, out _);
            default: return new(0, "not-a-number", "a condition stands where a number should", "compare numbers with numbers");
        }
    }

    private static TypeProblem? Fact(ExpressionNode.Name name, FactCatalogue catalogue, out FactDefinition? fact) =>
        (fact = catalogue.Find(name.Id)) is null ? new(name.Column, "unknown-fact", $"'{name.Id}' is not a fact", $"use an id from {FactCatalogue.File}, or add it there") : null;

    /// <summary>What may be named inside a quantifier: the list's fields, and every fact.</summary>
    private static TypeProblem? Items(ExpressionNode.Name list, FactCatalogue catalogue, out FactCatalogue? items)
    {
        items = null;
        if (Fact(list, catalogue, out var fact) is { } unknown) return unknown;
        if (fact!.Type != FactType.List) return new(list.Column, "not-a-list", $"'{list.Id}' is not a list", "use any, all, count, sum and max with a fact of type list");
        items = new(catalogue.All.Where(f => !fact.Fields.Any(field => field.Id == f.Id)).Concat(fact.Fields));
        return null;
    }

    private static TypeProblem? Option(ExpressionNode.Name option, FactDefinition fact, FactType type)
    {
        if (fact.Type != type) return new(option.Column, "not-a-set", $"'{fact.Id}' has no options to look for", "use 'has' with a set-of fact, and '=' with a one-of fact");
        return fact.Options.Contains(option.Id) ? null : new(option.Column, "unknown-option", $"'{option.Id}' is not an option of {fact.Id}", "use one of: " + string.Join(", ", fact.Options));
    }
}
