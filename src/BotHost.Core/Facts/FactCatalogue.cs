using System.Collections.Frozen;
using System.Collections.Immutable;
using BotHost.Core.Content;
using YamlDotNet.RepresentationModel;

namespace BotHost.Core.Facts;

/// <summary>All fact definitions, read from <c>dialogs/facts.yaml</c>.</summary>
public sealed class FactCatalogue
{
    public const string File = "dialogs/facts.yaml";

    private static readonly FrozenDictionary<string, FactType> Types = new Dictionary<string, FactType>
    {
        ["money"] = FactType.Money, ["count"] = FactType.Count, ["age"] = FactType.Age, ["number"] = FactType.Number,
        ["date"] = FactType.Date, ["place"] = FactType.Place, ["text"] = FactType.Text, ["yes-no"] = FactType.YesNo,
        ["one-of"] = FactType.OneOf, ["set-of"] = FactType.SetOf, ["list"] = FactType.List, ["object"] = FactType.Object,
    }.ToFrozenDictionary();

    private readonly FrozenDictionary<string, FactDefinition> definitions;
    private readonly FrozenDictionary<string, int> slots;

    public FactCatalogue(IEnumerable<FactDefinition> definitions)
    {
        All = [.. definitions];
        this.definitions = All.ToFrozenDictionary(d => d.Id);
        slots = All.Select((d, slot) => (d.Id, slot)).ToFrozenDictionary(d => d.Id, d => d.slot);
    }

    /// <summary>Every definition, in the order of the file.</summary>
    public ImmutableArray<FactDefinition> All { get; }

    /// <summary>The definition; throws for an id that content validation should have caught.</summary>
    public FactDefinition this[string id] => definitions[id];

    public FactDefinition? Find(string id) => definitions.GetValueOrDefault(id);

    /// <summary>The place of a definition in <see cref="All"/>; -1 for an id that is not there.</summary>
    public int SlotOf(string id) => slots.TryGetValue(id, out var slot) ? slot : -1;

    public bool Contains(string id) => definitions.ContainsKey(id);

    /// <summary>Reads the catalogue; mistakes go to <paramref name="problems"/> and the faulty entry is left out.</summary>
    public static FactCatalogue Load(string yaml, List<ContentProblem> problems)
    {
        var source = new YamlSource(File, problems);
        var found = source.Entries(source.Parse(yaml), "the catalogue").Select(e => Read(source, e.Key, e.Value)).OfType<FactDefinition>();
        return new(found.DistinctBy(d => d.Id));
    }

    private static FactDefinition? Read(YamlSource source, string id, YamlNode node)
    {
        source.Only(node, "type", "unit", "sensitivity", "cost", "options", "fields", "min", "max", "depends_on", "derived", "chat");
        var typeName = source.Required(node, "type");
        if (!Types.TryGetValue(typeName, out var type))
        {
            if (typeName.Length > 0) source.Report(node, "unknown-type", $"'{typeName}' is not a type of fact", "use one of: " + string.Join(", ", Types.Keys.Order()));
            return null;
        }

        var sensitivityName = source.Text(node, "sensitivity") ?? "open";
        if (!Enum.TryParse<Sensitivity>(sensitivityName, ignoreCase: true, out var sensitivity))
            source.Report(node, "unknown-sensitivity", $"'{sensitivityName}' is not a sensitivity", "use open, personal, secret or intimate");
        var cost = (int)(source.Number(node, "cost") ?? 1);
        if (cost is < 1 or > 5) source.Report(node, "bad-cost", $"{id} costs {cost}", "use a cost from 1 (easy) to 5 (painful)");
        var options = YamlSource.Texts(node, "options");
        if (type is FactType.OneOf or FactType.SetOf && options.IsEmpty)
            source.Report(node, "missing-options", $"{id} has no options", "add 'options: [ … ]'");
        var chat = source.Text(node, "chat") == "true";
        if (chat && (type == FactType.Money || sensitivity == Sensitivity.Intimate))
            source.Report(node, "not-for-a-chat", $"{id} may not stand in a chat message", "remove 'chat: true': money and intimate facts are read behind the link or in the console");
        return new(id, type, source.Text(node, "unit") ?? "", sensitivity, cost)
        {
            Options = options,
            Fields = [.. source.Entries(YamlSource.Child(node, "fields"), "fields").Select(f => Read(source, f.Key, f.Value)).OfType<FactDefinition>()],
            Min = source.Number(node, "min"),
            Max = source.Number(node, "max"),
            DependsOn = YamlSource.Texts(node, "depends_on"),
            Chat = chat,
            Derived = source.Text(node, "derived") ?? "",
        };
    }
}
