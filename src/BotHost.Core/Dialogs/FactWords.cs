using System.Globalization;
using BotHost.Core.Content;
using BotHost.Core.Facts;

namespace BotHost.Core.Dialogs;

/// <summary>Facts in plain words: what is read back for confirmation and shown in 我的资料.</summary>
public static class FactWords
{
    /// <summary>Reads a fact back in a short phrase (<c>家里5口人</c>); null when it has no value or no words.</summary>
    public static string? Readback(ContentBundle content, Fact fact)
    {
        if (fact.Value is null || content.FindPrompt(fact.Id) is not { Readback: { } readback } prompt) return null;
        // People know 去年腊月 better than its two dates.
        var said = fact.Value is FactValue.Day day && day.From != day.To && fact.Evidence is [{ Quote.Length: > 0 and <= 12 } only] ? only.Quote : null;
        return readback.Render(new Dictionary<string, object> { ["value"] = said ?? Value(content.Catalogue[fact.Id], fact.Value, prompt) });
    }

    /// <summary>Several facts, one a line, in the order of the catalogue.</summary>
    public static string Lines(ContentBundle content, IEnumerable<Fact> facts)
    {
        var known = facts.ToDictionary(f => f.Id);
        return string.Join('\n', content.Catalogue.All.Where(d => known.ContainsKey(d.Id)).Select(d => Readback(content, known[d.Id])).OfType<string>().Select(line => "· " + line));
    }

    /// <summary>A value as a person would say it. Identity numbers are masked; a name and a phone number are not, their owner must be able to check them.</summary>
    public static string Value(FactDefinition fact, FactValue value, Prompt? prompt = null) => value switch
    {
        FactValue.Number n when fact.Type == FactType.Money => Money(n),
        FactValue.Number n => Range(n, Plain),
        FactValue.YesNo y => prompt?.OptionLabels.GetValueOrDefault(y.Value ? "yes" : "no") ?? (y.Value ? "是" : "不是"),
        FactValue.Choice c => prompt?.OptionLabels.GetValueOrDefault(c.Value) ?? c.Value,
        FactValue.Set s => string.Join('、', fact.Options.Where(s.Values.Contains).Select(o => prompt?.OptionLabels.GetValueOrDefault(o) ?? o)),
        FactValue.Day d => Day(d),
        FactValue.Place p => p.Name,
        FactValue.Text t when fact.Sensitivity == Sensitivity.Secret && t.Value.Count(char.IsDigit) >= 15 => Mask(t.Value),
        FactValue.Text t => t.Value,
        FactValue.List l => l.Items.Length.ToString(CultureInfo.InvariantCulture) + "项",
        FactValue.Object o => string.Join(',', o.Fields.Values),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Keeps enough of a number to recognise it and hides the rest.</summary>
    public static string Mask(string number) => number.Length <= 4 ? "****" : string.Concat(number.AsSpan(0, 3), new string('*', number.Length - 5), number.AsSpan(number.Length - 2));

    private static string Money(FactValue.Number n) => Range(n, Yuan) + "元";

    private static string Range(FactValue.Number n, Func<decimal, string> say) => n switch
    {
        { Min: { } min, Max: { } max } when max > min && max < min * 1.5m && IsRound(min) && IsRound(max) => say(min) + "到" + say(max),
        { Approximate: true } => "大约" + say(n.Value),
        _ => say(n.Value),
    };

    /// <summary>True for the kind of number people say: at most two digits that are not zero.</summary>
    private static bool IsRound(decimal number) => Plain(number).TrimEnd('0').Length <= 2;

    private static string Yuan(decimal amount) => amount >= 10_000 && amount % 100 == 0 ? Plain(amount / 10_000) + "万" : Plain(amount);

    private static string Plain(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Day(FactValue.Day d)
    {
        if (d.From == d.To) return d.From.ToString("yyyy年M月d日", CultureInfo.InvariantCulture);
        if (d.From is { Month: 1, Day: 1 } && d.To is { Month: 12, Day: 31 } && d.From.Year == d.To.Year) return d.From.ToString("yyyy年", CultureInfo.InvariantCulture);
        return d.From.ToString("yyyy年M月d日", CultureInfo.InvariantCulture) + "到" + d.To.ToString("yyyy年M月d日", CultureInfo.InvariantCulture);
    }
}
