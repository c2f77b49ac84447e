using System.Net.Sockets;
using BotHost.App.Conversations;
using BotHost.App.Outbox;
using Microsoft.Extensions.Logging;

namespace BotHost.App.Media;

/// <summary>Fetches what residents sent from their channels, checks it, cleans it and keeps it. What cannot be kept is told to the resident.</summary>
public sealed class FetchMedia(
    IMediaStore store, IEnumerable<IMediaSource> sources, IMediaCleaner cleaner, IVirusScanner scanner, IHostEvents events, TimeProvider clock, ILogger<FetchMedia> log)
{
    /// <summary>Of a photo as a phone takes it.</summary>
    public const int MostBytes = 10 * 1024 * 1024;

    private const int PageSize = 20;

    /// <summary>About a day; channels keep media for three.</summary>
    private const int MostAttempts = 50;

    private readonly Dictionary<string, IMediaSource> sources = sources.ToDictionary(s => s.Scheme, StringComparer.Ordinal);

    /// <summary>One at a time: a photo is large when it is open. Returns how many were dealt with.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var due = await store.DueAsync(clock.GetUtcNow(), PageSize, cancellation);
        foreach (var medium in due) await FetchAsync(medium, cancellation);
        return due.Count;
    }

    private async Task FetchAsync(DueMedium medium, CancellationToken cancellation)
    {
        try
        {
            var (scheme, id) = Split(medium.Reference);
            if (!sources.TryGetValue(scheme, out var source)) await RefuseAsync(medium, "no-source", cancellation);
            else if (await source.FetchAsync(id, MostBytes, cancellation) is not { } bytes) await RefuseAsync(medium, "gone", cancellation);
            else if (!await scanner.IsCleanAsync(bytes, cancellation)) await RefuseAsync(medium, "infected", cancellation);
            else if (cleaner.Clean(bytes) is not { } clean) await RefuseAsync(medium, "unreadable", cancellation);
            else await store.KeepAsync(medium.Id, clean.ContentType, clean.Bytes, cancellation);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            if (medium.Attempts + 1 >= MostAttempts) await RefuseAsync(medium, e.GetType().Name, cancellation);
            else await store.DeferAsync(medium.Id, clock.GetUtcNow() + Backoff.After(medium.Attempts + 1), e.GetType().Name, cancellation);
        }
    }

    private async Task RefuseAsync(DueMedium medium, string why, CancellationToken cancellation)
    {
        await store.RefuseAsync(medium.Id, why, cancellation);
        await events.RaiseAsync(ConversationEvent.For(medium.ConversationId, "medium.refused", $"refused:{medium.Id}", new { mediumId = medium.Id }, clock.GetUtcNow()), cancellation);
        log.LogInformation("A medium was not kept: {Why}. Conversation {Conversation}, medium {Medium}", why, medium.ConversationId, medium.Id);
    }

    private static (string Scheme, string Id) Split(string reference)
    {
        var colon = reference.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? ("", reference) : (reference[..colon], reference[(colon + 1)..]);
    }
}
