using BotHost.Core.Facts;
using BotHost.Understanding.Numbers;
using BotHost.Understanding.People;

namespace BotHost.Understanding.Identity;

/// <summary>Identity numbers and phones. Runs first: no other recognizer may read numbers inside them.</summary>
internal static class IdentityReader
{
    public static void Read(Scene scene)
    {
        var text = scene.Text;
        for (var i = 0; i < text.Length; i++)
        {
            if (Digit(text[i]) is null || (i > 0 && Digit(text[i - 1]) is not null)) continue;
            var (digits, end) = Run(text, i);
            if (digits.Length == 18) IdNumber(scene, digits, i, end);
            else if (digits is ['1', >= '3' and <= '9', ..] && digits.Length == 11) Phone(scene, digits, i, end);
            else if (digits.Length >= 12) scene.Take(i, end);
            else if (scene.Expecting("subject.phone") && digits.Length is >= 7 and <= 12 && digits.Length != 11 && digits[0] == '0') Phone(scene, digits, i, end);
            if (digits.Length >= 11) i = end - 1;
        }
    }

    /// <summary>The check digit of GB 11643: weights 2^(17-i) mod 11.</summary>
    public static bool Valid(string id)
    {
        if (id.Length != 18) return false;
        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            if (!char.IsAsciiDigit(id[i])) return false;
            sum += (id[i] - '0') * ((1 << (17 - i)) % 11);
        }

        return "10X98765432"[sum % 11] == char.ToUpperInvariant(id[17])
            && DateOnly.TryParseExact(id.AsSpan(6, 8), "yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out _);
    }

    private static void IdNumber(Scene scene, string digits, int start, int end)
    {
        scene.Take(start, end);
        var owner = scene.Cast.OwnerAt(start);
        if (owner is not null && owner.Kin != Kin.Self && owner.Kin != scene.Cast.Subject?.Kin && !scene.Expecting("subject.id_number")) return;
        if (Valid(digits)) scene.Add("subject.id_number", new FactValue.Text(digits.ToUpperInvariant()), (start, end));
        else scene.Wonder("subject.id_number", "out-of-range", start, end);
    }

    private static void Phone(Scene scene, string digits, int start, int end)
    {
        scene.Take(start, end);
        var owner = scene.Cast.OwnerAt(start);
        var mine = owner is null or { Kin: Kin.Self or Kin.Household or Kin.Pronoun } || owner.Kin == scene.Cast.Subject?.Kin;
        if (mine || scene.Expecting("subject.phone")) scene.Add("subject.phone", new FactValue.Text(digits), (start, end));
        else scene.Wonder("subject.phone", "two-readings", start, end, new FactValue.Text(digits));
    }

    /// <summary>Digits with the gaps people put into long numbers: 138 1234 5678, 138-1234-5678, 幺三八….</summary>
    private static (string Digits, int End) Run(string text, int start)
    {
        var digits = new System.Text.StringBuilder();
        var end = start;
        for (var i = start; i < text.Length && digits.Length < 40; i++)
        {
            if (Digit(text[i]) is { } digit)
            {
                digits.Append(digit);
                end = i + 1;
            }
            else if (text[i] == 'x' && digits.Length == 17)
            {
                digits.Append('X');
                end = i + 1;
                break;
            }
            else if (!(text[i] is ' ' or '-' && i + 1 < text.Length && Digit(text[i + 1]) is not null && digits.Length >= 1)) break;
        }

        return (digits.ToString(), end);
    }

    private static char? Digit(char c) => char.IsAsciiDigit(c) ? c
        : c is not ('两' or '俩' or '仨' or '壹') && ChineseNumeral.DigitOf(c) is { } d ? (char)('0' + d) : null;
}
