using System.Collections.Immutable;
using BotHost.Core.Expressions;
using BotHost.Core.Facts;

namespace BotHost.Core.Eligibility;

/// <summary>
/// What a program's tests are read over: the facts as stated, what the household rules make of them, the local amounts
/// (<c>standard.X</c>), what other programs look like (<c>program.X</c>), and one person (<c>person.X</c>). Each is worked out once, when first asked for.
/// </summary>
public sealed class Circumstances : IFacts
{
    public const string ProgramPrefix = "program.";
    public const string PersonPrefix = "person.";

    private readonly IFacts stated;
    private readonly Standards standards;
    private readonly Slots slots;
    private readonly IOtherPrograms programs;

    /// <summary>What is known of the household, by slot; what is known of one person lies in <see cref="own"/>.</summary>
    private readonly Known[] shared;
    private Known[]? own;
    private Dictionary<string, Derivation?>? unslotted;

    /// <param name="stated">Facts as said; null values are unknown.</param>
    /// <param name="place">Division code; the longest prefix picks the local amounts.</param>
    /// <param name="today">The day that ages, amounts and twelve-month windows go by.</param>
    internal Circumstances(IFacts stated, string place, DateOnly today, Standards standards, Slots slots, IOtherPrograms programs)
    {
        (this.stated, this.standards, this.slots, this.programs) = (stated, standards, slots, programs);
        (Place, Today) = (place, today);
        shared = new Known[slots.Count];
        Members = Listed(stated.Find("household.members") as FactValue.List, today);
        About = Person.Subject(this);
    }

    private Circumstances(Circumstances household, Person person)
    {
        (stated, standards, slots, programs, shared) = (household.stated, household.standards, household.slots, household.programs, household.shared);
        (Place, Today, Members, About) = (household.Place, household.Today, household.Members, person);
    }

    public string Place { get; }

    public DateOnly Today { get; }

    internal ImmutableArray<Member> Members { get; }

    /// <summary>The person that <c>person.X</c> means: the subject, unless it is one of the others.</summary>
    internal Person About { get; }

    internal Circumstances For(Person person) => new(this, person);

    public FactValue? Find(string factId)
    {
        var slot = slots.Of(factId);
        if (slot >= 0) return At(slot, factId).Value;
        if (stated.Find(factId) is { } said) return said;
        return Slots.Kind(factId) switch
        {
            FactKind.Standard => standards.Find(factId[Standards.Prefix.Length..])?.At(Place, Today)?.Value,
            FactKind.Program => Look(factId[ProgramPrefix.Length..]),
            _ => Derive(factId)?.Value,
        };
    }

    public FactValue? Find(FactName fact) => At(fact.Slot, fact.Id).Value;

    /// <summary>The facts to ask for when <paramref name="factId"/> is unknown or not exact.</summary>
    public IEnumerable<string> Missing(string factId) => Slots.Kind(factId) switch
    {
        FactKind.Standard => [factId],
        FactKind.Program => programs.Find(factId[ProgramPrefix.Length..]) is { } other ? [.. other.Blocking, .. other.Unset.Select(u => Standards.Prefix + u)] : [],
        _ => Derive(factId) is { } worked ? worked.Missing : [factId],
    };

    /// <summary>What kinds of things <see cref="Missing"/> would name.</summary>
    internal Wanting Wants(string factId) => (slots.Of(factId) is >= 0 and var slot ? slots[slot] : Slots.Kind(factId)) switch
    {
        FactKind.Standard => Wanting.Amounts,
        FactKind.Program => programs.Wants(factId[ProgramPrefix.Length..]),
        _ => Derive(factId)?.Wants ?? Wanting.Facts,
    };

    /// <summary>The stated facts behind <paramref name="factId"/>.</summary>
    public IEnumerable<string> Used(string factId)
    {
        if (Slots.Kind(factId) == FactKind.Program)
            return programs.Find(factId[ProgramPrefix.Length..])?.Criteria.Where(c => c.Outcome is CriterionOutcome.Met or CriterionOutcome.Unmet).SelectMany(c => c.Facts).Distinct() ?? [];
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

    /// <summary>What the household rules make of a fact; null for one that is only stated.</summary>
    internal Derivation? Derive(string factId)
    {
        if (slots.Of(factId) is >= 0 and var slot)
        {
            ref var known = ref Cell(slot);
            if (known.HasRule) return known.Rule;
            var rule = Rule(factId);
            Cell(slot).Keep(rule);
            return rule;
        }

        unslotted ??= [];
        return unslotted.TryGetValue(factId, out var worked) ? worked : unslotted[factId] = Rule(factId);
    }

    private Derivation? Rule(string factId) => Slots.Kind(factId) == FactKind.Person ? About.Derive(factId) : HouseholdRules.Derive(factId, this);

    private ref Known Cell(int slot)
    {
        if (slots.Person(slot) is >= 0 and var person) return ref (own ??= new Known[slots.OfPersons])[person];
        return ref shared[slot];
    }

    private Known At(int slot, string factId)
    {
        ref var known = ref Cell(slot);
        if (known.HasValue) return known;
        var value = stated.Find(factId) ?? slots[slot] switch
        {
            FactKind.Standard => standards.Find(factId[Standards.Prefix.Length..])?.At(Place, Today)?.Value,
            FactKind.Program => Look(factId[ProgramPrefix.Length..]),
            _ => Derive(factId)?.Value,
        };
        known = ref Cell(slot);
        known.Keep(value);
        return known;
    }

    private FactValue.YesNo? Look(string program) => programs.Outcome(program) switch
    {
        EligibilityOutcome.Likely => FactValue.Yes,
        EligibilityOutcome.Unlikely => FactValue.No,
        _ => null,
    };

    private static ImmutableArray<Member> Listed(FactValue.List? list, DateOnly today)
    {
        if (list is null) return [];
        var members = ImmutableArray.CreateBuilder<Member>(list.Items.Length);
        foreach (var item in list.Items) members.Add(new(item, today));
        return members.MoveToImmutable();
    }

    /// <summary>A value once looked for, and a rule once applied.</summary>
    private struct Known
    {
        public FactValue? Value;
        public Derivation? Rule;
        public bool HasValue;
        public bool HasRule;

        public void Keep(FactValue? value) => (Value, HasValue) = (value, true);

        public void Keep(Derivation? rule) => (Rule, HasRule) = (rule, true);
    }
}

/// <summary>What other programs look like, as one that leans on them reads it.</summary>
internal interface IOtherPrograms
{
    /// <summary>Null for an unknown program, and for one that is being judged just now: unknown, never endless.</summary>
    EligibilityOutcome? Outcome(string program);

    /// <summary>What would settle it: facts, amounts, or both.</summary>
    Wanting Wants(string program);

    /// <summary>The whole determination, for telling what is behind it.</summary>
    Determination? Find(string program);
}
