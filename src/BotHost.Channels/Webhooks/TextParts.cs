using System.Text;

namespace BotHost.Channels.Webhooks;

/// <summary>Cuts a long text where a reader would pause.</summary>
internal static class TextParts
{
    private const string SentenceEnds = "。！？；\n";

    /// <summary>Parts of at most so many bytes of UTF-8, cut after a sentence where there is one, never inside a character.</summary>
    public static IReadOnlyList<string> OfBytes(string text, int mostBytes) => Of(text, mostBytes, r => r.Utf8SequenceLength);

    /// <summary>Parts of at most so many characters as most platforms count them, in UTF-16.</summary>
    public static IReadOnlyList<string> OfCharacters(string text, int most) => Of(text, most, r => r.Utf16SequenceLength);

    private static List<string> Of(string text, int most, Func<Rune, int> sizeOf)
    {
        var parts = new List<string>();
        var rest = text.AsSpan();
        while (Fitting(rest, most, sizeOf) is var fits && fits < rest.Length)
        {
            var pause = rest[..fits].LastIndexOfAny(SentenceEnds);
            var cut = pause >= fits / 3 ? pause + 1 : fits;
            parts.Add(rest[..cut].Trim().ToString());
            rest = rest[cut..];
        }

        if (!rest.Trim().IsEmpty || parts.Count == 0) parts.Add(rest.Trim().ToString());
        return parts;
    }

    /// <summary>Number of UTF-16 units that fit.</summary>
    private static int Fitting(ReadOnlySpan<char> text, int most, Func<Rune, int> sizeOf)
    {
        var (size, units) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            size += sizeOf(rune);
            if (size > most) break;
            units += rune.Utf16SequenceLength;
        }

        return units;
    }
}
