using System.Globalization;
using System.Text.Json;
using BotHost.Core.Facts;

namespace BotHost.Claims;

/// <summary>Reads a fact's value as a program or a form wrote it. Null when it does not fit the catalogue.</summary>
internal static class FactInput
{
    public static FactValue? Parse(FactDefinition fact, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => Parse(fact, value.GetRawText()),
        JsonValueKind.String => Parse(fact, value.GetString()!),
        JsonValueKind.True or JsonValueKind.False when fact.Type == FactType.YesNo => FactValue.Of(value.GetBoolean()),
        JsonValueKind.Array when fact.Type == FactType.SetOf && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String) => Parse(fact, string.Join(',', value.EnumerateArray().Select(v => v.GetString()))),
        _ => null,
    };

    public static FactValue? Parse(FactDefinition fact, string text)
    {
        text = text.Trim();
        switch (fact.Type)
        {
            case FactType.Money or FactType.Count or FactType.Age or FactType.Number:
                return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                    && (fact.Type == FactType.Number || number == decimal.Truncate(number)) && !(number < fact.Min) && !(number > fact.Max) ? FactValue.Of(number) : null;
            case FactType.YesNo:
                return text switch { "是" or "yes" or "true" => FactValue.Of(true), "否" or "不是" or "no" or "false" => FactValue.Of(false), _ => null };
            case FactType.OneOf:
                return fact.Options.Contains(text) ? new FactValue.Choice(text) : null;
            case FactType.SetOf:
                var items = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
                return items.Length > 0 && items.All(fact.Options.Contains) ? FactValue.Set.Of(items) : null;
            case FactType.Date:
                return DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new FactValue.Day(day, day) : null;
            case FactType.Text:
                return text.Length is > 0 and <= 2000 ? new FactValue.Text(text) : null;
            default:
                return null;
        }
    }
}
