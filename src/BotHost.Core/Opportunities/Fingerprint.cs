using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BotHost.Core.Matching;

namespace BotHost.Core.Opportunities;

/// <summary>
/// What makes it the same opening when it is posted again: kind, title, place, provider, and for a course its first day. Wage, places and
/// dates of application may change; spaces, punctuation and 招/急招 in front make no difference.
/// </summary>
public static class Fingerprint
{
    private static readonly string[] Shouts = ["急招", "高薪", "招聘", "诚聘", "急聘", "招"];

    public static string Of(Opportunity o)
    {
        var starts = o.Kind == OpportunityKind.Training ? o.Starts?.DayNumber.ToString(CultureInfo.InvariantCulture) : "";
        var text = string.Join('\n', o.Kind, Plain(o.Title), o.Place, Plain(o.Provider ?? ""), starts);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
    }

    private static string Plain(string text)
    {
        var plain = new string([.. text.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Where(char.IsLetterOrDigit)]);
        foreach (var shout in Shouts)
        {
            if (plain.Length > shout.Length && plain.StartsWith(shout, StringComparison.Ordinal)) plain = plain[shout.Length..];
        }

        return plain;
    }
}
