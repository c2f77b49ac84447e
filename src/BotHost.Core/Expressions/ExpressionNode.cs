using BotHost.Core.Facts;

namespace BotHost.Core.Expressions;

/// <summary>The parsed form of an expression. A closed family.</summary>
internal abstract record ExpressionNode
{
    private ExpressionNode() { }

    public sealed record Number(decimal Value) : ExpressionNode;

    public sealed record Literal(bool Value) : ExpressionNode;

    /// <summary>A fact id, or the name of an option after <c>has</c>, <c>in</c> or <c>=</c>.</summary>
    public sealed record Name(string Id, int Column) : ExpressionNode;

    public sealed record Not(ExpressionNode Operand) : ExpressionNode;

    public sealed record And(ExpressionNode Left, ExpressionNode Right) : ExpressionNode;

    public sealed record Or(ExpressionNode Left, ExpressionNode Right) : ExpressionNode;

    /// <param name="Operator">One of <c>&lt; &lt;= &gt; &gt;= = !=</c>.</param>
    public sealed record Compare(string Operator, ExpressionNode Left, ExpressionNode Right) : ExpressionNode;

    public sealed record Has(Name Set, Name Option) : ExpressionNode;

    public sealed record In(ExpressionNode Item, IReadOnlyList<ExpressionNode> Items) : ExpressionNode;

    /// <summary>Any, all or a count of the items of a list fact that meet a condition; names in it are the item's fields first.</summary>
    public sealed record Counted(string Kind, Name List, ExpressionNode Condition) : ExpressionNode;

    /// <summary>The sum or the largest of a number over the items of a list fact.</summary>
    public sealed record Totalled(string Kind, Name List, ExpressionNode Amount) : ExpressionNode;

    /// <param name="Operator">One of <c>+ - * /</c>.</param>
    public sealed record Arithmetic(char Operator, ExpressionNode Left, ExpressionNode Right) : ExpressionNode;

    /// <summary>Kleene: unknown unless one side decides.</summary>
    public Truth Test(IFacts facts) => this switch
    {
        Literal l => l.Value ? Truth.True : Truth.False,
        Name n => facts.Find(n.Id) switch { FactValue.YesNo y => y.Value ? Truth.True : Truth.False, _ => Truth.Unknown },
        Not n => Opposite(n.Operand.Test(facts)),
        And a => Min(a.Left.Test(facts), a.Right.Test(facts)),
        Or o => Max(o.Left.Test(facts), o.Right.Test(facts)),
        Has h => facts.Find(h.Set.Id) is FactValue.Set s ? Of(s.Values.Contains(h.Option.Id)) : Truth.Unknown,
        In i => TestIn(i, facts),
        Counted { Kind: not "count" } c => TestItems(c, facts),
        Compare c => TestCompare(c, facts),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The fact ids it reads; fields of a list's items are not facts of their own.</summary>
    public IEnumerable<Name> Facts() => this switch
    {
        Name n => [n],
        Not n => n.Operand.Facts(),
        And a => a.Left.Facts().Concat(a.Right.Facts()),
        Or o => o.Left.Facts().Concat(o.Right.Facts()),
        Has h => [h.Set],
        In i => i.Item.Facts().Concat(i.Items.OfType<Arithmetic>().SelectMany(x => x.Facts())),
        Counted c => [c.List],
        Totalled t => [t.List],
        Compare { Right: Name { Id: var id } } c when c.Operator is "=" or "!=" && !id.Contains('.', StringComparison.Ordinal) => c.Left.Facts(),
        Compare c => c.Left.Facts().Concat(c.Right.Facts()),
        Arithmetic a => a.Left.Facts().Concat(a.Right.Facts()),
        _ => [],
    };

    /// <summary>The facts that made the truth what it is: of <c>a and b</c> with a false, only a; while unknown, only the unknown sides.</summary>
    public IEnumerable<Name> Decisive(IFacts facts) => this switch
    {
        Not n => n.Operand.Decisive(facts),
        And a => Sides(a.Left, a.Right, a.Test(facts), Truth.True, facts),
        Or o => Sides(o.Left, o.Right, o.Test(facts), Truth.False, facts),
        _ => Facts(),
    };

    private static IEnumerable<Name> Sides(ExpressionNode left, ExpressionNode right, Truth whole, Truth needsBoth, IFacts facts)
    {
        if (whole == needsBoth) return left.Decisive(facts).Concat(right.Decisive(facts));
        var (l, r) = (left.Test(facts), right.Test(facts));
        if (l != whole) return right.Decisive(facts);
        return whole == Truth.Unknown && r == whole ? left.Decisive(facts).Concat(right.Decisive(facts)) : left.Decisive(facts);
    }

    private Span? Calculate(IFacts facts) => this switch
    {
        Number n => Span.Exactly(n.Value),
        Name n => facts.Find(n.Id) is FactValue.Number known ? new Span(known.Min ?? known.Value, known.Max ?? known.Value) : null,
        Counted c => CountItems(c, facts),
        Totalled t => TotalItems(t, facts),
        Arithmetic { Operator: '+' } a => a.Left.Calculate(facts) + a.Right.Calculate(facts),
        Arithmetic { Operator: '-' } a => a.Left.Calculate(facts) - a.Right.Calculate(facts),
        Arithmetic { Operator: '*' } a => a.Left.Calculate(facts) * a.Right.Calculate(facts),
        Arithmetic { Operator: '/' } a => a.Left.Calculate(facts) is { } dividend && a.Right.Calculate(facts) is { } by ? Span.Divide(dividend, by) : null,
        _ => null,
    };

    private static Truth TestCompare(Compare c, IFacts facts)
    {
        if (c is { Left: Name fact, Right: Name option } && facts.Find(fact.Id) is FactValue.Choice choice) return Of((choice.Value == option.Id) == (c.Operator == "="));
        if (c.Left.Calculate(facts) is not { } left || c.Right.Calculate(facts) is not { } right) return Truth.Unknown;
        return c.Operator switch
        {
            "<" => left.Less(right),
            "<=" => left.AtMost(right),
            ">" => right.Less(left),
            ">=" => right.AtMost(left),
            "=" => left.Same(right),
            _ => Opposite(left.Same(right)),
        };
    }

    private static Truth TestIn(In i, IFacts facts)
    {
        if (i.Item is Name name && facts.Find(name.Id) is FactValue.Choice choice) return Of(i.Items.OfType<Name>().Any(n => n.Id == choice.Value));
        if (i.Item.Calculate(facts) is not { } number) return Truth.Unknown;
        return i.Items.OfType<Number>().Aggregate(Truth.False, (found, n) => Max(found, number.Same(Span.Exactly(n.Value))));
    }

    private static Truth TestItems(Counted c, IFacts facts)
    {
        if (facts.Find(c.List.Id) is not FactValue.List list) return Truth.Unknown;
        var all = c.Kind == "all";
        return list.Items.Aggregate(all ? Truth.True : Truth.False, (so, item) => all ? Min(so, c.Condition.Test(new ItemFacts(item, facts))) : Max(so, c.Condition.Test(new ItemFacts(item, facts))));
    }

    private static Span? CountItems(Counted c, IFacts facts)
    {
        if (facts.Find(c.List.Id) is not FactValue.List list) return null;
        var (sure, possible) = (0, 0);
        foreach (var item in list.Items)
        {
            var truth = c.Condition.Test(new ItemFacts(item, facts));
            if (truth == Truth.True) sure++;
            if (truth != Truth.False) possible++;
        }

        return new Span(sure, possible);
    }

    private static Span? TotalItems(Totalled t, IFacts facts)
    {
        if (facts.Find(t.List.Id) is not FactValue.List list) return null;
        Span? total = Span.Exactly(0);
        foreach (var item in list.Items)
        {
            if (t.Amount.Calculate(new ItemFacts(item, facts)) is not { } amount) return null;
            total = t.Kind == "sum" ? total + amount : new Span(Math.Max(total.Value.Low, amount.Low), Math.Max(total.Value.High, amount.High));
        }

        return total;
    }

    private static Truth Opposite(Truth truth) => Truth.True - (int)truth;

    private static Truth Of(bool value) => value ? Truth.True : Truth.False;

    private static Truth Min(Truth a, Truth b) => a < b ? a : b;

    private static Truth Max(Truth a, Truth b) => a > b ? a : b;

    /// <summary>One item of a list: its own fields first, then the facts around it.</summary>
    private sealed class ItemFacts(IReadOnlyDictionary<string, FactValue> item, IFacts around) : IFacts
    {
        public FactValue? Find(string factId) => item.TryGetValue(factId, out var field) ? field : factId.Contains('.', StringComparison.Ordinal) ? around.Find(factId) : null;
    }
}
