using BotHost.Channels.Webhooks;
using System.Collections.Immutable;
using BotHost.App.Conversations;
using BotHost.Core.Activities;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BotHost.Channels.DirectLine;

/// <summary>Reading and posting activities.</summary>
internal sealed class ActivityEndpoints(Gate gate, DirectLineChannel channel, ITranscript transcript, RateLimits limits, ILogger<ActivityEndpoints> log)
{
    private const int PageSize = 100;

    /// <summary>What is new since the watermark. A fault here answers an empty set: clients take every other answer as the end and poll no more.</summary>
    public async Task<IResult> ReadAsync(HttpContext http, string conversationId, string? watermark)
    {
        if (gate.Admit(http.Request, conversationId, out var caller) is { } refusal) return refusal;
        var after = ActivityFrame.ReadWatermark(watermark);
        try
        {
            var entries = await transcript.ReadAsync(DirectLineChannel.IdInHost(conversationId), after, PageSize, http.RequestAborted);
            if (entries.Count == 0 && caller.HasSecret && !await channel.ExistsAsync(conversationId, http.RequestAborted)) return Refusal.UnknownConversation;
            return Frame(ActivityFrame.Of(conversationId, entries, after));
        }
        catch (Exception e) when (e is not OperationCanceledException || !http.RequestAborted.IsCancellationRequested)
        {
            log.LogError(e, "Reading the transcript of {Conversation} failed; the client was told there is nothing new", conversationId);
            return Frame(ActivityFrame.Empty(after));
        }
    }

    public async Task<IResult> PostAsync(HttpContext http, string conversationId)
    {
        if (gate.Admit(http.Request, conversationId, out var caller) is { } refusal) return refusal;
        if (await BoundedBody.ReadAsync(http.Request.Body, http.Request.ContentLength, PostedActivity.LongestBody, http.RequestAborted) is not { } body) return Refusal.TooLarge;
        return await AcceptAsync(http, conversationId, caller, body, []);
    }

    /// <summary>The common end of POST activities and upload.</summary>
    public async Task<IResult> AcceptAsync(HttpContext http, string conversationId, Caller caller, ReadOnlyMemory<byte> body, ImmutableArray<Attachment> files)
    {
        if (PostedActivity.Read(body, files, out var posted) is { } wrong) return wrong;
        if (!limits.AllowsMessage(conversationId)) return Refusal.TooFast;
        if (caller.Pass is not { Started: true } && !await channel.ExistsAsync(conversationId, http.RequestAborted)) return Refusal.UnknownConversation;
        ChannelAccount user;
        if (caller.Pass is { } pass) user = new(pass.User, pass.Name, "user");
        else if (posted.ClaimedSender is { Length: > 0 and <= 128 } sender && !sender.Any(char.IsControl)) user = new(sender, null, "user");
        else return Refusal.BadArgument("With the secret, from.id says who the user is (at most 128 characters).");
        var id = await channel.AcceptAsync(conversationId, user, posted, http.RequestAborted);
        return Results.Json(new { id }, ActivityJson.Options);
    }

    private static IResult Frame(ActivityFrame frame) => Results.Bytes(frame.ToUtf8(), "application/json; charset=utf-8");
}
