using BotHost.Core.Facts;

namespace BotHost.Core.Eligibility;

/// <summary>Where the value of a fact comes from, when nobody stated it.</summary>
internal enum FactKind : byte
{
    Derived,
    Standard,
    Program,
    Person,
}

/// <summary>The names that programs are compiled with, by slot, with what each is. Made once a content version.</summary>
internal sealed class Slots
{
    private readonly FactCatalogue names;
    private readonly FactKind[] kinds;
    private readonly int[] persons;

    public Slots(FactCatalogue names)
    {
        this.names = names;
        kinds = [.. names.All.Select(f => Kind(f.Id))];
        persons = new int[kinds.Length];
        for (var slot = 0; slot < kinds.Length; slot++) persons[slot] = kinds[slot] == FactKind.Person ? OfPersons++ : -1;
    }

    public int Count => kinds.Length;

    /// <summary>How many are about one person.</summary>
    public int OfPersons { get; private set; }

    /// <summary>The place of a fact among those about one person; -1 for one of the household.</summary>
    public int Person(int slot) => persons[slot];

    public FactKind this[int slot] => kinds[slot];

    public string Id(int slot) => names.All[slot].Id;

    public int Of(string factId) => names.SlotOf(factId);

    public static FactKind Kind(string factId) =>
        factId.StartsWith(Standards.Prefix, StringComparison.Ordinal) ? FactKind.Standard
        : factId.StartsWith(Circumstances.ProgramPrefix, StringComparison.Ordinal) ? FactKind.Program
        : factId.StartsWith(Circumstances.PersonPrefix, StringComparison.Ordinal) ? FactKind.Person : FactKind.Derived;
}
