using Google.OrTools.Sat;

namespace BotHost.Eligibility.Proving;

/// <summary>A fact of the household that is looked for.</summary>
internal abstract record Symbol
{
    private Symbol() { }

    public sealed record Number(ILiteral Known, Affine Value) : Symbol;

    /// <summary>Neither while it is unknown.</summary>
    public sealed record YesNo(ILiteral Yes, ILiteral No) : Symbol;

    /// <summary>The options of a choice or a set.</summary>
    public sealed record Options(ILiteral Known, IReadOnlyDictionary<string, ILiteral> Chosen) : Symbol;

    public sealed record List(ILiteral Known, IReadOnlyList<(ILiteral Present, IReadOnlyDictionary<string, Symbol> Fields)> Items) : Symbol;
}

/// <summary>Kleene's three values as two literals; neither is true while it is unknown.</summary>
internal readonly record struct Tri(ILiteral True, ILiteral False);

/// <summary>A solver model with the small logic that programs need; constants are folded away.</summary>
internal sealed class Logic
{
    private readonly ILiteral yes;
    private readonly ILiteral no;

    public Logic()
    {
        yes = Model.TrueLiteral();
        no = yes.Not();
    }

    public CpModel Model { get; } = new();

    public ILiteral Yes => yes;

    public ILiteral No => no;

    public Tri Unknown => new(no, no);

    public BoolVar NewBool(string name) => Model.NewBoolVar(name);

    public ILiteral Not(ILiteral a) => a.GetIndex() == yes.GetIndex() ? no : a.GetIndex() == no.GetIndex() ? yes : a.Not();

    public ILiteral All(params IEnumerable<ILiteral> parts)
    {
        var kept = parts.Where(p => p.GetIndex() != yes.GetIndex()).DistinctBy(p => p.GetIndex()).ToList();
        if (kept.Any(p => p.GetIndex() == no.GetIndex())) return no;
        if (kept.Count == 0) return yes;
        if (kept.Count == 1) return kept[0];
        var all = Model.NewBoolVar("");
        Model.AddBoolAnd(kept).OnlyEnforceIf(all);
        Model.AddBoolOr(kept.Select(p => p.Not()).Append(all));
        return all;
    }

    public ILiteral Any(params IEnumerable<ILiteral> parts) => Not(All(parts.Select(Not)));

    public static Tri Opposite(Tri a) => new(a.False, a.True);

    public Tri Both(Tri a, Tri b) => new(All(a.True, b.True), Any(a.False, b.False));

    public Tri Either(Tri a, Tri b) => Opposite(Both(Opposite(a), Opposite(b)));

    public Tri Of(ILiteral known, ILiteral truth) => new(All(known, truth), All(known, Not(truth)));

    /// <summary>True when the sum is at most zero.</summary>
    public ILiteral AtMostZero(Affine sum)
    {
        if (sum.IsConstant) return sum.Constant.Sign <= 0 ? yes : no;
        var holds = Model.NewBoolVar("");
        var numerator = sum.Numerator();
        Model.Add(numerator <= 0).OnlyEnforceIf(holds);
        Model.Add(numerator >= 1).OnlyEnforceIf(holds.Not());
        return holds;
    }

    public ILiteral IsZero(Affine sum) => All(AtMostZero(sum), AtMostZero(sum.Times(-1, 1)));
}
