using System.Text.Json;

namespace BotHost.Channels.Webhooks;

/// <summary>Looks over JSON before anything is made of it: objects cost far more than the two characters they are written with.</summary>
internal static class JsonBudget
{
    /// <summary>More than any platform's message holds.</summary>
    public const int Most = 4_000;

    /// <summary>True for one well-formed object or list with at most so many tokens. Allocates nothing unless it is malformed.</summary>
    public static bool Admits(ReadOnlySpan<byte> json, int most = Most)
    {
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 32 });
            if (!reader.Read() || reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return false;
            for (var tokens = 1; reader.Read(); tokens++)
            {
                if (tokens >= most) return false;
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Reads it, or null for what is not what it should be. A library's converters name that by any exception (a missing key, an impossible date, half a character).</summary>
    public static T? Read<T>(ReadOnlySpan<byte> json, JsonSerializerOptions options)
        where T : class
    {
        if (!Admits(json)) return null;
        try
        {
            return JsonSerializer.Deserialize<T>(json, options);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return null;
        }
    }
}
