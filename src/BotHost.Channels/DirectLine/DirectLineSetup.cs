using BotHost.App.Conversations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BotHost.Channels.DirectLine;

/// <summary>
/// Direct Line 3.0 as a server. Rests on <c>IInbox</c> and <c>ITranscript</c>; needs no middleware of the host (WebSockets, CORS
/// and limits come along). Settings: <see cref="DirectLineOptions"/>. Tokens are sealed with the host's data protection keys.
/// </summary>
public static class DirectLineSetup
{
    public const string Prefix = "/v3/directline";

    public static IServiceCollection AddDirectLine(this IServiceCollection services)
    {
        services.AddDataProtection();
        services.AddOptions<DirectLineOptions>().BindConfiguration(DirectLineOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<PassOffice>().AddSingleton<Gate>().AddSingleton<RateLimits>().AddSingleton<DirectLineChannel>().AddSingleton<OpenStreams>().AddSingleton<ITypingSign, DirectLineTyping>();
        services.AddSingleton<EveryCall>().AddSingleton<TokenEndpoints>().AddSingleton<ConversationEndpoints>().AddSingleton<ActivityEndpoints>();
        return services.AddSingleton<UploadEndpoint>().AddSingleton<StreamEndpoint>().AddSingleton<PageDoor>();
    }

    public static IEndpointRouteBuilder MapDirectLine(this IEndpointRouteBuilder endpoints)
    {
        var every = endpoints.ServiceProvider.GetRequiredService<EveryCall>();
        var calls = endpoints.MapGroup(Prefix).WithTags("Direct Line").AllowAnonymous().DisableAntiforgery();
        calls.AddEndpointFilter((context, next) => every.InvokeAsync(context, next));

        calls.MapPost("/tokens/generate", (TokenEndpoints tokens, HttpContext http) => tokens.GenerateAsync(http));
        calls.MapPost("/tokens/refresh", (TokenEndpoints tokens, HttpContext http) => tokens.Refresh(http));
        calls.MapGet("/session/getsessionid", (ConversationEndpoints conversations, HttpContext http) => conversations.SessionId(http));
        calls.MapPost("/conversations", (ConversationEndpoints conversations, HttpContext http) => conversations.StartAsync(http));
        calls.MapGet("/conversations/{conversationId}", (ConversationEndpoints conversations, HttpContext http, string conversationId, string? watermark) =>
            conversations.ResumeAsync(http, conversationId, watermark));
        calls.MapGet("/conversations/{conversationId}/activities", (ActivityEndpoints activities, HttpContext http, string conversationId, string? watermark) =>
            activities.ReadAsync(http, conversationId, watermark));
        calls.MapPost("/conversations/{conversationId}/activities", (ActivityEndpoints activities, HttpContext http, string conversationId) => activities.PostAsync(http, conversationId));
        calls.MapPost("/conversations/{conversationId}/upload", (UploadEndpoint upload, HttpContext http, string conversationId) => upload.PostAsync(http, conversationId));
        calls.MapMethods("/{**call}", [HttpMethods.Options], (HttpContext http) => every.Preflight(http)).ExcludeFromDescription();
        calls.MapFallback("/{**call}", () => Refusal.UnknownCall);
        MapStream(endpoints);

        // Not in the group: no other site may read this answer.
        endpoints.MapPost(PageDoor.Path, (PageDoor door, HttpContext http) => door.OpenAsync(http)).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription()
            .AddEndpointFilter(async (context, next) =>
            {
                context.HttpContext.Response.Headers.CacheControl = "no-store";
                return await next(context);
            });
        return endpoints;
    }

    // The WebSocket middleware sits on this one address, so that the host need not remember to add it.
    private static void MapStream(IEndpointRouteBuilder endpoints)
    {
        var pipeline = endpoints.CreateApplicationBuilder();
        pipeline.UseWebSockets();
        pipeline.Run(http => http.RequestServices.GetRequiredService<StreamEndpoint>().HandleAsync(http));
        endpoints.Map(Prefix + "/conversations/{conversationId}/stream", pipeline.Build()).AllowAnonymous().ExcludeFromDescription();
    }
}
