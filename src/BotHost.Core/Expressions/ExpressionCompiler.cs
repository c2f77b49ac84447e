using System.Collections.Immutable;
using System.Diagnostics;
using BotHost.Core.Facts;

namespace BotHost.Core.Expressions;

/// <summary>Turns a checked expression into conditions and amounts whose names are bound to slots.</summary>
internal static class ExpressionCompiler
{
    /// <param name="items">The list whose items a quantifier looks at; null outside of one.</param>
    public static Condition Condition(ExpressionNode node, FactCatalogue catalogue, FactDefinition? items = null)
    {
        ImmutableArray<FactName> facts = [.. node.Facts().Select(n => Named(n.Id, catalogue))];
        return node switch
        {
            ExpressionNode.Literal l => new Always(l.Value),
            ExpressionNode.Name n => new YesNoFact(From(n, catalogue, items), facts),
            ExpressionNode.Not n => new Negation(Condition(n.Operand, catalogue, items)),
            ExpressionNode.And a => new Joined(and: true, Condition(a.Left, catalogue, items), Condition(a.Right, catalogue, items)),
            ExpressionNode.Or o => new Joined(and: false, Condition(o.Left, catalogue, items), Condition(o.Right, catalogue, items)),
            ExpressionNode.Has h => new HasOption(From(h.Set, catalogue, items), h.Option.Id, facts),
            ExpressionNode.In { Item: ExpressionNode.Name n } i when IsChoice(n, catalogue, items) => new ChoiceAmong(From(n, catalogue, items), [.. i.Items.OfType<ExpressionNode.Name>().Select(o => o.Id)], among: true, facts),
            ExpressionNode.In i => new NumberAmong(Amount(i.Item, catalogue, items), [.. i.Items.OfType<ExpressionNode.Number>().Select(n => n.Value)], facts),
            ExpressionNode.Compare { Left: ExpressionNode.Name n, Right: ExpressionNode.Name option } c when IsChoice(n, catalogue, items) => new ChoiceAmong(From(n, catalogue, items), [option.Id], c.Operator == "=", facts),
            ExpressionNode.Compare c => new Comparison(c.Operator, Amount(c.Left, catalogue, items), Amount(c.Right, catalogue, items), facts),
            ExpressionNode.Counted { Kind: not "count" } c => new Quantifier(c.Kind == "all", From(c.List, catalogue, items), Condition(c.Condition, catalogue, ListOf(c.List, catalogue, items)), facts),
            _ => throw new UnreachableException(),
        };
    }

    private static Amount Amount(ExpressionNode node, FactCatalogue catalogue, FactDefinition? items) => node switch
    {
        ExpressionNode.Number n => new Constant(n.Value),
        ExpressionNode.Name n => new NumberFact(From(n, catalogue, items)),
        ExpressionNode.Arithmetic a => new Combined(a.Operator, Amount(a.Left, catalogue, items), Amount(a.Right, catalogue, items)),
        ExpressionNode.Counted c => new CountOf(From(c.List, catalogue, items), Condition(c.Condition, catalogue, ListOf(c.List, catalogue, items))),
        ExpressionNode.Totalled t => new TotalOf(t.Kind == "sum", From(t.List, catalogue, items), Amount(t.Amount, catalogue, ListOf(t.List, catalogue, items))),
        _ => throw new UnreachableException(),
    };

    /// <summary>Inside a quantifier a name is a field of the item, if it has one of that name; every other name is a fact.</summary>
    private static Source From(ExpressionNode.Name name, FactCatalogue catalogue, FactDefinition? items) =>
        items?.Fields.Any(f => f.Id == name.Id) == true ? new Source.Field(name.Id) : new Source.Fact(Named(name.Id, catalogue));

    private static FactName Named(string id, FactCatalogue catalogue) => new(id, catalogue.SlotOf(id));

    private static bool IsChoice(ExpressionNode.Name name, FactCatalogue catalogue, FactDefinition? items) => Definition(name, catalogue, items)?.Type == FactType.OneOf;

    private static FactDefinition? ListOf(ExpressionNode.Name list, FactCatalogue catalogue, FactDefinition? items) => Definition(list, catalogue, items);

    private static FactDefinition? Definition(ExpressionNode.Name name, FactCatalogue catalogue, FactDefinition? items) =>
        items?.Fields.FirstOrDefault(f => f.Id == name.Id) ?? catalogue.Find(name.Id);
}
