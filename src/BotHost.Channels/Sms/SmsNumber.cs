using System.Text.RegularExpressions;

namespace BotHost.Channels.Sms;

internal static partial class SmsNumber
{
    /// <summary>The 11 digits of a mobile number in China, with or without +86; null for anything else.</summary>
    public static string? Of(string? given)
    {
        if (given is null or { Length: > 20 }) return null;
        var match = Pattern().Match(given);
        return match.Success ? match.Groups["number"].Value : null;
    }

    [GeneratedRegex(@"^(\+?86|0086)?(?<number>1[3-9][0-9]{9})\z")]
    private static partial Regex Pattern();
}
