using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http;

namespace BotHost.Channels.Webhooks;

/// <summary>
/// Lets the calls of one conversation answer one after the other. Two messages sent in one breath come by two connections; the second answer must
/// not leave before the first has.
/// </summary>
internal sealed class OneByOne
{
    /// <summary>Two connections are not equally fast: the next answer leaves this much later.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(150);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Task> last = new(StringComparer.Ordinal);

    /// <summary>True when the calls before this one have answered; false when that took longer than <paramref name="patience"/>: this call should leave its
    /// answer to the sender. Those after it wait until its response is out.</summary>
    public async Task<bool> EnterAsync(string conversationId, HttpContext http, TimeSpan patience, TimeProvider clock)
    {
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task? before;
        lock (gate)
        {
            ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(last, conversationId, out _);
            (before, entry) = (entry, answered.Task);
        }

        http.Response.OnCompleted(() =>
        {
            _ = LeaveAsync(conversationId, answered, clock);
            return Task.CompletedTask;
        });
        return before is null || await Task.WhenAny(before, Task.Delay(patience, clock)) == before;
    }

    private async Task LeaveAsync(string conversationId, TaskCompletionSource answered, TimeProvider clock)
    {
        await Task.Delay(Ahead, clock);
        lock (gate)
        {
            if (last.TryGetValue(conversationId, out var newest) && newest == answered.Task) last.Remove(conversationId);
        }

        answered.SetResult();
    }
}
