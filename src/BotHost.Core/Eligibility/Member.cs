using BotHost.Core.Facts;

namespace BotHost.Core.Eligibility;

/// <summary>One entry of <c>household.members</c>.</summary>
internal sealed class Member(IReadOnlyDictionary<string, FactValue> fields, DateOnly today)
{
    private static readonly string[] Studies = ["compulsory", "high_school", "vocational", "undergraduate"];

    private bool? counts;

    public string Relation => field ??= Word("relation") ?? "";

    public decimal? Age => (Find("age") as FactValue.Number)?.Value;

    public bool IsSubject => Relation == "self";

    public FactValue? Find(string field) => fields.GetValueOrDefault(field);

    public string? Word(string field) => Find(field) switch { FactValue.Choice c => c.Value, FactValue.Text t => t.Value, _ => null };

    public bool? Yes(string field) => (Find(field) as FactValue.YesNo)?.Value;

    /// <summary>In full-time education up to a first degree (民发〔2021〕57号 art 7 (三)); a postgraduate is not.</summary>
    public bool Studying => Word("student") is { } student && Studies.Contains(student) && Yes("full_time") != false;

    /// <summary>At a school that takes fees: past the nine years that are free.</summary>
    public bool PaysFees => Studying && Word("student") != "compulsory";

    /// <summary>Grade 1 or 2 of any kind, or 3 of mind or intellect.</summary>
    public bool SeverelyDisabled => Severe(fields);

    /// <summary>A disability of mind or intellect, of any grade.</summary>
    public bool Incapable => OfMind(fields);

    /// <summary>Reported missing at least six months ago; a person who just left is not.</summary>
    public bool Missing => Find("missing_since") is FactValue.Day day && LongMissing(day, today);

    /// <inheritdoc cref="SeverelyDisabled"/>
    public static bool Severe(IReadOnlyDictionary<string, FactValue> person) => Grade(person) is { } grade && (grade <= 2 || (grade == 3 && OfMind(person)));

    /// <inheritdoc cref="Incapable"/>
    public static bool OfMind(IReadOnlyDictionary<string, FactValue> person) => Grade(person) <= 4 && person.GetValueOrDefault("disability_type")?.ToString() is "intellectual" or "mental";

    /// <inheritdoc cref="Missing"/>
    public static bool LongMissing(FactValue.Day reported, DateOnly today) => reported.To.AddMonths(6) <= today;

    private static decimal? Grade(IReadOnlyDictionary<string, FactValue> person) => (person.GetValueOrDefault("disability_grade") as FactValue.Number)?.Value;

    /// <summary>
    /// Whether the member counts (民发〔2021〕57号 art 7): spouse, minor children, grown children who study up to a first degree or cannot
    /// live on their own, and others with a duty of support who live together. Prisoners and people reported missing do not.
    /// </summary>
    public bool Counts => counts ??= Yes("imprisoned") != true && Find("missing_since") is null && Relation switch
    {
        "self" or "spouse" => true,
        "son" or "daughter" when Age is < 18 || Studying => true,
        "son" or "daughter" when Word("student") == "postgraduate" => false,
        "son" or "daughter" when Yes("lives_together") is null && Yes("married") == true => false,
        // A child of whom it is open whether son or daughter.
        "other" when Word("student") == "postgraduate" => false,
        _ => Yes("lives_together") != false,
    };
}
