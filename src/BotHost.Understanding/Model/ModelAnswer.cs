using System.Collections.Immutable;
using System.Text.Json;

namespace BotHost.Understanding.Model;

/// <summary>What the model claims to have read; nothing in it is believed before <see cref="LiteralEvidence"/>.</summary>
internal sealed record ModelAnswer(string Intent, ImmutableArray<ModelAnswer.Claimed> Facts)
{
    /// <param name="Quote">Words that should stand in the message.</param>
    internal sealed record Claimed(string Id, string Value, string Quote);

    /// <summary>Null when the answer is not the form that was asked for. Extra members are ignored, too many facts cut off.</summary>
    public static ModelAnswer? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        try
        {
            using var document = JsonDocument.Parse(text, new() { MaxDepth = 8 });
            if (document.RootElement is not { ValueKind: JsonValueKind.Object } root || !root.TryGetProperty("facts", out var facts) || facts.ValueKind != JsonValueKind.Array) return null;
            var intent = root.TryGetProperty("intent", out var said) && said.ValueKind == JsonValueKind.String ? said.GetString()! : "none";
            return new(intent, [.. facts.EnumerateArray().Take(ClosedForm.MostFacts).Select(Fact).OfType<Claimed>()]);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Claimed? Fact(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object) return null;
        var (id, value, quote) = (Text(element, "id"), Text(element, "value"), Text(element, "quote"));
        return id.Length == 0 || quote.Length == 0 ? null : new(id, value, quote);
    }

    private static string Text(JsonElement element, string name) => !element.TryGetProperty(name, out var value) ? "" : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Array => string.Join(",", value.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString())),
        _ => "",
    };
}
