using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Host.Tests.Channels.BotFramework;

/// <summary>Azure Bot Service as far as a bot meets it: signs calls, publishes its keys, gives tokens, and takes answers as a connector.</summary>
internal sealed class FakeBotService : IAsyncDisposable
{
    public const string AppId = "11111111-2222-3333-4444-555555555555", Issuer = "https://api.botframework.com", ChannelId = "webchat";

    private readonly WebApplication app;
    private readonly RsaSecurityKey key = new(RSA.Create(2048)) { KeyId = "k1" };
    private int tokens;

    private FakeBotService(WebApplication app) => this.app = app;

    public string Url { get; private set; } = "";

    /// <summary>A connector's address; several are served, because channels move.</summary>
    public string ServiceUrl(string name = "eu") => $"{Url}/{name}/";

    public int Tokens => tokens;

    /// <summary>Answers a call to the connector itself; null lets it pass.</summary>
    public Func<HttpContext, IResult?> Fail { get; set; } = _ => null;

    /// <summary>What people have uploaded, by name.</summary>
    public ConcurrentDictionary<string, byte[]> Files { get; } = new();

    /// <summary>Every wish to show that the bot is typing.</summary>
    public ConcurrentQueue<JsonElement> Typing { get; } = new();

    /// <summary>Path and body of every call that passed, in order.</summary>
    public ConcurrentQueue<(string Path, JsonElement Body)> Received { get; } = new();

    public static async Task<FakeBotService> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var fake = new FakeBotService(app);
        app.MapGet("/openid", () => Results.Json(new { issuer = Issuer, jwks_uri = $"{fake.Url}/keys" }));
        app.MapGet("/keys", () => Results.Json(new { keys = new[] { fake.PublicKey() } }));
        app.MapGet("/files/{name}", (HttpContext http, string name) =>
            http.Request.Headers.Authorization != $"Bearer bot-token-{fake.tokens}" ? Results.Unauthorized() : fake.Files.TryGetValue(name, out var bytes) ? Results.Bytes(bytes, "image/jpeg") : Results.NotFound());
        app.MapPost("/token", (Delegate)(Func<HttpContext, Task<IResult>>)fake.GiveTokenAsync);
        app.MapPost("/{service}/v3/conversations/{conversation}/activities/{replyTo?}", (Delegate)(Func<HttpContext, Task<IResult>>)fake.TakeAsync);
        await app.StartAsync();
        fake.Url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return fake;
    }

    public string[] Settings =>
    [
        "--Channels:BotFramework:AppId", AppId, "--Channels:BotFramework:AppPassword", "secret", "--Channels:BotFramework:MetadataUrl", $"{Url}/openid",
        "--Channels:BotFramework:LoginUrl", $"{Url}/token", "--Channels:BotFramework:ServiceHosts:0", "127.0.0.1",
    ];

    /// <summary>A token as the service makes it, changed as a test wants.</summary>
    public string Token(string? serviceUrl = null, string audience = AppId, string issuer = Issuer, TimeSpan? age = null, SecurityKey? signedWith = null)
    {
        var from = TimeProvider.System.GetUtcNow().UtcDateTime - (age ?? TimeSpan.Zero);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer, Audience = audience, NotBefore = from, Expires = from.AddMinutes(10),
            Claims = new Dictionary<string, object> { ["serviceurl"] = serviceUrl ?? ServiceUrl() },
            SigningCredentials = new(signedWith ?? key, SecurityAlgorithms.RsaSha256),
        });
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        key.Rsa.Dispose();
    }

    private object PublicKey()
    {
        var open = key.Rsa.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", use = "sig", kid = "k1", n = Base64UrlEncoder.Encode(open.Modulus), e = Base64UrlEncoder.Encode(open.Exponent), endorsements = new[] { ChannelId, "msteams" } };
    }

    private async Task<IResult> GiveTokenAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        return form["client_secret"] == "secret" && form["client_id"] == AppId && form["grant_type"] == "client_credentials" && form["scope"] == "https://api.botframework.com/.default"
            ? Results.Json(new { token_type = "Bearer", expires_in = 3599, access_token = $"bot-token-{Interlocked.Increment(ref tokens)}" }) : Results.Unauthorized();
    }

    private async Task<IResult> TakeAsync(HttpContext http)
    {
        if (http.Request.Headers.Authorization != $"Bearer bot-token-{tokens}") return Results.Unauthorized();
        if (Fail(http) is { } failure) return failure;
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var body = JsonDocument.Parse(await reader.ReadToEndAsync()).RootElement;
        // Shown while an answer is slow, which on a busy machine any may be.
        if (body.GetProperty("type").GetString() == "typing") Typing.Enqueue(body);
        else Received.Enqueue((http.Request.Path.Value!, body));
        return Results.Json(new { id = $"sent-{Received.Count}" }, statusCode: 201);
    }
}
