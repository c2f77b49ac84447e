using System.Collections.Immutable;
using BotHost.Core.Matching;

namespace BotHost.Core.Offers;

/// <summary>What a group of people said to their offers.</summary>
/// <param name="Dimension">As in <see cref="FairnessRow"/>: sex, age, disability, need, township.</param>
/// <param name="Wanted">Yes, of those answered.</param>
/// <param name="HoursToAnswer">Mean, of those answered; null without any.</param>
public sealed record AnswerRow(string Dimension, string Group, int Offers, int Answered, int Wanted, double? HoursToAnswer);

/// <summary>One offer that reached somebody.</summary>
/// <param name="Wanted">Null while there is no yes or no.</param>
public sealed record AnsweredOffer(Resident Resident, bool? Wanted, TimeSpan? Took);

/// <summary>Who answers and who says yes, by the same groups as the sharing out, so that a difference can be seen.</summary>
public static class AnswerReport
{
    private static readonly (string Name, Func<Resident, string> Of)[] Dimensions =
    [
        ("sex", r => r.Sex ?? FairnessGroups.Unknown), ("age", r => FairnessGroups.Age(r.Age ?? 0)), ("disability", r => FairnessGroups.YesNo(r.Disabled)),
        ("need", r => r.Need is { } need ? FairnessGroups.Need((int)Math.Round(need * 100)) : FairnessGroups.Unknown), ("township", r => r.Place.Length >= 9 ? r.Place[..9] : FairnessGroups.Unknown),
    ];

    public static ImmutableArray<AnswerRow> Of(IReadOnlyCollection<AnsweredOffer> offers) =>
        [.. Dimensions.SelectMany(d => offers.GroupBy(o => d.Of(o.Resident)).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Row(d.Name, g.Key, [.. g])))];

    private static AnswerRow Row(string dimension, string group, List<AnsweredOffer> offers)
    {
        var answered = offers.Where(o => o.Wanted is not null).ToList();
        var hours = answered.Where(o => o.Took is not null).Select(o => o.Took!.Value.TotalHours).ToList();
        return new(dimension, group, offers.Count, answered.Count, answered.Count(o => o.Wanted == true), hours.Count == 0 ? null : hours.Average());
    }
}
