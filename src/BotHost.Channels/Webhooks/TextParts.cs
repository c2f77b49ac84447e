using System.Text;

namespace BotHost.Channels.Webhooks;

/// <summary>Cuts a long text where a reader would pause.</summary>
internal static class TextParts
{
    private const string SentenceEnds = "。！？；\n";

    /// <summary>Parts of at most so many bytes of UTF-8, cut after a sentence where there is one, never inside a character.</summary>
    public static IReadOnlyList<string> OfBytes(string text, int mostBytes)
    {
        var parts = new List<string>();
        var rest = text.AsSpan();
        while (Encoding.UTF8.GetByteCount(rest) > mostBytes)
        {
            var fits = Fitting(rest, mostBytes);
            var pause = rest[..fits].LastIndexOfAny(SentenceEnds);
            var cut = pause >= fits / 3 ? pause + 1 : fits;
            parts.Add(rest[..cut].Trim().ToString());
            rest = rest[cut..];
        }

        if (!rest.Trim().IsEmpty || parts.Count == 0) parts.Add(rest.Trim().ToString());
        return parts;
    }

    /// <summary>Number of UTF-16 units that fit.</summary>
    private static int Fitting(ReadOnlySpan<char> text, int mostBytes)
    {
        var (bytes, units) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > mostBytes) break;
            units += rune.Utf16SequenceLength;
        }

        return units;
    }
}
