namespace BotHost.Core.Expressions;

/// <summary>
/// A number as far as it is known: between <paramref name="Low"/> and <paramref name="High"/>, both included; equal when it is exact.
/// An amount that people round (四万多) or that depends on an open bill is a span, so that a comparison it straddles stays unknown.
/// </summary>
internal readonly record struct Span(decimal Low, decimal High)
{
    /// <summary>Stands for "no upper limit"; far above any amount of a household, and safe to multiply.</summary>
    public const decimal Unbounded = 1_000_000_000_000m;

    public static Span Exactly(decimal value) => new(value, value);

    public static Span operator +(Span a, Span b) => new(a.Low + b.Low, a.High + b.High);

    public static Span operator -(Span a, Span b) => new(a.Low - b.High, a.High - b.Low);

    public static Span operator *(Span a, Span b)
    {
        var (w, x, y, z) = (a.Low * b.Low, a.Low * b.High, a.High * b.Low, a.High * b.High);
        return new(Math.Min(Math.Min(w, x), Math.Min(y, z)), Math.Max(Math.Max(w, x), Math.Max(y, z)));
    }

    /// <summary>Null when the divisor may be zero.</summary>
    public static Span? Divide(Span a, Span by)
    {
        if (by.Low <= 0 && by.High >= 0) return null;
        if (by.Low != by.High) return a * new Span(1 / by.High, 1 / by.Low);
        var low = a.Low / by.Low;
        if (a.Low == a.High) return Exactly(low);
        var high = a.High / by.Low;
        return new(Math.Min(low, high), Math.Max(low, high));
    }

    public Truth Less(Span other) => High < other.Low ? Truth.True : Low >= other.High ? Truth.False : Truth.Unknown;

    public Truth AtMost(Span other) => High <= other.Low ? Truth.True : Low > other.High ? Truth.False : Truth.Unknown;

    public Truth Same(Span other) => Low == High && this == other ? Truth.True : High < other.Low || Low > other.High ? Truth.False : Truth.Unknown;
}
