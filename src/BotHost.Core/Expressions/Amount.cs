using BotHost.Core.Facts;

namespace BotHost.Core.Expressions;

/// <summary>Where a value comes from: a fact, or a field of the item that a quantifier looks at.</summary>
internal abstract class Source
{
    public abstract FactValue? Find(IFacts facts, Item item);

    public sealed class Fact(FactName name) : Source
    {
        public override FactValue? Find(IFacts facts, Item item) => facts.Find(name);
    }

    public sealed class Field(string name) : Source
    {
        public override FactValue? Find(IFacts facts, Item item) => item.Fields is { } fields && fields.TryGetValue(name, out var value) ? value : null;
    }
}

/// <summary>A compiled calculation over spans, without allocating.</summary>
internal abstract class Amount
{
    /// <summary>False while it cannot be said.</summary>
    public abstract bool Calculate(IFacts facts, Item item, out Span span);
}

internal sealed class Constant(decimal value) : Amount
{
    public override bool Calculate(IFacts facts, Item item, out Span span)
    {
        span = Span.Exactly(value);
        return true;
    }
}

internal sealed class NumberFact(Source source) : Amount
{
    public override bool Calculate(IFacts facts, Item item, out Span span)
    {
        span = default;
        if (source.Find(facts, item) is not FactValue.Number known) return false;
        span = new(known.Min ?? known.Value, known.Max ?? known.Value);
        return true;
    }
}

internal sealed class Combined(char sign, Amount left, Amount right) : Amount
{
    public override bool Calculate(IFacts facts, Item item, out Span span)
    {
        span = default;
        if (!left.Calculate(facts, item, out var a) || !right.Calculate(facts, item, out var b)) return false;
        if (sign == '/')
        {
            if (Span.Divide(a, b) is not { } quotient) return false;
            span = quotient;
            return true;
        }

        span = sign switch { '+' => a + b, '-' => a - b, _ => a * b };
        return true;
    }
}

/// <summary>How many items of a list meet a condition: between those that surely do and those that may.</summary>
internal sealed class CountOf(Source list, Condition condition) : Amount
{
    public override bool Calculate(IFacts facts, Item item, out Span span)
    {
        span = default;
        if (list.Find(facts, item) is not FactValue.List known) return false;
        var (sure, possible) = (0, 0);
        foreach (var each in known.Items)
        {
            var truth = condition.Test(facts, new(each));
            if (truth == Truth.True) sure++;
            if (truth != Truth.False) possible++;
        }

        span = new(sure, possible);
        return true;
    }
}

/// <summary>The sum, or the largest and never below zero, of an amount over the items of a list.</summary>
internal sealed class TotalOf(bool sum, Source list, Amount amount) : Amount
{
    public override bool Calculate(IFacts facts, Item item, out Span span)
    {
        span = default;
        if (list.Find(facts, item) is not FactValue.List known) return false;
        foreach (var each in known.Items)
        {
            if (!amount.Calculate(facts, new(each), out var one)) return false;
            span = sum ? span + one : new(Math.Max(span.Low, one.Low), Math.Max(span.High, one.High));
        }

        return true;
    }
}
