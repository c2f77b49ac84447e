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

    /// <param name="Operator">One of <c>+ - * /</c>.</param>
    public sealed record Arithmetic(char Operator, ExpressionNode Left, ExpressionNode Right) : ExpressionNode;

    /// <summary>Kleene: unknown unless one side decides.</summary>
    public Truth Test(IFacts facts) => this switch
    {
        Literal l => l.Value ? Truth.True : Truth.False,
        Name n => facts.Find(n.Id) switch { FactValue.YesNo y => y.Value ? Truth.True : Truth.False, _ => Truth.Unknown },
        Not n => (Truth)((int)Truth.True - (int)n.Operand.Test(facts)),
        And a => Min(a.Left.Test(facts), a.Right.Test(facts)),
        Or o => Max(o.Left.Test(facts), o.Right.Test(facts)),
        Has h => facts.Find(h.Set.Id) is FactValue.Set s ? Of(s.Values.Contains(h.Option.Id)) : Truth.Unknown,
        In i => TestIn(i, facts),
        Compare c => TestCompare(c, facts),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The fact ids it reads.</summary>
    public IEnumerable<Name> Facts() => this switch
    {
        Name n => [n],
        Not n => n.Operand.Facts(),
        And a => a.Left.Facts().Concat(a.Right.Facts()),
        Or o => o.Left.Facts().Concat(o.Right.Facts()),
        Has h => [h.Set],
        In i => i.Item.Facts().Concat(i.Items.OfType<Arithmetic>().SelectMany(x => x.Facts())),
        Compare { Right: Name } c when c.Operator is "=" or "!=" => c.Left.Facts(),
        Compare c => c.Left.Facts().Concat(c.Right.Facts()),
        Arithmetic a => a.Left.Facts().Concat(a.Right.Facts()),
        _ => [],
    };

    private decimal? Calculate(IFacts facts) => this switch
    {
        Number n => n.Value,
        Name n => (facts.Find(n.Id) as FactValue.Number)?.Value,
        Arithmetic { Operator: '+' } a => a.Left.Calculate(facts) + a.Right.Calculate(facts),
        Arithmetic { Operator: '-' } a => a.Left.Calculate(facts) - a.Right.Calculate(facts),
        Arithmetic { Operator: '*' } a => a.Left.Calculate(facts) * a.Right.Calculate(facts),
        Arithmetic { Operator: '/' } a => a.Right.Calculate(facts) is { } by and not 0 ? a.Left.Calculate(facts) / by : null,
        _ => null,
    };

    private static Truth TestCompare(Compare c, IFacts facts)
    {
        if (c is { Left: Name fact, Right: Name option } && facts.Find(fact.Id) is FactValue.Choice choice) return Of((choice.Value == option.Id) == (c.Operator == "="));
        if (c.Left.Calculate(facts) is not { } left || c.Right.Calculate(facts) is not { } right) return Truth.Unknown;
        return Of(c.Operator switch
        {
            "<" => left < right,
            "<=" => left <= right,
            ">" => left > right,
            ">=" => left >= right,
            "=" => left == right,
            _ => left != right,
        });
    }

    private static Truth TestIn(In i, IFacts facts)
    {
        if (i.Item is Name name && facts.Find(name.Id) is FactValue.Choice choice) return Of(i.Items.OfType<Name>().Any(n => n.Id == choice.Value));
        return i.Item.Calculate(facts) is { } number ? Of(i.Items.OfType<Number>().Any(n => n.Value == number)) : Truth.Unknown;
    }

    private static Truth Of(bool value) => value ? Truth.True : Truth.False;

    private static Truth Min(Truth a, Truth b) => a < b ? a : b;

    private static Truth Max(Truth a, Truth b) => a > b ? a : b;
}
