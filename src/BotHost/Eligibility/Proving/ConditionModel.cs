using System.Diagnostics;
using BotHost.Core.Expressions;

namespace BotHost.Eligibility.Proving;

/// <summary>Writes an expression into a solver model, meaning what evaluating it means.</summary>
/// <param name="find">The symbol of a fact; null for one that is never known in the ranges looked at.</param>
internal sealed class ConditionModel(Logic logic, Func<string, Symbol?> find)
{
    public Tri Of(Expression? condition) => condition is null ? new(logic.No, logic.Yes) : Of(condition.Root, null);

    private Tri Of(ExpressionNode node, IReadOnlyDictionary<string, Symbol>? item) => node switch
    {
        ExpressionNode.Literal l => new(l.Value ? logic.Yes : logic.No, l.Value ? logic.No : logic.Yes),
        ExpressionNode.Name n => Find(n, item) is Symbol.YesNo said ? new(said.Yes, said.No) : logic.Unknown,
        ExpressionNode.Not n => Logic.Opposite(Of(n.Operand, item)),
        ExpressionNode.And a => logic.Both(Of(a.Left, item), Of(a.Right, item)),
        ExpressionNode.Or o => logic.Either(Of(o.Left, item), Of(o.Right, item)),
        ExpressionNode.Has h => Chosen(Find(h.Set, item), [h.Option.Id]),
        ExpressionNode.In { Item: ExpressionNode.Name n } i when i.Items.Any(x => x is ExpressionNode.Name) => Chosen(Find(n, item), i.Items.OfType<ExpressionNode.Name>().Select(o => o.Id)),
        ExpressionNode.In i => Among(i, item),
        ExpressionNode.Compare { Left: ExpressionNode.Name n, Right: ExpressionNode.Name o } c when Find(n, item) is Symbol.Options choice => c.Operator == "=" ? Chosen(choice, [o.Id]) : Logic.Opposite(Chosen(choice, [o.Id])),
        ExpressionNode.Compare c => Compare(c, item),
        ExpressionNode.Counted { Kind: not "count" } c => OverItems(c, item),
        _ => throw new UnreachableException(),
    };

    private Symbol? Find(ExpressionNode.Name name, IReadOnlyDictionary<string, Symbol>? item) =>
        item is not null && item.TryGetValue(name.Id, out var field) ? field : find(name.Id);

    private Tri Chosen(Symbol? symbol, IEnumerable<string> options) => symbol is Symbol.Options known
        ? logic.Of(known.Known, logic.Any(options.Select(o => known.Chosen.GetValueOrDefault(o) ?? logic.No))) : logic.Unknown;

    private Tri Among(ExpressionNode.In node, IReadOnlyDictionary<string, Symbol>? item) => Amount(node.Item, item) is { } amount
        ? logic.Of(amount.Known, logic.Any(node.Items.OfType<ExpressionNode.Number>().Select(n => logic.IsZero(amount.Value - Affine.Of(n.Value))))) : logic.Unknown;

    private Tri Compare(ExpressionNode.Compare c, IReadOnlyDictionary<string, Symbol>? item)
    {
        if (Amount(c.Left, item) is not { } left || Amount(c.Right, item) is not { } right) return logic.Unknown;
        var (less, more) = (left.Value - right.Value, right.Value - left.Value);
        var holds = c.Operator switch
        {
            "<=" => logic.AtMostZero(less),
            ">=" => logic.AtMostZero(more),
            ">" => logic.Not(logic.AtMostZero(less)),
            "<" => logic.Not(logic.AtMostZero(more)),
            "=" => logic.IsZero(less),
            _ => logic.Not(logic.IsZero(less)),
        };
        return logic.Of(logic.All(left.Known, right.Known), holds);
    }

    private Tri OverItems(ExpressionNode.Counted c, IReadOnlyDictionary<string, Symbol>? item)
    {
        if (Find(c.List, item) is not Symbol.List list) return logic.Unknown;
        var each = list.Items.Select(i => (i.Present, So: Of(c.Condition, i.Fields))).ToList();
        var all = c.Kind == "all";
        // 'all' is 'no item fails': the same with both sides turned round.
        var some = logic.Any(each.Select(e => logic.All(e.Present, all ? e.So.False : e.So.True)));
        var every = logic.All(each.Select(e => logic.Any(logic.Not(e.Present), all ? e.So.True : e.So.False)));
        return all ? new(logic.All(list.Known, every), logic.All(list.Known, some)) : new(logic.All(list.Known, some), logic.All(list.Known, every));
    }

    /// <summary>Null when it is never known, or cannot be told to the solver: then it stays open in the model.</summary>
    private Symbol.Number? Amount(ExpressionNode node, IReadOnlyDictionary<string, Symbol>? item)
    {
        switch (node)
        {
            case ExpressionNode.Number n: return new(logic.Yes, Affine.Of(n.Value));
            case ExpressionNode.Name n: return Find(n, item) as Symbol.Number;
            case ExpressionNode.Arithmetic a:
                if (Amount(a.Left, item) is not { } left || Amount(a.Right, item) is not { } right) return null;
                var known = logic.All(left.Known, right.Known);
                return a.Operator switch
                {
                    '+' => new(known, left.Value + right.Value),
                    '-' => new(known, left.Value - right.Value),
                    '*' when right.Value.IsConstant => new(known, left.Value.Times(right.Value.Constant, right.Value.Denominator)),
                    '*' when left.Value.IsConstant => new(known, right.Value.Times(left.Value.Constant, left.Value.Denominator)),
                    '/' when right.Value is { IsConstant: true, Constant.IsZero: false } => new(known, left.Value.Times(right.Value.Denominator, right.Value.Constant)),
                    _ => throw new NotProvableException("a product or quotient of two facts"),
                };
            default: throw new NotProvableException("count, sum or max over a list");
        }
    }
}

/// <summary>The expression is outside of what the solver is told; nothing is claimed about the program then.</summary>
internal sealed class NotProvableException(string what) : Exception(what);
