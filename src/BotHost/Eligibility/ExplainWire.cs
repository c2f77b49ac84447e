using System.Text.Json.Serialization;
using BotHost.Core.Eligibility;

namespace BotHost.Eligibility;

/// <summary>What <c>explain</c> prints for one household.</summary>
/// <param name="Refused">Ids of facts whose value was not understood; left out when there are none.</param>
internal sealed record ExplainWire(
    [property: JsonPropertyName("determinations")] IReadOnlyList<ExplainWire.DeterminationPart> Determinations,
    [property: JsonPropertyName("refused"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Refused)
{
    internal sealed record DeterminationPart(
        [property: JsonPropertyName("program")] string Program, [property: JsonPropertyName("outcome")] string Outcome,
        [property: JsonPropertyName("criteria")] IReadOnlyList<CriterionPart> Criteria, [property: JsonPropertyName("missing")] IReadOnlyList<string> Missing,
        [property: JsonPropertyName("next_question")] string? NextQuestion, [property: JsonPropertyName("text")] string Text);

    internal sealed record CriterionPart(
        [property: JsonPropertyName("id")] string Id, [property: JsonPropertyName("outcome")] string Outcome,
        [property: JsonPropertyName("facts")] IReadOnlyList<string> Facts, [property: JsonPropertyName("source")] string Source);

    public static DeterminationPart Of(Explained explained)
    {
        var d = explained.Determination;
        return new(
            d.Program.Id, Explanation.Name(d.Outcome),
            [.. d.Criteria.Select(c => new CriterionPart(c.Criterion.Id, c.Outcome switch { CriterionOutcome.Met => "met", CriterionOutcome.Unmet => "unmet", _ => "unknown" }, c.Facts, c.Criterion.Source))],
            d.Missing, explained.NextQuestion, explained.Text);
    }
}
