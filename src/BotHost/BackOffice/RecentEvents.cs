using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace BotHost.BackOffice;

/// <summary>
/// Events handled lately, by source and id. Remembered for as long as their signature could still be shown again; older ones are refused by their time.
/// After a restart the order of a claim's states still keeps a repeated event from doing anything.
/// </summary>
internal sealed class RecentEvents(IOptions<BackOfficeOptions> options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string Source, string Id), DateTimeOffset> handled = new();

    public bool Handled(string source, string id) => handled.ContainsKey((source, id));

    public void Remember(string source, string id)
    {
        var now = clock.GetUtcNow();
        // A signature may be dated as far ahead as behind.
        foreach (var (key, at) in handled)
            if (now - at > options.Value.EventWindow * 2) handled.TryRemove(key, out _);
        handled[(source, id)] = now;
    }
}
