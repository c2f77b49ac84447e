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

    public Slots(FactCatalogue names)
    {
        this.names = names;
        kinds = [.. names.All.Select(f => Kind(f.Id))];
    }

    public int Count => kinds.Length;

    public FactKind this[int slot] => kinds[slot];

    public string Id(int slot) => names.All[slot].Id;

    public int Of(string factId) => names.SlotOf(factId);

    public static FactKind Kind(string factId) =>
        factId.StartsWith(Standards.Prefix, StringComparison.Ordinal) ? FactKind.Standard
        : factId.StartsWith(Circumstances.ProgramPrefix, StringComparison.Ordinal) ? FactKind.Program
        : factId.StartsWith(Circumstances.PersonPrefix, StringComparison.Ordinal) ? FactKind.Person : FactKind.Derived;
}
