using BotHost.Understanding.Places;

namespace BotHost.Understanding.Answers;

/// <summary>Which quick reply was meant: by its number, its words, part of them, or words that sound the same.</summary>
internal static class ChoiceReader
{
    private static readonly string[] Ordinals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

    public static int? Read(Scene scene)
    {
        var options = scene.Context.Options;
        if (options.IsDefaultOrEmpty) return null;
        var said = Plain(scene.Text);
        if (said.Length is 0 or > 20) return null;
        return Number(said, options.Length) ?? Words(said, [.. options.Select(o => Plain(WithoutNumber(o).ToLowerInvariant()))]);
    }

    /// <summary>2, 2., 第二个, 选2, 最后一个. A number with a unit (2口) is an answer in itself, not a choice.</summary>
    private static int? Number(string said, int count)
    {
        var plain = said;
        foreach (var prefix in (ReadOnlySpan<string>)["我选", "选择", "选", "就", "第", "要第", "回", "按"])
        {
            if (plain.StartsWith(prefix, StringComparison.Ordinal) && plain.Length > prefix.Length) plain = plain[prefix.Length..];
        }

        foreach (var suffix in (ReadOnlySpan<string>)["个吧", "项吧", "吧", "个", "项", "条", "种", "号", "那个"])
        {
            if (plain.EndsWith(suffix, StringComparison.Ordinal) && plain.Length > suffix.Length) plain = plain[..^suffix.Length];
        }

        if (plain is "最后一" or "最后" or "末") return count - 1;
        var index = int.TryParse(plain, out var digit) && plain.Length <= 2 ? digit : Array.IndexOf(Ordinals, plain) + 1;
        if (plain == "头一" || plain == "1") index = 1;
        return index >= 1 && index <= count ? index - 1 : null;
    }

    private static int? Words(string said, string[] options)
    {
        var same = Only(options, o => o == said);
        if (same is not null) return same;
        var inside = Only(options, o => o.Length > 0 && (o.Contains(said, StringComparison.Ordinal) && said.Length * 3 >= o.Length && said.Length > 1 || o.Length > 1 && Says(said, o)));
        if (inside is not null) return inside;
        return said.Length < 2 ? null : Only(options, o => o.Length == said.Length && Sounds.Same(Sounds.Of(said), o));
    }

    /// <summary>The option stands in what was said, and is not denied there: 没享受过 is not 享受过.</summary>
    private static bool Says(string said, string option) => said.IndexOf(option, StringComparison.Ordinal) is >= 0 and var at && (at == 0 || said[at - 1] is not ('没' or '不' or '未' or '无' or '别') && !said.AsSpan(0, at).EndsWith("没有"));

    /// <summary>The one option that fits; null when none or several do.</summary>
    private static int? Only(string[] options, Predicate<string> fits)
    {
        var first = Array.FindIndex(options, fits);
        return first >= 0 && Array.FindLastIndex(options, fits) == first ? first : null;
    }

    private static string Plain(string text) => new([.. text.Where(c => char.IsLetterOrDigit(c))]);

    private static string WithoutNumber(string option)
    {
        var text = option.TrimStart();
        var i = 0;
        while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
        return i > 0 && i + 1 < text.Length && text[i] is '.' or '、' or ')' or '．' or ' ' ? text[(i + 1)..] : text;
    }
}
