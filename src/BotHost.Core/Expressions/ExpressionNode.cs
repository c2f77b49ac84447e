namespace BotHost.Core.Expressions;

/// <summary>The parsed form of an expression. A closed family.</summary>
public abstract record ExpressionNode
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
}
