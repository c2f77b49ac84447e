using System.Numerics;
using Google.OrTools.Sat;

namespace BotHost.Eligibility.Proving;

/// <summary>A sum of whole-number variables with rational weights, kept exactly: (Σ weight × variable + constant) ÷ denominator.</summary>
internal sealed record Affine(IReadOnlyDictionary<IntVar, BigInteger> Weights, BigInteger Constant, BigInteger Denominator)
{
    private static readonly Dictionary<IntVar, BigInteger> NoWeights = [];

    public static Affine Of(IntVar variable) => new(new Dictionary<IntVar, BigInteger> { [variable] = 1 }, 0, 1);

    public static Affine Of(decimal value)
    {
        BigInteger denominator = 1;
        while (value != decimal.Truncate(value)) (value, denominator) = (value * 10, denominator * 10);
        return new(NoWeights, new BigInteger(value), denominator);
    }

    public bool IsConstant => Weights.Count == 0;

    public static Affine operator +(Affine a, Affine b)
    {
        var weights = a.Weights.ToDictionary(w => w.Key, w => w.Value * b.Denominator);
        foreach (var (variable, weight) in b.Weights) weights[variable] = weights.GetValueOrDefault(variable) + weight * a.Denominator;
        return new Affine(weights.Where(w => !w.Value.IsZero).ToDictionary(), a.Constant * b.Denominator + b.Constant * a.Denominator, a.Denominator * b.Denominator).Reduced();
    }

    public static Affine operator -(Affine a, Affine b) => a + b.Times(-1, 1);

    /// <summary>Times <paramref name="factor"/>, divided by <paramref name="divisor"/> (not zero).</summary>
    public Affine Times(BigInteger factor, BigInteger divisor)
    {
        if (divisor.Sign < 0) (factor, divisor) = (-factor, -divisor);
        return factor.IsZero ? Of(0) : new Affine(Weights.ToDictionary(w => w.Key, w => w.Value * factor), Constant * factor, Denominator * divisor).Reduced();
    }

    /// <summary>The numerator as the solver takes it; the sign of the whole is the sign of this.</summary>
    /// <exception cref="OverflowException">The numbers are too large for the solver.</exception>
    public LinearExpr Numerator()
    {
        var sum = LinearExpr.NewBuilder();
        foreach (var (variable, weight) in Weights) sum.AddTerm(variable, (long)weight);
        return sum.Add((long)Constant);
    }

    private Affine Reduced()
    {
        var common = Weights.Values.Aggregate(BigInteger.GreatestCommonDivisor(Constant, Denominator), BigInteger.GreatestCommonDivisor);
        return common <= 1 ? this : new(Weights.ToDictionary(w => w.Key, w => w.Value / common), Constant / common, Denominator / common);
    }
}
