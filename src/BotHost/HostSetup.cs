using System.Threading.RateLimiting;
using BotHost.Accounts;
using BotHost.App.Claims;
using BotHost.App.Content;
using BotHost.App.Conversations;
using BotHost.App.Desk;
using BotHost.App.Outbox;
using BotHost.BackOffice;
using BotHost.Channels.BotFramework;
using BotHost.Channels.DingTalk;
using BotHost.Channels.DirectLine;
using BotHost.Channels.Feishu;
using BotHost.Channels.Sms;
using BotHost.Channels.Telegram;
using BotHost.Channels.WeChat;
using BotHost.Channels.WeChatKf;
using BotHost.Channels.WeCom;
using BotHost.Claims;
using BotHost.Consoles;
using BotHost.Content;
using BotHost.Conversations;
using BotHost.Core.Content;
using BotHost.Core.Dialogs;
using BotHost.Desk;
using BotHost.Eligibility;
using BotHost.Escalations;
using BotHost.Media;
using BotHost.Offers;
using BotHost.Opportunities;
using BotHost.Places;
using BotHost.Storage;
using BotHost.Subjects;
using BotHost.Understanding.Model;
using BotHost.WebChat;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.ResponseCompression;
using Scalar.AspNetCore;

namespace BotHost;

/// <summary>The host, put together: reads as a table of contents.</summary>
internal static class HostSetup
{
    /// <param name="loaded">Content that was loaded before, for programs that start many hosts; null to load it.</param>
    public static WebApplication Build(string[] args, LoadedContentFolder? loaded = null)
    {
        // Nothing is reloaded while running: watching the folder would watch every write to the database beside it.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [.. args, "--hostBuilder:reloadConfigOnChange=false"], ContentRootPath = AppContext.BaseDirectory });
        if (builder.Configuration["urls"] is null && builder.Configuration["Kestrel:Endpoints:Http:Url"] is null) builder.WebHost.UseUrls("http://localhost:5000");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.WebHost.UseStaticWebAssets();
        QuietLogs(builder);
        AddServices(builder, loaded ?? LoadedContentFolder.Load(ContentFolder.Find(builder.Configuration["Content:Root"])));
        var app = builder.Build();
        MapEndpoints(app);
        return app;
    }

    /// <summary>Without a <c>Logging</c> section only what a person should read is logged; frameworks would log addresses and statements.</summary>
    private static void QuietLogs(WebApplicationBuilder builder)
    {
        if (builder.Configuration.GetSection("Logging").Exists()) return;
        foreach (var category in new[] { "Microsoft", "System", "Polly", "Orleans" }) builder.Logging.AddFilter(category, LogLevel.Warning);
    }

    private static void AddServices(WebApplicationBuilder builder, LoadedContentFolder loaded)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        var content = loaded.Content;
        services.AddStorage(configuration);
        services.AddSingleton(content);
        services.AddSingleton<LiveContent>().AddSingleton<IContentLibrary>(s => s.GetRequiredService<LiveContent>()).AddSingleton<ILiveContent>(s => s.GetRequiredService<LiveContent>()).AddSingleton<ICatalogue>(s => s.GetRequiredService<LiveContent>());
        services.AddSingleton(loaded.Divisions).AddSingleton<IPlaceNames>(s => s.GetRequiredService<DivisionNames>());
        services.AddReading(configuration, loaded.Reader, loaded.Root);
        services.Configure<TurnOptions>(o => o.ParkedReply = content.Prompt(Words.Fault.Id).Text.Source);
        builder.AddConversations();
        services.AddBackOffice(configuration).AddSandboxBackOffice();
        services.AddDirectLine();
        services.AddWeChat(configuration).AddWeChatKf(configuration).AddWeCom(configuration);
        services.AddBotFramework(configuration);
        services.AddMedia(configuration);
        services.Configure<DeskOptions>(configuration.GetSection(DeskOptions.Section));
        services.AddTelegram(configuration).AddSms(configuration).AddDingTalk(configuration).AddFeishu(configuration);
        services.Configure<StorageOptions>(storage => storage.NoticeChannel = SmsSetup.IsOn(configuration) ? SmsSetup.Channel : "");
        services.AddAccounts().AddClaims().AddOpportunities().AddOffers().AddConsole();
        services.AddEligibility();
        services.AddHostedService<FirstAdministrator>();
        services.AddOpenApi("v1");
        services.AddProblemDetails();
        services.AddAntiforgery();
        services.AddResponseCompression(o => o.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml"]);
        services.AddRateLimiter(o =>
        {
            o.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            o.AddPolicy(LoginPage.RateLimit, PerAddress);
        });
    }

    private static void MapEndpoints(WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseResponseCompression();
        app.Use(SecurityHeadersAsync);
        app.UseStaticFiles();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapDirectLine();
        app.MapWeChat().MapWeChatKf().MapWeCom();
        app.MapBotFramework();
        app.MapTelegram().MapSms().MapDingTalk().MapFeishu();
        app.MapWebChat();
        app.MapAccounts();
        app.MapClaims();
        app.MapMedia();
        app.MapOpportunities();
        app.MapOffers();
        app.MapPhones();
        app.MapOncePage();
        app.MapEscalations();
        app.MapBackOffice();
        app.MapSandboxBackOffice(AccountSetup.Administering);
        app.MapConsole();
        app.MapGet("/health", () => Results.Text("ok")).ExcludeFromDescription();
        app.MapOpenApi("/api/{documentName}.json");
        app.MapScalarApiReference("/api/reference", o => o.WithTitle("BotHost Case API").WithOpenApiRoutePattern("/api/{documentName}.json"));
    }

    /// <summary>Pages run their own scripts only, in nobody's frame. The API reference brings an inline script of its own.</summary>
    private static Task SecurityHeadersAsync(HttpContext http, RequestDelegate next)
    {
        var headers = http.Response.Headers;
        var inline = http.Request.Path.StartsWithSegments("/api/reference") ? " 'unsafe-inline'" : "";
        headers.ContentSecurityPolicy = $"default-src 'self'; script-src 'self'{inline}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XFrameOptions = "DENY";
        return next(http);
    }

    private static RateLimitPartition<string> PerAddress(HttpContext http) =>
        RateLimitPartition.GetFixedWindowLimiter(http.Connection.RemoteIpAddress?.ToString() ?? "", _ => new() { PermitLimit = 20, Window = TimeSpan.FromMinutes(1) });
}
