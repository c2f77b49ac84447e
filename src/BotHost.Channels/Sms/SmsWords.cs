using System.Text;

namespace BotHost.Channels.Sms;

/// <summary>Short answers that mean something to an SMS gateway rather than to the dialogs.</summary>
internal static class SmsWords
{
    private static readonly string[] Out = ["T", "TD", "N", "R", "QX", "退", "不要", "拒收"], In = ["恢复", "订阅"];

    /// <summary>退订, T, TD, N, R …: whatever width, case or full stop.</summary>
    public static bool IsOptOut(string text) => Bare(text) is var bare && (Out.Contains(bare) || bare.StartsWith("退订", StringComparison.Ordinal) || bare.EndsWith("退订", StringComparison.Ordinal));

    public static bool IsOptIn(string text) => In.Contains(Bare(text));

    private static string Bare(string text)
    {
        if (text.Length > 40) return "";
        try
        {
            return string.Concat(text.Normalize(NormalizationForm.FormKC).Where(char.IsLetterOrDigit)).ToUpperInvariant();
        }
        catch (ArgumentException)
        {
            // Half a character.
            return "";
        }
    }
}
