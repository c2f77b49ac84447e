using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace BotHost.BackOffice;

/// <summary>A piece of HTML. In an interpolated piece every value is encoded, except pieces.</summary>
internal readonly record struct Html(string Text)
{
    public static Html None { get; } = new("");

    public static Html Of(HtmlHandler text) => new(text.ToString());

    public static Html Each<T>(IEnumerable<T> items, Func<T, Html> show) => new(string.Concat(items.Select(i => show(i).Text)));

    public override string ToString() => Text;
}

/// <summary>Builds a piece of HTML from an interpolated string.</summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlHandler(int literalLength, int formattedCount)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder built = new(literalLength + formattedCount * 24);

    public void AppendLiteral(string text) => built.Append(text);

    public void AppendFormatted(Html piece) => built.Append(piece.Text);

    public void AppendFormatted(string? text) => built.Append(Encoder.Encode(text ?? ""));

    public void AppendFormatted(long number) => built.Append(number.ToString(CultureInfo.InvariantCulture));

    public override string ToString() => built.ToString();
}
