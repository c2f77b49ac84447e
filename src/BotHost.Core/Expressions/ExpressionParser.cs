using Parlot;
using Parlot.Fluent;
using static Parlot.Fluent.Parsers;

namespace BotHost.Core.Expressions;

/// <summary>The grammar: <c>or</c>, <c>and</c>, <c>not</c>, comparisons, <c>has</c>, <c>in [ … ]</c>, arithmetic and <c>any/all/count/sum/max(list, …)</c>, in rising order of binding.</summary>
internal static class ExpressionParser
{
    private static readonly string[] Keywords = ["and", "or", "not", "has", "in", "true", "false"];
    private static readonly Parser<ExpressionNode> Grammar = Build();

    /// <summary>Parses the whole text; null, with a 0-based column, when it is no expression.</summary>
    public static ExpressionNode? Parse(string text, out int errorColumn)
    {
        var context = new ParseContext(new Scanner(text));
        var result = new ParseResult<ExpressionNode>();
        if (Grammar.Parse(context, ref result))
        {
            context.SkipWhiteSpace();
            errorColumn = context.Scanner.Cursor.Offset;
            return errorColumn >= text.Length ? result.Value : null;
        }

        errorColumn = context.Scanner.Cursor.Offset;
        return null;
    }

    private static Parser<ExpressionNode> Build()
    {
        var word = Terms.Identifier(extraPart: c => c == '.');
        Parser<TextSpan> Keyword(string keyword) => word.When((_, span) => span.Span.SequenceEqual(keyword));
        var name = word.When((_, span) => !Keywords.Contains(span.ToString())).Then(span => new ExpressionNode.Name(span.ToString()!, span.Offset));

        var expression = Deferred<ExpressionNode>();
        var number = Terms.Decimal().Then<ExpressionNode>(d => new ExpressionNode.Number(d));
        var literal = Keyword("true").Then<ExpressionNode>(_ => new ExpressionNode.Literal(true)).Or(Keyword("false").Then<ExpressionNode>(_ => new ExpressionNode.Literal(false)));
        var group = Between(Terms.Char('('), expression, Terms.Char(')'));
        Parser<TextSpan> OneOf(string[] words) => word.When((_, span) => words.Contains(span.ToString()));
        var over = Terms.Char('(').SkipAnd(name).AndSkip(Terms.Char(',')).And(expression).AndSkip(Terms.Char(')'));
        var counted = OneOf(["any", "all", "count"]).And(over).Then<ExpressionNode>(x => new ExpressionNode.Counted(x.Item1.ToString()!, x.Item2.Item1, x.Item2.Item2));
        var totalled = OneOf(["sum", "max"]).And(over).Then<ExpressionNode>(x => new ExpressionNode.Totalled(x.Item1.ToString()!, x.Item2.Item1, x.Item2.Item2));
        var primary = number.Or(group).Or(counted).Or(totalled).Or(literal).Or(name.Then<ExpressionNode>(n => n));

        var product = primary.And(ZeroOrMany(Terms.Char('*').Or(Terms.Char('/')).And(primary))).Then(Fold);
        var sum = product.And(ZeroOrMany(Terms.Char('+').Or(Terms.Char('-')).And(product))).Then(Fold);

        var operators = Terms.Text("<=").Or(Terms.Text(">=")).Or(Terms.Text("!=")).Or(Terms.Text("<")).Or(Terms.Text(">")).Or(Terms.Text("="));
        var compare = sum.And(operators).And(sum).Then<ExpressionNode>(x => new ExpressionNode.Compare(x.Item2, x.Item1, x.Item3));
        var has = name.AndSkip(Keyword("has")).And(name).Then<ExpressionNode>(x => new ExpressionNode.Has(x.Item1, x.Item2));
        var item = number.Or(name.Then<ExpressionNode>(n => n));
        var isIn = sum.AndSkip(Keyword("in")).And(Between(Terms.Char('['), Separated(Terms.Char(','), item), Terms.Char(']'))).Then<ExpressionNode>(x => new ExpressionNode.In(x.Item1, x.Item2));
        var test = has.Or(isIn).Or(compare).Or(sum);

        var not = Deferred<ExpressionNode>();
        not.Parser = Keyword("not").SkipAnd(not).Then<ExpressionNode>(n => new ExpressionNode.Not(n)).Or(test);
        var and = not.And(ZeroOrMany(Keyword("and").SkipAnd(not))).Then(x => x.Item2.Aggregate(x.Item1, (left, right) => new ExpressionNode.And(left, right)));
        expression.Parser = and.And(ZeroOrMany(Keyword("or").SkipAnd(and))).Then(x => x.Item2.Aggregate(x.Item1, (left, right) => new ExpressionNode.Or(left, right)));
        return expression;
    }

    private static ExpressionNode Fold((ExpressionNode First, IReadOnlyList<(char Operator, ExpressionNode Right)> More) x) =>
        x.More.Aggregate(x.First, (left, next) => new ExpressionNode.Arithmetic(next.Operator, left, next.Right));
}
