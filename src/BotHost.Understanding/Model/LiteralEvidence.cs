using System.Collections.Immutable;
using System.Globalization;
using BotHost.Core.Facts;
using BotHost.Core.Readings;

namespace BotHost.Understanding.Model;

/// <summary>How a claimed fact fared.</summary>
internal enum Verdict
{
    /// <summary>Our own recognizers read the same from the quote alone.</summary>
    Stated,
    /// <summary>The quote holds the value, but not that it is this fact: asked back.</summary>
    AskedBack,
    UnknownFact,
    /// <summary>The quote does not stand in the message.</summary>
    NoQuote,
    /// <summary>The quote does not hold the value.</summary>
    NoValue,
    /// <summary>The rules have read these words, or wonder about them, already.</summary>
    Known,
    /// <summary>The words are about somebody outside the household, denied, or only supposed.</summary>
    NotOurs,
}

/// <summary>
/// The literal-evidence check: a model's fact counts only where its quote stands in the message and our own recognizers find the value in it.
/// The value kept is always ours, never the model's.
/// </summary>
internal sealed class LiteralEvidence(RuleReader rules, ClosedForm form)
{
    public (Verdict Verdict, StatedFact? Fact, Doubt? Doubt) Check(string sent, ModelAnswer.Claimed claimed, Reading read, ReadingContext context)
    {
        if (form.Facts.FirstOrDefault(f => f.Id == claimed.Id) is not { } definition) return (Verdict.UnknownFact, null, null);
        // Looked for in what was sent: words that were hidden are no evidence.
        var at = claimed.Quote.Length < 2 ? -1 : sent.IndexOf(claimed.Quote, StringComparison.Ordinal);
        if (at < 0 || claimed.Quote.Contains(Redaction.Mask, StringComparison.Ordinal)) return (Verdict.NoQuote, null, null);
        var quote = new TextSpan(at, claimed.Quote.Length);
        if (read.Facts.Any(f => f.Id == claimed.Id || (definition.Type is FactType.Money or FactType.Count && f.Value is FactValue.Number && f.Spans.Any(s => Overlap(s, quote)))) || read.Doubts.Any(d => d.FactId == claimed.Id || Overlap(d.Span, quote))) return (Verdict.Known, null, null);
        if (!rules.Ours(sent, quote, context)) return (Verdict.NotOurs, null, null);
        var alone = context with { Expecting = null, Options = [] };
        if (Same(rules.Read(claimed.Quote, alone), claimed, definition) is { } stated) return (Verdict.Stated, stated with { Spans = [.. stated.Spans.Select(s => s with { Start = s.Start + at })] }, null);
        var asked = Same(rules.Read(claimed.Quote, alone with { Expecting = claimed.Id }), claimed, definition);
        return asked is null ? (Verdict.NoValue, null, null) : (Verdict.AskedBack, null, new(claimed.Id, [asked.Value], quote, "two-readings"));
    }

    private static StatedFact? Same(Reading reading, ModelAnswer.Claimed claimed, FactDefinition definition) =>
        reading.Facts.FirstOrDefault(f => f.Id == claimed.Id && Agrees(f.Value, claimed.Value, definition));

    private static bool Agrees(FactValue value, string claimed, FactDefinition definition) => value switch
    {
        FactValue.Number n => decimal.TryParse(claimed, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            && (n.Value == number || (n.Approximate && number >= (n.Min ?? n.Value) && number <= (n.Max ?? n.Value))),
        FactValue.YesNo y => claimed is "yes" or "true" ? y.Value : claimed is "no" or "false" && !y.Value,
        FactValue.Choice c => c.Value == claimed,
        FactValue.Set s => s.Values.SetEquals(claimed.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
        FactValue.Day d => d.ToString() == claimed || (DateOnly.TryParseExact(claimed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= d.From && day <= d.To),
        FactValue.Place p => p.Name == claimed || p.Code == claimed,
        _ => false,
    };

    private static bool Overlap(TextSpan a, TextSpan b) => a.Start < b.Start + b.Length && b.Start < a.Start + a.Length;
}
