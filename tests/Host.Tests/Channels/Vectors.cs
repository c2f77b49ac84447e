using System.Text.Json;
using Host.Tests.Story;

namespace Host.Tests.Channels;

/// <summary>Test vectors made with independent implementations, or printed in the platforms' documentation.</summary>
internal static class Vectors
{
    private static readonly JsonElement All = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "cases", "channels", "vectors.json"))).RootElement;

    public static JsonElement Of(string channel) => All.GetProperty(channel);

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
