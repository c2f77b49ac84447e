using BotHost.Core.Facts;
using BotHost.Core.Readings;

namespace BotHost.Understanding.Model;

/// <summary>
/// Hides identity numbers, phones, names and other secret facts before words leave this machine. Every hidden character is replaced by one
/// other, so that a place in the redacted text is the same place in the message.
/// </summary>
internal static class Redaction
{
    public const char Mask = '＊';

    /// <summary>Digits in a row from which on they may be a number that names somebody (a phone, a card, an account).</summary>
    private const int Telling = 6;

    public static string Of(string text, Reading reading, FactCatalogue catalogue)
    {
        var hidden = text.ToCharArray();
        foreach (var fact in reading.Facts.Where(f => catalogue.Find(f.Id) is { Sensitivity: Sensitivity.Secret }))
        {
            foreach (var span in fact.Spans) Array.Fill(hidden, Mask, span.Start, span.Length);
        }

        foreach (var doubt in reading.Doubts.Where(d => catalogue.Find(d.FactId) is { Sensitivity: Sensitivity.Secret })) Array.Fill(hidden, Mask, doubt.Span.Start, doubt.Span.Length);
        HideDigits(hidden);
        return new(hidden);
    }

    private static void HideDigits(char[] text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!Digit(text[i])) continue;
            var (end, count) = (i, 0);
            for (var k = i; k < text.Length && (Digit(text[k]) || (text[k] is ' ' or '-' or '.' or '·' && k + 1 < text.Length && Digit(text[k + 1]))); k++)
            {
                end = k + 1;
                if (Digit(text[k])) count++;
            }

            // 100000 is an amount; numbers that name somebody are longer or have no round end.
            if (count >= Telling && !new string(text, i, end - i).EndsWith("000", StringComparison.Ordinal)) Array.Fill(text, Mask, i, end - i);
            i = end - 1;
        }
    }

    private static bool Digit(char c) => char.IsDigit(c) || "零〇一二三四五六七八九幺".Contains(c, StringComparison.Ordinal);
}
