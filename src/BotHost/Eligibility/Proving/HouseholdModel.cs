using System.Collections.Immutable;
using BotHost.Core.Eligibility;
using BotHost.Core.Facts;
using Google.OrTools.Sat;

namespace BotHost.Eligibility.Proving;

/// <summary>
/// A household as unknowns: every fact a whole number, a choice or unsaid, within the ranges below. What the household rules work out is written down
/// the way they work it out for exact amounts; lists (members, homes) are not said, unless they are left free.
/// </summary>
internal sealed class HouseholdModel
{
    public const int LargestAmount = 300_000;

    /// <summary>Always said: the others may be left open.</summary>
    private static readonly string[] Basic = ["household.size", "income.household_annual", "expense.medical_self_paid"];
    private static readonly string[] Bills = ["expense.education_annual", "expense.rehab_annual", "expense.employment_annual"];
    private static readonly string[] Sudden = ["accident", "disaster", "death"];
    private static readonly string[] Recognised = ["dibao", "dibao_single", "tekun", "dibao_margin", "rigid_expenditure", "monitored", "out_of_poverty", "orphan", "unsupported_child"];

    private readonly FactCatalogue catalogue;
    private readonly int size;
    private readonly bool free;
    private readonly Dictionary<string, Symbol?> symbols = [];
    private readonly Dictionary<string, Func<ReadOnly, FactValue?>> read = [];

    /// <param name="size">Persons in the household: a constant, so that amounts a head are sums.</param>
    /// <param name="free">True lets lists and what is worked out from them be anything: more households than there are, for showing that none would do.</param>
    public HouseholdModel(Logic logic, FactCatalogue catalogue, int size, bool free = false) => (Logic, this.catalogue, this.size, this.free) = (logic, catalogue, size, free);

    public Logic Logic { get; }

    /// <summary>What is kept small: how much is said, then the amounts.</summary>
    public List<LinearExpr> Costs { get; } = [];

    /// <param name="content">What other programs look like, and the local amounts: these differ between two contents, the household does not.</param>
    public Symbol? Find(string id, IContentModel content)
    {
        if (symbols.TryGetValue(id, out var known)) return known;
        if (id.StartsWith(Standards.Prefix, StringComparison.Ordinal)) return content.Standard(id[Standards.Prefix.Length..]) is { } amount ? new Symbol.Number(Logic.Yes, Affine.Of(amount)) : null;
        if (id.StartsWith(Circumstances.ProgramPrefix, StringComparison.Ordinal)) return Of(content.Looks(id[Circumstances.ProgramPrefix.Length..]));
        return id switch
        {
            "identity.dibao_margin" => Identity(["dibao_margin"], content, ["dibao_margin"]),
            "identity.dibao" => Dibao(content),
            "identity.low_income" => Identity(Recognised, content, ["tekun", "dibao", "dibao_margin"]),
            "local.dibao_monthly" => LocalDibao(content),
            _ => symbols[id] = (free ? Anything(catalogue.Find(id)) : null) ?? Household(id),
        };
    }

    /// <summary>The facts of the household that was found.</summary>
    public ImmutableSortedDictionary<string, FactValue> Found(CpSolver solver) => read.Select(r => (r.Key, Value: r.Value(new(solver)))).Where(r => r.Value is not null)
        .Append(("household.size", FactValue.Of((decimal)size))).ToImmutableSortedDictionary(r => r.Item1, r => r.Item2!, StringComparer.Ordinal);

    private Symbol? Household(string id) => id switch
    {
        "household.size" or "household.counted" => new Symbol.Number(Logic.Yes, Affine.Of(size)),
        "income.counted_annual" => Plain("income.household_annual"),
        "expense.deducted_annual" or "expense.deducted_stated" or "expense.rigid_annual" => Deducted(),
        "income.per_capita_annual" => PerHead(1),
        "income.per_capita_monthly" or "income.per_capita_stated" => PerHead(12),
        "assets.home_count" => Plain("assets.houses"),
        "assets.own_vehicles" => new Symbol.List(Plain("assets.cars") is Symbol.Number cars ? Logic.All(cars.Known, Logic.AtMostZero(cars.Value)) : Logic.No, []),
        "support.state" => Plain("subject.no_supporters") is Symbol.YesNo none ? Options(Logic.Any(none.Yes, none.No), ("none", none.Yes), ("able", none.No)) : null,
        "event.kind" => EventKind(),
        "event.sudden" => Option("event.kind", Sudden) is var sudden && Option("hardship.kind", ["illness"]) is var ill && Plain("hardship.urgent") is Symbol.YesNo urgent && Plain("expense.disaster_loss") is Symbol.Number loss
            ? new Symbol.YesNo(Logic.Any(sudden, Logic.All(urgent.Yes, ill), Logic.All(Option("hardship.kind", ["crop_or_livestock_loss"]), loss.Known, Logic.Not(Logic.AtMostZero(loss.Value)))), Logic.No) : null,
        // Short answers about everybody at once settle other facts; households are looked for that told each fact by itself.
        "household.has" or "work.plans" or "assets.extra" or "event.told" => Options(Logic.No),
        "household.short_of_fees" => new Symbol.YesNo(Logic.Any(Option("hardship.kind", ["education"]), Option("hardship.need", ["schooling"])), Logic.No),
        "support.excused_income" => Plain("subject.no_supporters") is Symbol.YesNo told ? new Symbol.Number(Logic.Any(told.Yes, told.No), Affine.Of(0)) : null,
        "household.in_school" => Plain("household.students") is Symbol.Number students ? new Symbol.YesNo(Logic.Any(Logic.All(students.Known, Logic.Not(Logic.AtMostZero(students.Value))), Logic.All(Logic.Not(students.Known), Option("hardship.kind", ["education"]))), Logic.All(students.Known, Logic.AtMostZero(students.Value))) : null,
        "work.wants_training" => Plain("work.training_wanted") is Symbol.Options wanted ? Of(Logic.Of(wanted.Known, Logic.Any(wanted.Chosen.Values))) : null,
        "person.relation" => Options(Logic.Yes, ("self", Logic.Yes)),
        "person.needs_care" => Plain("subject.needs_care") is Symbol.YesNo care ? new Symbol.YesNo(Logic.Any(care.Yes, Logic.All(Logic.Not(care.No), Logic.Any(Option("hardship.need", ["care"]), Option("subject.care_level", ["moderate", "severe", "total"])))), care.No) : null,
        "person.seriously_ill" => Plain("illness.listed_serious"),
        "person.employed" => new Symbol.YesNo(Logic.No, Option("subject.labour_capacity", ["none"])),
        _ when id.StartsWith(Circumstances.PersonPrefix, StringComparison.Ordinal) => Plain("subject." + id[Circumstances.PersonPrefix.Length..]),
        _ => Plain(id),
    };

    /// <summary>A fact as people say it; null for a list, a text, a day or one that is worked out in ways that are not written down here.</summary>
    private Symbol? Plain(string id)
    {
        if (symbols.TryGetValue(id, out var made)) return made;
        if (catalogue.Find(id) is not { Derived: "" } fact) return null;
        return symbols[id] = fact.Type switch
        {
            FactType.Money or FactType.Count or FactType.Age or FactType.Number => Number(fact),
            FactType.YesNo => YesNo(fact),
            FactType.OneOf => Choice(fact),
            FactType.SetOf => Set(fact),
            _ => null,
        };
    }

    private Symbol.Number Number(FactDefinition fact)
    {
        var (low, high) = ((long)Math.Ceiling(fact.Min ?? 0), (long)Math.Min(fact.Max ?? LargestAmount, LargestAmount));
        var amount = Logic.Model.NewIntVar(low, high, fact.Id);
        var known = Known(fact.Id);
        Logic.Model.Add(amount == low).OnlyEnforceIf(Logic.Not(known));
        Costs.Add(amount);
        read[fact.Id] = s => s.Is(known) ? FactValue.Of((decimal)s.Value(amount)) : null;
        return new(known, Affine.Of(amount));
    }

    private Symbol.YesNo YesNo(FactDefinition fact)
    {
        var (known, said) = (Known(fact.Id), Logic.NewBool(fact.Id));
        Logic.Model.AddImplication(Logic.Not(known), said.Not());
        read[fact.Id] = s => s.Is(known) ? FactValue.Of(s.Is(said)) : null;
        return Of(Logic.Of(known, said));
    }

    private Symbol.Options Choice(FactDefinition fact)
    {
        var known = Known(fact.Id);
        var chosen = fact.Options.ToDictionary(o => o, o => (ILiteral)Logic.NewBool(fact.Id + "=" + o));
        Logic.Model.AddExactlyOne(chosen.Values.Append(Logic.Not(known)));
        read[fact.Id] = s => s.Is(known) ? new FactValue.Choice(chosen.Single(c => s.Is(c.Value)).Key) : null;
        return new(known, chosen);
    }

    private Symbol.Options Set(FactDefinition fact)
    {
        var known = Known(fact.Id);
        var chosen = fact.Options.Where(o => o != "none").ToDictionary(o => o, o => (ILiteral)Logic.NewBool(fact.Id + "=" + o));
        foreach (var option in chosen.Values)
        {
            Logic.Model.AddImplication(option, known);
            Costs.Add(LinearExpr.Term((BoolVar)option, 1_000));
        }

        read[fact.Id] = s => s.Is(known) ? FactValue.Set.Of(chosen.Where(c => s.Is(c.Value)).Select(c => c.Key)) : null;
        return new(known, chosen);
    }

    /// <summary>A list of two, or a choice that is worked out from lists; null for all others.</summary>
    private Symbol? Anything(FactDefinition? fact) => fact switch
    {
        { Type: FactType.List } => new Symbol.List(Known(fact.Id), [.. Enumerable.Range(0, 2).Select(_ => ((ILiteral)Logic.NewBool(fact.Id), Fields(fact)))]),
        { Id: "support.state" or "family.father" or "family.mother" or "person.relation" or "person.student" } => Choice(fact),
        { Id: "person.full_time" or "person.employed" or "person.needs_care" or "event.sudden" or "family.parent_lives" } => YesNo(fact),
        { Id: "assets.home_area" or "event.cost" or "support.excused_income" } => Number(fact),
        _ => null,
    };

    private Dictionary<string, Symbol> Fields(FactDefinition list)
    {
        var fields = new Dictionary<string, Symbol>();
        foreach (var field in list.Fields)
        {
            if (field.Type is FactType.Money or FactType.Count or FactType.Age or FactType.Number) fields[field.Id] = Number(field);
            else if (field.Type == FactType.YesNo) fields[field.Id] = YesNo(field);
            else if (field.Type == FactType.OneOf) fields[field.Id] = Choice(field);
        }

        return fields;
    }

    private ILiteral Known(string id)
    {
        if (Basic.Contains(id)) return Logic.Yes;
        var known = Logic.NewBool("known " + id);
        Costs.Add(LinearExpr.Term(known, 10_000_000));
        return known;
    }

    private Symbol.Number Deducted()
    {
        var sum = ((Symbol.Number)Plain("expense.medical_self_paid")!).Value;
        // A bill that nobody named is nothing: an unsaid amount is pinned to zero.
        foreach (var bill in Bills) sum += ((Symbol.Number)Plain(bill)!).Value;
        return new(Logic.Yes, sum);
    }

    private Symbol.Number PerHead(int months)
    {
        const string Left = "income after bills";
        if (!symbols.TryGetValue(Left, out var left))
        {
            var rest = Logic.Model.NewIntVar(0, LargestAmount, Left);
            Logic.Model.AddMaxEquality(rest, [(((Symbol.Number)Plain("income.household_annual")!).Value - Deducted().Value).Numerator(), LinearExpr.Constant(0)]);
            symbols[Left] = left = new Symbol.Number(Logic.Yes, Affine.Of(rest));
        }

        return new(Logic.Yes, ((Symbol.Number)left!).Value.Times(1, size * months));
    }

    private Symbol.Number? LocalDibao(IContentModel content)
    {
        var (rural, urban) = (content.Standard("dibao_rural_monthly"), content.Standard("dibao_urban_monthly"));
        var inTown = Option("subject.hukou", ["urban"]);
        if (rural == urban) return rural is null ? null : new(Logic.Yes, Affine.Of(rural.Value));
        if (rural is null) return new(inTown, Affine.Of(urban!.Value));
        if (urban is null) return new(Logic.Not(inTown), Affine.Of(rural.Value));
        var town = Logic.Model.NewIntVar(0, 1, "in town");
        Logic.Model.Add(town == 1).OnlyEnforceIf(inTown);
        Logic.Model.Add(town == 0).OnlyEnforceIf(Logic.Not(inTown));
        var more = Affine.Of(urban.Value - rural.Value);
        return new(Logic.Yes, Affine.Of(rural.Value) + Affine.Of(town).Times(more.Constant, more.Denominator));
    }

    /// <summary>The sudden kind among several, else illness, else the first by name.</summary>
    private Symbol.Options? EventKind()
    {
        if (Plain("hardship.kind") is not Symbol.Options kinds) return null;
        var order = Sudden.Append("illness").Concat(kinds.Chosen.Keys.Except(Sudden).Where(k => k != "illness").Order(StringComparer.Ordinal)).ToList();
        var first = new Dictionary<string, ILiteral>();
        foreach (var kind in order.Where(kinds.Chosen.ContainsKey)) first[kind] = Logic.All(first.Keys.Select(k => Logic.Not(kinds.Chosen[k])).Append(kinds.Chosen[kind]));
        return new(Logic.All(kinds.Known, Logic.Any(kinds.Chosen.Values)), first);
    }

    /// <summary>Drawing 低保; open while it only looks likely, and while nobody said what is drawn.</summary>
    private Symbol.YesNo? Dibao(IContentModel content)
    {
        if (Plain("aid.current") is not Symbol.Options aid) return null;
        var draws = Option("aid.current", ["dibao"]);
        var neither = Logic.All(content.Looks("dibao").False, content.Looks("dibao_single").False);
        return new(draws, Logic.All(aid.Known, Logic.Not(draws), Logic.Any(Option("aid.current", ["tekun"]), neither)));
    }

    private Symbol.YesNo Identity(string[] recognised, IContentModel content, string[] looked)
    {
        var aid = (Symbol.Options)Plain("aid.current")!;
        var like = looked.Select(content.Looks).ToList();
        var yes = Logic.Any(recognised.Where(aid.Chosen.ContainsKey).Select(r => aid.Chosen[r]).Concat(like.Select(l => l.True)));
        var no = Logic.All(like.Select(l => l.False).Append(Logic.Not(yes)).Append(looked.Length > 1 ? aid.Known : Logic.Yes));
        return new(yes, no);
    }

    private ILiteral Option(string id, string[] options) => (id == "event.kind" ? EventKind() : Plain(id)) is Symbol.Options known ? Logic.All(known.Known, Logic.Any(options.Where(known.Chosen.ContainsKey).Select(o => known.Chosen[o]))) : Logic.No;

    private static Symbol.YesNo Of(Tri tri) => new(tri.True, tri.False);

    private static Symbol.Options Options(ILiteral known, params ReadOnlySpan<(string Option, ILiteral Chosen)> options)
    {
        var chosen = new Dictionary<string, ILiteral>();
        foreach (var (option, literal) in options) chosen[option] = literal;
        return new(known, chosen);
    }

    internal readonly struct ReadOnly(CpSolver solver)
    {
        public bool Is(ILiteral literal) => solver.BooleanValue(literal);

        public long Value(IntVar variable) => solver.Value(variable);
    }
}
