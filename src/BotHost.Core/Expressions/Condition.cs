using System.Collections.Immutable;
using BotHost.Core.Facts;

namespace BotHost.Core.Expressions;

/// <summary>The fields of one item of a list fact.</summary>
internal readonly record struct Item(ImmutableSortedDictionary<string, FactValue>? Fields)
{
    public static Item None => default;
}

/// <summary>A compiled condition: evaluates in Kleene's three values, without allocating.</summary>
/// <param name="facts">The facts it reads; inside a quantifier, those of the quantifier count.</param>
internal abstract class Condition(ImmutableArray<FactName> facts)
{
    /// <param name="item">The item a quantifier looks at; none outside of one.</param>
    public abstract Truth Test(IFacts facts, Item item);

    /// <summary>Adds the facts that made the truth what it is: of <c>a and b</c> with a false, only a; while unknown, only the unknown sides.</summary>
    public virtual void Decisive(IFacts known, List<FactName> into)
    {
        foreach (var fact in facts) into.Add(fact);
    }

    protected static Truth Opposite(Truth truth) => Truth.True - (int)truth;

    protected static Truth Of(bool value) => value ? Truth.True : Truth.False;

    protected static Truth Min(Truth a, Truth b) => a < b ? a : b;

    protected static Truth Max(Truth a, Truth b) => a > b ? a : b;
}

internal sealed class Always(bool value) : Condition([])
{
    public override Truth Test(IFacts facts, Item item) => Of(value);
}

internal sealed class Negation(Condition operand) : Condition([])
{
    public override Truth Test(IFacts facts, Item item) => Opposite(operand.Test(facts, item));

    public override void Decisive(IFacts known, List<FactName> into) => operand.Decisive(known, into);
}

/// <summary><c>and</c> (the least true side) or <c>or</c> (the truest).</summary>
internal sealed class Joined(bool and, Condition left, Condition right) : Condition([])
{
    private readonly Truth settles = and ? Truth.False : Truth.True;

    public override Truth Test(IFacts facts, Item item)
    {
        var first = left.Test(facts, item);
        if (first == settles) return first;
        var second = right.Test(facts, item);
        return and ? Min(first, second) : Max(first, second);
    }

    public override void Decisive(IFacts known, List<FactName> into)
    {
        var (l, r) = (left.Test(known, Item.None), right.Test(known, Item.None));
        var whole = and ? Min(l, r) : Max(l, r);
        var both = whole == Opposite(settles);
        if (both || l == whole) left.Decisive(known, into);
        if (both || l != whole || (whole == Truth.Unknown && r == whole)) right.Decisive(known, into);
    }
}

internal sealed class YesNoFact(Source source, ImmutableArray<FactName> facts) : Condition(facts)
{
    public override Truth Test(IFacts facts, Item item) => source.Find(facts, item) is FactValue.YesNo said ? Of(said.Value) : Truth.Unknown;
}

internal sealed class HasOption(Source set, string option, ImmutableArray<FactName> facts) : Condition(facts)
{
    public override Truth Test(IFacts facts, Item item) => set.Find(facts, item) is FactValue.Set known ? Of(known.Values.Contains(option)) : Truth.Unknown;
}

internal sealed class ChoiceAmong(Source choice, ImmutableArray<string> options, bool among, ImmutableArray<FactName> facts) : Condition(facts)
{
    public override Truth Test(IFacts facts, Item item) => choice.Find(facts, item) is FactValue.Choice known ? Of(options.Contains(known.Value) == among) : Truth.Unknown;
}

internal sealed class NumberAmong(Amount amount, ImmutableArray<decimal> numbers, ImmutableArray<FactName> facts) : Condition(facts)
{
    public override Truth Test(IFacts facts, Item item)
    {
        if (!amount.Calculate(facts, item, out var known)) return Truth.Unknown;
        var found = Truth.False;
        foreach (var number in numbers) found = Max(found, known.Same(Span.Exactly(number)));
        return found;
    }
}

internal sealed class Comparison(string sign, Amount left, Amount right, ImmutableArray<FactName> facts) : Condition(facts)
{
    public override Truth Test(IFacts facts, Item item)
    {
        if (!left.Calculate(facts, item, out var a) || !right.Calculate(facts, item, out var b)) return Truth.Unknown;
        return sign switch
        {
            "<" => a.Less(b),
            "<=" => a.AtMost(b),
            ">" => b.Less(a),
            ">=" => b.AtMost(a),
            "=" => a.Same(b),
            _ => Opposite(a.Same(b)),
        };
    }
}

/// <summary><c>any</c> or <c>all</c> over the items of a list fact.</summary>
internal sealed class Quantifier(bool all, Source list, Condition condition, ImmutableArray<FactName> facts) : Condition(facts)
{
    public override Truth Test(IFacts facts, Item item)
    {
        if (list.Find(facts, item) is not FactValue.List known) return Truth.Unknown;
        var so = Of(all);
        foreach (var each in known.Items) so = all ? Min(so, condition.Test(facts, new(each))) : Max(so, condition.Test(facts, new(each)));
        return so;
    }
}
