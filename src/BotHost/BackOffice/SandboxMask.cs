using System.Text.Json;
using System.Text.RegularExpressions;

namespace BotHost.BackOffice;

/// <summary>Hides who a claim is about in what the sandbox shows: the names, and long numbers wherever they stand.</summary>
internal sealed partial class SandboxMask
{
    private readonly string[] names;

    public SandboxMask(JsonElement claim) =>
        names = [.. new[] { TextOf(claim, "subject", "name"), TextOf(claim, "onBehalfOf", "reporterName") }.OfType<string>().Where(n => n.Length > 1)];

    /// <summary>The first character, and stars for the others.</summary>
    public static string Secret(string? text) => text is not { Length: > 0 } ? "" : text[..1] + new string('*', Math.Clamp(text.Length - 1, 1, 6));

    /// <summary>Somebody's words without names and long numbers.</summary>
    public string Words(string? text)
    {
        var masked = text ?? "";
        foreach (var name in names) masked = masked.Replace(name, Secret(name), StringComparison.Ordinal);
        return LongNumbers().Replace(masked, number => Days().IsMatch(number.Value) ? number.Value : number.Value[..1] + "******");
    }

    private static string? TextOf(JsonElement claim, string part, string name) =>
        claim.TryGetProperty(part, out var at) && at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out var text) ? text.GetString() : null;

    [GeneratedRegex(@"\d(?:[\s-]?\d){6,}[xX]?")]
    private static partial Regex LongNumbers();

    /// <summary>A day (2025-12-01) is eight digits that name nobody.</summary>
    [GeneratedRegex(@"^[12]\d{3}-[01]\d-[0-3]\d\z")]
    private static partial Regex Days();
}
