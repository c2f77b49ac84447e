using System.Security.Cryptography;
using System.Text.Json;
using BotHost.App.Conversations;
using BotHost.Core.Activities;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BotHost.Channels.DirectLine;

/// <summary>Direct Line 3.0 as its public clients speak it, and a door of our own for our web chat page.</summary>
public static class DirectLineEndpoints
{
    public const string RateLimit = "directline.new";
    private const int PageSize = 200;

    public static IServiceCollection AddDirectLine(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<DirectLineOptions>(configuration.GetSection(DirectLineOptions.Section));
        services.AddSingleton<DirectLineTokens>().AddSingleton<DirectLineStream>();
        return services;
    }

    public static void MapDirectLine(this IEndpointRouteBuilder app)
    {
        var largest = new RequestSizeLimitAttribute(app.ServiceProvider.GetRequiredService<IOptions<DirectLineOptions>>().Value.LargestBody);
        var group = app.MapGroup("/v3/directline").WithMetadata(largest).ExcludeFromDescription();
        group.MapPost("/tokens/generate", GenerateAsync);
        group.MapPost("/tokens/refresh", Refresh);
        group.MapPost("/conversations", StartAsync);
        group.MapGet("/conversations/{id}", Reconnect);
        group.MapGet("/conversations/{id}/activities", ReadAsync);
        group.MapPost("/conversations/{id}/activities", PostAsync);
        group.MapPost("/conversations/{id}/upload", UploadAsync).DisableAntiforgery();
        group.MapGet("/conversations/{id}/stream", (string id, string? t, string? watermark, HttpContext http, DirectLineStream stream) => stream.ServeAsync(http, id, t, watermark));
        app.MapPost("/webchat/token", VisitAsync).RequireRateLimiting(RateLimit).WithMetadata(largest).ExcludeFromDescription();
    }

    /// <summary>Our own page's door: the same origin only, a new conversation or the one this phone had.</summary>
    private static async Task<IResult> VisitAsync(HttpContext http, DirectLineTokens tokens, IInbox inbox, TimeProvider clock)
    {
        if (http.Request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none")) return Error(new(403, "Forbidden", "only our own page may use this door"));
        if (await BodyAsync(http) is not { } body) return Error(NotJson);
        var visit = Text(body, "visit");
        var grant = visit is null ? null : tokens.ReadVisit(visit);
        var isNew = grant is null;
        var (conversation, user) = grant is { ConversationId: { } known } ? (known, grant.UserId) : (NewId(), "dl_" + NewId());
        if (isNew) await GreetAsync(inbox, conversation, user, clock, http.RequestAborted);
        return Results.Json(new { conversationId = conversation, token = tokens.Issue(conversation, user), expires_in = tokens.ExpiresIn, userId = user, visit = tokens.IssueVisit(conversation, user) });
    }

    private static async Task<IResult> GenerateAsync(HttpContext http, DirectLineTokens tokens)
    {
        if (Grant(http, tokens) is not { ConversationId: null }) return Error(WrongToken);
        if (await BodyAsync(http) is not { } body) return Error(NotJson);
        var user = body.ValueKind == JsonValueKind.Object && body.TryGetProperty("user", out var named) ? Text(named, "id") : null;
        var conversation = NewId();
        return Results.Json(new { conversationId = conversation, token = tokens.Issue(conversation, user is { Length: <= 128 } ? user : "dl_" + NewId()), expires_in = tokens.ExpiresIn });
    }

    private static IResult Refresh(HttpContext http, DirectLineTokens tokens) => Grant(http, tokens) is { ConversationId: { } conversation, UserId: var user }
        ? Results.Json(new { conversationId = conversation, token = tokens.Issue(conversation, user), expires_in = tokens.ExpiresIn })
        : Error(WrongToken);

    private static async Task<IResult> StartAsync(HttpContext http, DirectLineTokens tokens, IInbox inbox, TimeProvider clock)
    {
        if (Grant(http, tokens) is not { } grant) return Error(WrongToken);
        if (await BodyAsync(http) is not { } body) return Error(NotJson);
        var user = grant.UserId.Length > 0 ? grant.UserId
            : body.ValueKind == JsonValueKind.Object && body.TryGetProperty("user", out var named) && Text(named, "id") is { Length: > 0 and <= 128 } id && !id.StartsWith("dl_", StringComparison.Ordinal) ? id
            : "dl_" + NewId();
        var conversation = grant.ConversationId ?? NewId();
        var existed = await GreetAsync(inbox, conversation, user, clock, http.RequestAborted);
        return Results.Json(Opened(http, tokens, conversation, user), statusCode: existed ? 200 : 201);
    }

    private static IResult Reconnect(string id, string? watermark, HttpContext http, DirectLineTokens tokens) => Grant(http, tokens) switch
    {
        null => Error(WrongToken),
        { ConversationId: null } => Results.Json(Opened(http, tokens, id, "dl_" + NewId(), watermark)),
        { ConversationId: var own, UserId: var user } when own == id => Results.Json(Opened(http, tokens, id, user, watermark)),
        _ => Error(WrongConversation),
    };

    private static async Task<IResult> ReadAsync(string id, string? watermark, HttpContext http, DirectLineTokens tokens, ITranscript transcript)
    {
        if (Grant(http, tokens) is not { } grant) return Error(WrongToken);
        if (grant.ConversationId is { } own && own != id) return Error(WrongConversation);
        var after = DirectLineStream.ParseWatermark(watermark);
        var entries = await transcript.ReadAsync(DirectLineDecoder.HostConversation(id), after, PageSize, http.RequestAborted);
        return Results.Json(DirectLineStream.Frame(entries, after, id), ActivityJson.Options);
    }

    private static async Task<IResult> PostAsync(string id, HttpContext http, DirectLineTokens tokens, IInbox inbox, TimeProvider clock, IOptions<DirectLineOptions> options)
    {
        if (Grant(http, tokens) is not { } grant) return Error(WrongToken);
        if (grant.ConversationId is { } own && own != id) return Error(WrongConversation);
        if (await BodyAsync(http) is not { } body) return Error(NotJson);
        return await AcceptAsync(body, id, grant, inbox, clock, options.Value, http.RequestAborted);
    }

    private static async Task<IResult> UploadAsync(string id, HttpContext http, DirectLineTokens tokens, IInbox inbox, TimeProvider clock, IOptions<DirectLineOptions> options)
    {
        if (Grant(http, tokens) is not { } grant) return Error(WrongToken);
        if (grant.ConversationId is { } own && own != id) return Error(WrongConversation);
        if (!http.Request.HasFormContentType) return Error(new(415, "UnsupportedMediaType", "send multipart/form-data"));
        // Files are not kept yet: what is stored is that one was sent, so that the bot can say what to do instead.
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var attachments = form.Files.Where(f => f.Name != "activity").Select(f => new { contentType = f.ContentType, name = f.FileName });
        var activity = JsonSerializer.SerializeToElement(new { type = "message", attachments });
        return await AcceptAsync(activity, id, grant, inbox, clock, options.Value, http.RequestAborted);
    }

    private static async Task<IResult> AcceptAsync(JsonElement body, string id, DirectLineGrant grant, IInbox inbox, TimeProvider clock, DirectLineOptions options, CancellationToken cancellation)
    {
        var user = grant.UserId.Length > 0 ? grant.UserId : "dl_secret";
        var (inbound, refusal) = DirectLineDecoder.Decode(body, id, user, NewId(), clock.GetUtcNow(), options.LongestText);
        if (inbound is null) return Error(refusal!);
        // Typing says nothing that must not be lost, and an event of the page is not ours to act on: answered, not stored.
        if (inbound.Activity.Type == "message") await inbox.AcceptAsync(inbound, cancellation);
        return Results.Json(new { id = inbound.Activity.Id });
    }

    /// <summary>The start of a conversation, made by the server as the protocol wants it. True when it had begun before.</summary>
    private static async Task<bool> GreetAsync(IInbox inbox, string conversation, string user, TimeProvider clock, CancellationToken cancellation)
    {
        var start = new Activity
        {
            Type = "conversationUpdate", Id = conversation + "|start", Timestamp = clock.GetUtcNow(), ChannelId = DirectLineDecoder.Channel,
            From = new(user), Conversation = new(conversation), Recipient = new("bot"), MembersAdded = [new(user)],
        };
        return (await inbox.AcceptAsync(new(DirectLineDecoder.Channel, DirectLineDecoder.HostConversation(conversation), user, start), cancellation)).Duplicate;
    }

    private static object Opened(HttpContext http, DirectLineTokens tokens, string conversation, string user, string? watermark = null)
    {
        var token = tokens.Issue(conversation, user);
        var scheme = http.Request.IsHttps ? "wss" : "ws";
        var from = string.IsNullOrEmpty(watermark) ? "" : "&watermark=" + Uri.EscapeDataString(watermark);
        var streamUrl = $"{scheme}://{http.Request.Host}/v3/directline/conversations/{conversation}/stream?t={Uri.EscapeDataString(token)}{from}";
        return new { conversationId = conversation, token, expires_in = tokens.ExpiresIn, streamUrl };
    }

    private static DirectLineGrant? Grant(HttpContext http, DirectLineTokens tokens)
    {
        var header = http.Request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? tokens.Read(header[7..].Trim()) : null;
    }

    /// <summary>The body as JSON; an empty body counts as an empty object, and null means that it is not JSON.</summary>
    private static async Task<JsonElement?> BodyAsync(HttpContext http)
    {
        if (http.Request.ContentLength is 0 or null && !http.Request.Headers.ContainsKey("Transfer-Encoding")) return JsonElement.Parse("{}");
        try
        {
            using var document = await JsonDocument.ParseAsync(http.Request.Body, new() { MaxDepth = 32 }, http.RequestAborted);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static DirectLineRefusal WrongToken { get; } = new(401, "TokenInvalid", "the token or secret is wrong or has expired");

    private static DirectLineRefusal WrongConversation { get; } = new(403, "BadArgument", "the token belongs to another conversation");

    private static DirectLineRefusal NotJson { get; } = new(400, "BadArgument", "the body is not JSON");

    private static IResult Error(DirectLineRefusal refusal) => Results.Json(new { error = new { code = refusal.Code, message = refusal.Message } }, statusCode: refusal.Status);
}
