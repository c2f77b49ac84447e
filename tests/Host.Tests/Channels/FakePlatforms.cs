using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Host.Tests.Channels;

/// <summary>The APIs of WeChat and WeCom, as far as we call them: give tokens, take messages, and fail when told to.</summary>
internal sealed class FakePlatforms : IAsyncDisposable
{
    private readonly WebApplication app;
    private int tokens;

    private FakePlatforms(WebApplication app) => this.app = app;

    public string Url { get; private set; } = "";

    public int Tokens => tokens;

    /// <summary>Answers a call to the API with an error code; 0 lets it pass.</summary>
    public Func<string, JsonElement, int> Fail { get; set; } = (_, _) => 0;

    /// <summary>Texts each person received through the API, in order.</summary>
    public ConcurrentDictionary<string, ConcurrentQueue<string>> Received { get; } = new();

    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Every wish to show that somebody is typing.</summary>
    public ConcurrentQueue<string> Typing { get; } = new();

    /// <summary>What the platforms keep of photos and recordings, by media id.</summary>
    public ConcurrentDictionary<string, byte[]> Media { get; } = new();

    public static async Task<FakePlatforms> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var fake = new FakePlatforms(app);
        app.MapPost("/cgi-bin/stable_token", () => Results.Json(new { access_token = $"token-{Interlocked.Increment(ref fake.tokens)}", expires_in = 7200 }));
        app.MapPost("/cgi-bin/message/custom/send", (Delegate)(Func<HttpContext, Task<IResult>>)fake.TakeAsync);
        app.MapPost("/cgi-bin/message/custom/typing", async (HttpContext http) =>
        {
            fake.Typing.Enqueue(await new StreamReader(http.Request.Body).ReadToEndAsync());
            return Results.Json(new { errcode = 0, errmsg = "ok" });
        });
        app.MapPost("/cgi-bin/message/subscribe/bizsend", (Delegate)(Func<HttpContext, Task<IResult>>)fake.TakeAsync);
        app.MapGet("/cgi-bin/media/get", (string media_id) => fake.Media.TryGetValue(media_id, out var bytes) ? Results.Bytes(bytes, bytes.AsSpan().StartsWith("#!AMR"u8) ? "audio/amr" : "image/jpeg") : Results.Json(new { errcode = 40007 }));
        app.MapGet("/cgi-bin/gettoken", (string corpid, string corpsecret) => Results.Json(new { errcode = 0, access_token = $"token-{Interlocked.Increment(ref fake.tokens)}", expires_in = 7200 }));
        app.MapPost("/cgi-bin/message/send", (Delegate)(Func<HttpContext, Task<IResult>>)fake.TakeAsync);
        app.MapPost("/cgi-bin/message/update_template_card", (Delegate)(Func<HttpContext, Task<IResult>>)fake.TakeAsync);
        await app.StartAsync();
        fake.Url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/";
        return fake;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpContext http)
    {
        var raw = await new StreamReader(http.Request.Body).ReadToEndAsync();
        if (raw.Contains("\\u", StringComparison.Ordinal)) return Results.Json(new { errcode = 40033 });
        var body = JsonDocument.Parse(raw).RootElement;
        Calls.Enqueue(raw);
        var code = http.Request.Query["access_token"] == $"token-{tokens}" ? Fail(http.Request.Path.Value!.Split('/')[^1], body) : 42001;
        if (code != 0) return Results.Json(new { errcode = code, errmsg = "no" });
        var text = body.TryGetProperty("text", out var plain) ? plain.GetProperty("content").GetString()
            : body.TryGetProperty("markdown", out var set) ? set.GetProperty("content").GetString()
            : body.TryGetProperty("msgmenu", out var menu) ? menu.GetProperty("head_content").GetString()
            : body.TryGetProperty("template_card", out var card) ? card.GetProperty("main_title").GetProperty("title").GetString() + "\n" + card.GetProperty("sub_title_text").GetString()
            : body.TryGetProperty("response_code", out var pressed) ? "card updated " + pressed.GetString() : "notice";
        var to = body.TryGetProperty("touser", out var user) ? user.GetString()! : body.GetProperty("userids")[0].GetString()!;
        Received.GetOrAdd(to, _ => new()).Enqueue(text!);
        return Results.Json(new { errcode = 0, errmsg = "ok" });
    }
}
