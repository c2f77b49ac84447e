using System.Runtime.CompilerServices;
using BotHost.App.Conversations;
using BotHost.App.Media;
using BotHost.Core.Activities;

namespace Host.Tests.DirectLine;

/// <summary>Inbox and transcript in memory, with the contract of the real ones: one entry an activity id, one growing sequence, a follower hears of each commit.</summary>
public sealed class MemoryConversations(Func<InboundActivity, IEnumerable<Activity>>? bot = null) : IInbox, ITranscript, IUploads
{
    private readonly Lock gate = new();
    private readonly List<(string Conversation, TranscriptEntry Entry)> entries = [];
    private readonly Dictionary<string, long> known = [];
    private readonly List<InboundActivity> accepted = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Thrown by every call while set.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Bytes that were left for a turn, by reference.</summary>
    public Dictionary<string, byte[]> Staged { get; } = [];

    public Task<string> StageAsync(byte[] bytes, CancellationToken cancellation)
    {
        lock (gate)
        {
            var reference = $"upload:{Staged.Count}";
            Staged.Add(reference, bytes);
            return Task.FromResult(reference);
        }
    }

    public IReadOnlyList<InboundActivity> Accepted
    {
        get
        {
            lock (gate) return [.. accepted];
        }
    }

    public IReadOnlyList<string> Texts => [.. Accepted.Where(a => a.Activity.Type == "message").Select(a => a.Activity.Text ?? "")];

    public ValueTask<Acceptance> AcceptAsync(InboundActivity inbound, CancellationToken cancellation)
    {
        if (Fault is { } fault) throw fault;
        lock (gate)
        {
            var key = $"{inbound.Channel} {inbound.Activity.Id}";
            if (known.TryGetValue(key, out var before)) return new(new Acceptance(true, before));
            accepted.Add(inbound);
            var sequence = Append(inbound.ConversationId, inbound.Activity);
            known[key] = sequence;
            foreach (var reply in bot?.Invoke(inbound) ?? []) Append(inbound.ConversationId, reply);
            return new(new Acceptance(false, sequence));
        }
    }

    /// <summary>The bot speaks by itself.</summary>
    public void Say(string conversation, Activity activity)
    {
        lock (gate) Append(conversation, activity);
    }

    public Task<IReadOnlyList<TranscriptEntry>> ReadAsync(string conversationId, long after, int limit, CancellationToken cancellation)
    {
        if (Fault is { } fault) throw fault;
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<TranscriptEntry>>([.. entries.Where(e => e.Conversation == conversationId && e.Entry.Sequence > after).Take(limit).Select(e => e.Entry)]);
        }
    }

    public async IAsyncEnumerable<TranscriptEntry> FollowAsync(string conversationId, long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            Task next;
            lock (gate) next = changed.Task;
            foreach (var entry in await ReadAsync(conversationId, after, int.MaxValue, cancellation))
            {
                after = entry.Sequence;
                yield return entry;
            }

            await next.WaitAsync(cancellation);
        }
    }

    private long Append(string conversation, Activity activity)
    {
        var sequence = entries.Count + 1;
        entries.Add((conversation, new(sequence, activity)));
        changed.SetResult();
        changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return sequence;
    }
}
