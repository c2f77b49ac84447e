using System.Collections.Immutable;
using BotHost.Core.Dialogs;

namespace BotHost.Core.Offers;

/// <summary>When offers may reach people and how many; what makes somebody come first: <c>dialogs/rules/offers.yaml</c>.</summary>
/// <param name="From">No offer before this hour of the day in China.</param>
/// <param name="Until">No offer from this hour on.</param>
/// <param name="PerWeek">The most offers somebody gets in seven days.</param>
/// <param name="AskAgainDays">以后再说: asked once more after so many days.</param>
/// <param name="AnswerDays">Without an answer by then the place is offered to others.</param>
/// <param name="FollowUpDays">Days after the start on which the resident is asked how it goes, rising.</param>
/// <param name="NeedByAid">Need in hundredths by the aid somebody has.</param>
/// <param name="NeedOfFewWorkers">Added where each who can work must feed many.</param>
/// <param name="ManyMouths">So many people to one who can work are many.</param>
/// <param name="NeedOfCareEach">Added for each one who must be cared for, shared among those who can work.</param>
/// <param name="NeedUnknown">Need in hundredths where nobody said which aid they have.</param>
public sealed record OfferRules(int From, int Until, int PerWeek, int AskAgainDays, int AnswerDays, ImmutableArray<int> FollowUpDays, ImmutableDictionary<string, int> NeedByAid, int NeedOfFewWorkers, decimal ManyMouths, int NeedOfCareEach, int NeedUnknown)
{
    public static OfferRules Nothing { get; } = new(8, 20, 0, 3, 7, [], ImmutableDictionary<string, int>.Empty, 0, 4, 0, 50);

    /// <summary>True in the hours when nobody wants to hear from us.</summary>
    public bool IsQuiet(DateTimeOffset now) => now.ToOffset(ChinaTime.Offset).Hour is var hour && (hour < From || hour >= Until);

    /// <summary>The look back after this one; null when it was the last.</summary>
    public int? After(int day) => FollowUpDays.Where(d => d > day).Cast<int?>().FirstOrDefault();
}
