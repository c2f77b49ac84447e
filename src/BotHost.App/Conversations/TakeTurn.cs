using BotHost.App.Desk;
using BotHost.App.Understanding;
using BotHost.Core.Dialogs;
using BotHost.Core.Readings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotHost.App.Conversations;

/// <summary>Answers one accepted activity: read, advance, commit.</summary>
public sealed class TakeTurn(
    IConversationStore store, IReader reader, ILiveContent content, CadreDesk desk, HearRecording hearing, Typing typing, FreshIds ids, TimeProvider clock, IOptions<TurnOptions> options, ILogger<TakeTurn> log)
{
    /// <summary>Redone turns end here: a record that changes under us this often is a bug, not a race.</summary>
    private const int MostRedos = 8;

    /// <summary>Takes the turn and returns the conversation as it stands after it.</summary>
    /// <param name="kept">The record as an earlier turn left it; null to load it. A kept record that is out of date is loaded again and the turn redone.</param>
    /// <exception cref="StorageUnavailableException">Nothing was written; the activity is still pending.</exception>
    public async Task<LoadedConversation> RunAsync(LoadedConversation? kept, PendingActivity pending, CancellationToken cancellation)
    {
        var seed = new TurnSeed(ids.Next());
        // What the host put into the inbox tells of a change that a kept record cannot know.
        var loaded = IsSpoken(pending) ? kept : null;
        for (var redo = 0; ; redo++)
        {
            loaded ??= await store.LoadAsync(pending.Inbound.ConversationId, cancellation);
            try
            {
                return await TakeAsync(loaded, pending, seed, cancellation);
            }
            catch (StaleRecordException) when (redo < MostRedos)
            {
                loaded = null;
            }
        }
    }

    private async Task<LoadedConversation> TakeAsync(LoadedConversation loaded, PendingActivity pending, TurnSeed seed, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var engine = content.Current;
        var inbound = pending.Inbound;
        var view = await desk.ViewAsync(loaded.Record.State, inbound.Activity, cancellation);
        var reading = view is null ? await UnderstandAsync(engine, loaded.Record, pending, now, cancellation) : Reading.Nothing;
        var input = new TurnInput(loaded.Record, inbound.Activity, reading, now, seed) { Desk = view };
        var result = engine.Advance(input);
        var writes = new TurnWrites();
        if (result.Act is { } act) result = engine.Advance(input with { Outcome = await desk.DoAsync(act, view?.Reviewer, inbound, writes, cancellation) });
        var outgoing = OutgoingActivities.From(result.Replies, inbound, seed, options.Value.BotName, now);
        var revision = await store.CommitAsync(
            new(inbound.ConversationId, pending.Sequence, result.Record.State, loaded.Revision, reading, seed, engine.ContentVersion, outgoing, result.Effects, now) { Writes = writes },
            cancellation);
        return new(result.Record, revision);
    }

    private ValueTask<Reading> UnderstandAsync(IAdvance engine, ConversationRecord record, PendingActivity pending, DateTimeOffset now, CancellationToken cancellation)
    {
        var reading = ReadAsync(engine, record, pending, now, cancellation);
        if (reading.IsCompleted) return reading;
        var slow = reading.AsTask();
        typing.While(slow, pending.Inbound);
        return new(slow);
    }

    private async ValueTask<Reading> ReadAsync(IAdvance engine, ConversationRecord record, PendingActivity pending, DateTimeOffset now, CancellationToken cancellation)
    {
        if (pending.Inbound.Activity is { Type: "event", Name: Schedules.SpeechDue } due)
        {
            var heard = await hearing.HearAsync(record, due, cancellation);
            var words = heard.Text.Length == 0 ? Reading.Nothing : await ReadAsync(heard.Text, engine, record, pending, now, cancellation);
            return words with { Heard = heard };
        }

        return !IsSpoken(pending) || string.IsNullOrWhiteSpace(pending.Inbound.Activity.Text) ? Reading.Nothing : await ReadAsync(pending.Inbound.Activity.Text, engine, record, pending, now, cancellation);
    }

    private async ValueTask<Reading> ReadAsync(string text, IAdvance engine, ConversationRecord record, PendingActivity pending, DateTimeOffset now, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var read = reader.ReadAsync(text, engine.ContextFor(record, now), limit.Token);
        if (read.IsCompletedSuccessfully) return read.Result;
        try
        {
            return await read.AsTask().WaitAsync(options.Value.ReadingLimit, clock, cancellation);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            await limit.CancelAsync();
            log.LogWarning("Reading took too long; the turn goes on without it. Conversation {Conversation}, sequence {Sequence}", pending.Inbound.ConversationId, pending.Sequence);
            return Reading.Nothing;
        }
    }

    private static bool IsSpoken(PendingActivity pending) => pending.Inbound.Activity.Type == "message";
}
