using System.Runtime.InteropServices;
using System.Text.Json;

namespace BotHost.Channels.Webhooks;

/// <summary>Reads JSON that somebody else wrote.</summary>
internal static class JsonFields
{
    /// <summary>A property that is a string; null when it is absent or something else.</summary>
    /// <exception cref="InvalidOperationException">It is no valid UTF-8, or half an emoji.</exception>
    public static string? StringOf(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null;

    public static JsonElement ObjectOf(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.Object ? found : default;

    /// <summary>Length as it was written.</summary>
    public static int BytesOf(this JsonElement element) => JsonMarshal.GetRawUtf8Value(element).Length;

    /// <summary>A copy that outlives its document, every string of it decoded once: half a character is refused here and not when somebody writes it out.</summary>
    /// <exception cref="InvalidOperationException">A string is no valid UTF-8, or half an emoji.</exception>
    public static JsonElement Checked(this JsonElement element)
    {
        Check(element);
        return element.Clone();
    }

    private static void Check(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String) _ = element.GetString();
        else if (element.ValueKind == JsonValueKind.Array) foreach (var item in element.EnumerateArray()) Check(item);
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                _ = property.Name;
                Check(property.Value);
            }
        }
    }
}
