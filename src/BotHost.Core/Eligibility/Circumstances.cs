using System.Collections.Immutable;
using BotHost.Core.Expressions;
using BotHost.Core.Facts;

namespace BotHost.Core.Eligibility;

/// <summary>
/// What a program's tests are read over: the facts as stated, what the household rules make of them, the local amounts
/// (<c>standard.X</c>), what other programs look like (<c>program.X</c>), and one person (<c>person.X</c>).
/// </summary>
public sealed class Circumstances : IFacts
{
    public const string ProgramPrefix = "program.";
    public const string PersonPrefix = "person.";

    private readonly IFacts stated;
    private readonly Standards standards;
    private readonly Dictionary<string, Derivation?> derived = [];
    private readonly Func<string, Determination?> program;

    /// <param name="stated">Facts as said; null values are unknown.</param>
    /// <param name="place">Division code; the longest prefix picks the local amounts.</param>
    /// <param name="today">The day that ages, amounts and twelve-month windows go by.</param>
    /// <param name="program">What another program looks like.</param>
    public Circumstances(IFacts stated, string place, DateOnly today, Standards standards, Func<string, Determination?> program)
    {
        (this.stated, this.standards, this.program) = (stated, standards, program);
        (Place, Today) = (place, today);
        Members = [.. (stated.Find("household.members") as FactValue.List)?.Items.Select(i => new Member(i, today)) ?? []];
    }

    public string Place { get; }

    public DateOnly Today { get; }

    internal ImmutableArray<Member> Members { get; }

    /// <summary>The person that <c>person.X</c> means; null stands for the subject.</summary>
    internal Person? About { get; private init; }

    internal Circumstances For(Person person) => new(stated, Place, Today, standards, program) { About = person };

    public FactValue? Find(string factId)
    {
        if (stated.Find(factId) is { } said) return said;
        if (factId.StartsWith(Standards.Prefix, StringComparison.Ordinal))
            return standards.Find(factId[Standards.Prefix.Length..])?.At(Place, Today) is { } amount ? FactValue.Of(amount.Amount) : null;
        if (factId.StartsWith(ProgramPrefix, StringComparison.Ordinal)) return program(factId[ProgramPrefix.Length..]) switch
        {
            { Outcome: EligibilityOutcome.Likely } => FactValue.Of(true),
            { Outcome: EligibilityOutcome.Unlikely } => FactValue.Of(false),
            _ => null,
        };
        return Derive(factId)?.Value;
    }

    /// <summary>The facts to ask for when <paramref name="factId"/> is unknown or not exact.</summary>
    public IEnumerable<string> Missing(string factId)
    {
        if (factId.StartsWith(Standards.Prefix, StringComparison.Ordinal)) return [factId];
        if (factId.StartsWith(ProgramPrefix, StringComparison.Ordinal)) return program(factId[ProgramPrefix.Length..]) is { } other ? [.. other.Blocking, .. other.Unset.Select(u => Standards.Prefix + u)] : [];
        return Derive(factId)?.Missing ?? [factId];
    }

    /// <summary>The stated facts behind <paramref name="factId"/>.</summary>
    public IEnumerable<string> Used(string factId)
    {
        if (factId.StartsWith(ProgramPrefix, StringComparison.Ordinal))
            return program(factId[ProgramPrefix.Length..])?.Criteria.Where(c => c.Outcome is CriterionOutcome.Met or CriterionOutcome.Unmet).SelectMany(c => c.Facts).Distinct() ?? [];
        return Derive(factId) is { } worked && stated.Find(factId) is null ? worked.Used : [factId];
    }

    /// <summary>The date and number of a local amount, for telling where it comes from.</summary>
    public StandardValue? StandardAt(string id) => standards.Find(id)?.At(Place, Today);

    internal decimal? Number(string factId) => (Find(factId) as FactValue.Number)?.Value;

    internal FactValue.Number? Amount(string factId) => Find(factId) as FactValue.Number;

    internal string? Word(string factId) => Find(factId) switch { FactValue.Choice c => c.Value, FactValue.Text t => t.Value, _ => null };

    internal bool? Yes(string factId) => (Find(factId) as FactValue.YesNo)?.Value;

    /// <summary>True when the set fact is known and has the option.</summary>
    internal bool Has(string factId, string option) => Find(factId) is FactValue.Set set && set.Values.Contains(option);

    private Derivation? Derive(string factId)
    {
        if (derived.TryGetValue(factId, out var known)) return known;
        var rule = factId.StartsWith(PersonPrefix, StringComparison.Ordinal) ? (About ?? Person.Subject(this)).Derive(factId) : HouseholdRules.Derive(factId, this);
        return derived[factId] = rule;
    }
}
