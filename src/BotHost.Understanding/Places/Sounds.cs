using AnyAscii;

namespace BotHost.Understanding.Places;

/// <summary>How characters sound, with the differences that Henan speech and voice input blur taken away.</summary>
internal static class Sounds
{
    private static readonly string?[] Cache = new string?[0x10000];

    public static string[] Of(string text)
    {
        var sounds = new string[text.Length];
        for (var i = 0; i < text.Length; i++) sounds[i] = Of(text[i]);
        return sounds;
    }

    public static bool Same(string[] sounds, string text)
    {
        for (var i = 0; i < sounds.Length; i++)
        {
            if (sounds[i] != Of(text[i])) return false;
        }

        return sounds.Length == text.Length;
    }

    public static string Of(char c) => Cache[c] ??= Blur(char.IsSurrogate(c) ? "" : c.ToString().Transliterate().ToLowerInvariant());

    private static string Blur(string pinyin)
    {
        if (pinyin.Length > 1 && pinyin[1] == 'h' && pinyin[0] is 'z' or 'c' or 's') pinyin = pinyin[0] + pinyin[2..];
        if (pinyin.Length > 0 && pinyin[0] == 'l') pinyin = "n" + pinyin[1..];
        return pinyin.EndsWith("ing", StringComparison.Ordinal) || pinyin.EndsWith("eng", StringComparison.Ordinal) ? pinyin[..^1] : pinyin;
    }
}
