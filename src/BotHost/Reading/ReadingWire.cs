using BotHost.Core.Facts;

namespace BotHost.Reading;

/// <summary>A reading as the <c>read</c> verb prints it.</summary>
internal static class ReadingWire
{
    public static Dictionary<string, object> Of(string text, Core.Readings.Reading reading)
    {
        var wire = new Dictionary<string, object>
        {
            ["intent"] = reading.Intent,
            ["confidence"] = Math.Round(reading.Confidence, 3),
            ["facts"] = reading.Facts.Select(f => Fact(text, f)).ToArray(),
        };
        if (!reading.Doubts.IsEmpty) wire["doubts"] = reading.Doubts.Select(d => new { id = d.FactId, why = d.Why, candidates = d.Candidates.Select(Value).ToArray(), start = d.Span.Start, length = d.Span.Length }).ToArray();
        if (reading.Answer != Core.Readings.AnswerKind.None) wire["answer"] = JsonNaming(reading.Answer.ToString());
        if (reading.Choice is { } choice) wire["choice"] = choice;
        if (reading.Correction) wire["correction"] = true;
        if (reading.Urgent is { } urgent) wire["urgent"] = new { kind = urgent.Kind, idiom = urgent.Idiom };
        if (reading.OtherSpeaker) wire["otherSpeaker"] = true;
        if (reading.Topic is { } topic) wire["topic"] = topic;
        return wire;
    }

    private static Dictionary<string, object> Fact(string text, Core.Readings.StatedFact fact)
    {
        var wire = new Dictionary<string, object> { ["id"] = fact.Id, ["value"] = Value(fact.Value) };
        if (fact.Value is FactValue.Place { Code: { } code }) wire["code"] = code;
        if (fact.Value is FactValue.Number { Approximate: true } n)
        {
            wire["approximate"] = true;
            if (n.Min is { } min) wire["min"] = min;
            if (n.Max is { } max) wire["max"] = max;
        }

        wire["evidence"] = fact.Spans.Select(s => new { start = s.Start, length = s.Length, quote = text.Substring(s.Start, s.Length) }).ToArray();
        return wire;
    }

    /// <summary>A place is shown by the name said; its code stands beside it once it is settled.</summary>
    private static object Value(FactValue value) => value is FactValue.Place place ? place.Name : FactValueJson.ToWire(value);

    private static string JsonNaming(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
