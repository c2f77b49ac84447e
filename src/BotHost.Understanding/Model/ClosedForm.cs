using System.Text.Json;
using System.Text.Json.Nodes;
using BotHost.Core.Facts;

namespace BotHost.Understanding.Model;

/// <summary>What the model may fill: the intents and facts of the catalogue, as a JSON schema and as lines for the prompt. Secret and compound facts are not in it.</summary>
internal sealed class ClosedForm
{
    public const int MostFacts = 30;

    public ClosedForm(FactCatalogue catalogue, IEnumerable<string> intents)
    {
        Facts = [.. catalogue.All.Where(f => f.Sensitivity != Sensitivity.Secret && f.Type is not (FactType.List or FactType.Object or FactType.Text))];
        Intents = [.. intents.Order(StringComparer.Ordinal)];
        Schema = new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["required"] = new JsonArray("intent", "facts"),
            ["properties"] = new JsonObject
            {
                ["intent"] = new JsonObject { ["type"] = "string", ["enum"] = Names(Intents) },
                ["facts"] = new JsonObject { ["type"] = "array", ["maxItems"] = MostFacts, ["items"] = Claimed() },
            },
        };
    }

    public IReadOnlyList<FactDefinition> Facts { get; }

    public IReadOnlyList<string> Intents { get; }

    public JsonObject Schema { get; }

    /// <summary>One line a fact: id, kind, unit and options.</summary>
    public string Lines => string.Join('\n', Facts.Select(f => $"{f.Id} ({f.Type}{(f.Unit is { Length: > 0 } unit ? ", " + unit : "")}{(f.Options.IsEmpty ? "" : ": " + string.Join("|", f.Options))})"));

    public BinaryData SchemaBytes => BinaryData.FromString(Schema.ToJsonString(new JsonSerializerOptions()));

    private JsonObject Claimed() => new()
    {
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["required"] = new JsonArray("id", "value", "quote"),
        ["properties"] = new JsonObject
        {
            ["id"] = new JsonObject { ["type"] = "string", ["enum"] = Names(Facts.Select(f => f.Id)) },
            ["value"] = new JsonObject { ["type"] = "string", ["description"] = "number, yes/no, option, options with commas, or YYYY-MM-DD" },
            ["quote"] = new JsonObject { ["type"] = "string" },
        },
    };

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(n => (JsonNode)JsonValue.Create(n)!)]);
}
