using System.Globalization;
using System.Text.Json;
using BotHost.Core.Readings;

namespace BotHost.Reading;

/// <summary>One line of a reading file: the text, what it is read with, and, in a case, what is expected of it.</summary>
/// <param name="Expect">Fact ids, and <c>intent</c>, with the value that should be read; null outside of cases.</param>
/// <param name="Absent">Facts that must not be read.</param>
internal sealed record ReadingCase(string Text, ReadingContext Context, JsonElement? Expect, IReadOnlyList<string> Absent)
{
    public static ReadingCase? Parse(string line, out string mistake)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement.Clone();
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("text", out var text) || text.ValueKind != JsonValueKind.String)
            {
                mistake = "needs a 'text'";
                return null;
            }

            if (!root.TryGetProperty("today", out var day) || !DateOnly.TryParseExact(day.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var today))
            {
                mistake = "needs 'today' as YYYY-MM-DD";
                return null;
            }

            var context = new ReadingContext(today)
            {
                Expecting = root.TryGetProperty("expecting", out var expecting) ? expecting.GetString() : null,
                Options = root.TryGetProperty("options", out var options) ? [.. options.EnumerateArray().Select(o => o.GetString() ?? "")] : [],
                PlaceCode = root.TryGetProperty("place", out var place) ? place.GetString() : null,
            };
            mistake = "";
            return new(text.GetString()!, context, root.TryGetProperty("expect", out var expect) ? expect : null,
                root.TryGetProperty("absent", out var absent) ? [.. absent.EnumerateArray().Select(a => a.GetString() ?? "")] : []);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            mistake = e.Message;
            return null;
        }
    }
}
