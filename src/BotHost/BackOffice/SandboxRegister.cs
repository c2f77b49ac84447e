using System.Text.Json;
using System.Text.RegularExpressions;

namespace BotHost.BackOffice;

/// <summary>A fact of the sandbox's register.</summary>
internal sealed record RegisteredFact(
    [property: System.Text.Json.Serialization.JsonPropertyName("id")] string Id, [property: System.Text.Json.Serialization.JsonPropertyName("value")] JsonElement Value);

/// <summary>Register entries as they are typed into the sandbox's page: a line a fact, <c>household.size=4</c>.</summary>
internal static partial class SandboxRegister
{
    private const int Most = 100;

    /// <returns>Null when a line is not of that form, or there is none.</returns>
    public static IReadOnlyList<RegisteredFact>? Parse(string lines)
    {
        var facts = new List<RegisteredFact>();
        foreach (var line in lines.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split(['=', '＝'], 2, StringSplitOptions.TrimEntries);
            if (parts.Length < 2 || parts[1].Length == 0 || !FactIds().IsMatch(parts[0]) || facts.Count == Most) return null;
            facts.Add(new(parts[0], ValueOf(parts[1])));
        }

        return facts.Count > 0 ? facts : null;
    }

    /// <summary>Numbers, yes-no and lists as JSON writes them; everything else is a text.</summary>
    private static JsonElement ValueOf(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text);
        }
    }

    [GeneratedRegex(@"^[a-z][a-z_]*(\.[a-z][a-z_]*)*\z")]
    private static partial Regex FactIds();
}
