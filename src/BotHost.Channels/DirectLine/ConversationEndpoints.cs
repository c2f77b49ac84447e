using BotHost.Core.Activities;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.DirectLine;

/// <summary>Starting a conversation and coming back to it.</summary>
internal sealed class ConversationEndpoints(Gate gate, PassOffice office, DirectLineChannel channel, IOptions<DirectLineOptions> options)
{
    public async Task<IResult> StartAsync(HttpContext http)
    {
        if (gate.Admit(http.Request, out var caller) is { } refusal) return refusal;
        if (await StartRequest.ReadAsync(http.Request) is not { } asked) return Refusal.NotJson;
        // A token says who the user is; what the body says counts only with the secret.
        if (caller.HasSecret && asked.Wrong is { } wrong) return wrong;
        var pass = caller.Pass ?? asked.NewPass();
        var isNew = await channel.StartAsync(pass, asked.Locale, http.RequestAborted);
        return Results.Json(Grant(http.Request, pass, "-"), ActivityJson.Options, statusCode: isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    public async Task<IResult> ResumeAsync(HttpContext http, string conversationId, string? watermark)
    {
        if (gate.Admit(http.Request, conversationId, out var caller) is { } refusal) return refusal;
        if (caller.Pass is not { Started: true } && !await channel.ExistsAsync(conversationId, http.RequestAborted)) return Refusal.UnknownConversation;
        var pass = caller.Pass;
        if (pass is null)
        {
            if (await channel.UserOfAsync(conversationId, http.RequestAborted) is not { } user) return Refusal.UnknownConversation;
            pass = new(conversationId, user.Id, user.Name, Started: true, default, []);
        }

        return Results.Json(Grant(http.Request, pass, string.IsNullOrEmpty(watermark) ? "-" : watermark), ActivityJson.Options);
    }

    /// <summary>Only OAuth cards ask for it, which this host does not send; clients ask all the same.</summary>
    public IResult SessionId(HttpContext http)
    {
        if (gate.Admit(http.Request, out var caller) is { } refusal) return refusal;
        return Results.Json(new { sessionId = caller.Pass?.Conversation ?? "" }, ActivityJson.Options);
    }

    private TokenGrant Grant(HttpRequest request, Pass pass, string watermark)
    {
        var started = pass with { Started = true };
        var path = $"{request.PathBase}{DirectLineSetup.Prefix}/conversations/{Uri.EscapeDataString(pass.Conversation)}/stream";
        var query = $"?watermark={Uri.EscapeDataString(watermark)}&t={office.Seal(started, PassUse.Stream)}";
        return new(pass.Conversation, office.Seal(started, PassUse.Talk), (int)office.TokenLife.TotalSeconds, $"{SocketBase(request)}{path}{query}");
    }

    private string SocketBase(HttpRequest request)
    {
        var at = options.Value.PublicUrl is { Length: > 0 } url ? url.TrimEnd('/') : $"{request.Scheme}://{request.Host}";
        return at.StartsWith("https:", StringComparison.OrdinalIgnoreCase) ? $"wss:{at[6..]}" : $"ws:{at[5..]}";
    }
}
