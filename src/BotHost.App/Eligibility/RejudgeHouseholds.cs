using System.Collections.Immutable;
using BotHost.Core;
using BotHost.Core.Content;
using BotHost.Core.Dialogs;
using BotHost.Core.Eligibility;
using BotHost.Core.Expressions;
using BotHost.Core.Facts;

namespace BotHost.App.Eligibility;

/// <summary>After a change of content: judges what people told us under the old and the new, a page at a time. A crash costs the page it was at, and nothing is listed twice.</summary>
public sealed class RejudgeHouseholds(IOutcomeChanges changes, IContentLibrary contents, TimeProvider clock)
{
    private const int PageSize = 200;

    /// <summary>Works out one page; false when there is nothing to do.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        if (await changes.OpenAsync(cancellation) is not { } change) return false;
        var now = clock.GetUtcNow();
        // A version that is no longer readable has no outcomes to compare with.
        if (contents.Find(change.Before) is not { } before || contents.Find(change.After) is not { } after || SameRules(before, after))
        {
            await changes.KeepAsync(change, [], change.Cursor, done: true, now, cancellation);
            return true;
        }

        var turns = new TurnedOutcomes(new(before.Programs, before.Standards), new(after.Programs, after.Standards));
        var (households, cursor, last) = await changes.PageAsync(change.Cursor, PageSize, cancellation);
        var today = DateOnly.FromDateTime(now.ToOffset(ChinaTime.Offset).DateTime);
        var turned = households.Select(h => new TurnedHousehold(h, turns.Of(new Known(h.Facts), h.Place, today))).Where(t => t.Outcomes.Length > 0).ToList();
        await changes.KeepAsync(change, turned, cursor, last, now, cancellation);
        return true;
    }

    /// <summary>Words alone turn nobody's outcome.</summary>
    private static bool SameRules(ContentBundle before, ContentBundle after) => Rules(before).SequenceEqual(Rules(after));

    private static IEnumerable<KeyValuePair<string, string>> Rules(ContentBundle content) => content.Files
        .Where(f => f.Key.StartsWith(ProgramLoader.Folder, StringComparison.Ordinal) || f.Key == FactCatalogue.File).OrderBy(f => f.Key, StringComparer.Ordinal);

    private sealed class Known(ImmutableDictionary<string, FactValue> facts) : IFacts
    {
        public FactValue? Find(string factId) => facts.GetValueOrDefault(factId);
    }
}
