using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BotHost.Storage.Encryption;

/// <summary>Records as sealed JSON.</summary>
internal static class SealedJson
{
    /// <summary>How records lie in the database. Names of enum members are written out: a new member in the middle must not change what old rows mean.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    public static byte[] Seal<T>(this DataKey key, T record, string row) => key.Seal(JsonSerializer.SerializeToUtf8Bytes(record, Options), row);

    public static T Open<T>(this DataKey key, byte[] sealedBytes, string row) =>
        JsonSerializer.Deserialize<T>(key.Open(sealedBytes, row), Options) ?? throw new JsonException($"nothing in {row}");
}
