using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using BotHost;
using BotHost.Accounts;
using BotHost.Content;
using BotHost.Core.Claims;
using BotHost.Storage;
using BotHost.Storage.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Host.Tests.Story;

/// <summary>The whole host in this process, over real HTTP, with a data directory of its own.</summary>
public sealed class WholeHost : IAsyncDisposable
{
    /// <summary>Loaded once: a silo leaves its meters behind in this process, and with them everything it was built from.</summary>
    private static readonly Lazy<LoadedContentFolder> Content = new(() => LoadedContentFolder.Load(ContentFolder.Find(null)));

    private readonly WebApplication app;
    private readonly string data;

    private WholeHost(WebApplication app, string data) => (this.app, this.data) = (app, data);

    public HttpClient Http { get; } = new(new HttpClientHandler { AllowAutoRedirect = false });

    public IServiceProvider Services => app.Services;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Task<WholeHost> StartAsync(params string[] settings) => StartAgainAsync(Directory.CreateTempSubdirectory("bothost-whole-").FullName, settings);

    /// <summary>On a data directory that an earlier host left behind.</summary>
    public static async Task<WholeHost> StartAgainAsync(string data, params string[] settings)
    {
        var loaded = settings.Any(s => s.StartsWith("--Content", StringComparison.Ordinal)) ? null : Content.Value;
        var app = HostSetup.Build(["--urls", "http://127.0.0.1:0", "--Storage:Directory", data, "--Logging:LogLevel:Default", "Error", .. settings], loaded);
        await app.Services.OpenStorageAsync(Cancellation);
        await app.StartAsync(Cancellation);
        var host = new WholeHost(app, data);
        host.Http.BaseAddress = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return host;
    }

    /// <summary>Opens a cadre's account and returns a bearer token for it.</summary>
    public async Task<string> CadreAsync(string account, Level level, string area, string role = Roles.Cadre)
    {
        await using var scope = Services.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<AccountDesk>();
        var (_, problem) = await desk.SaveAsync(account, account, level, area, null, [role]);
        Assert.Null(problem);
        return (await desk.CreateTokenAsync(account, "test", 1, Cancellation))!;
    }

    public async Task<(HttpStatusCode Status, JsonElement Json, HttpResponseMessage Response)> ApiAsync(HttpMethod method, string path, string? token, object? body = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (body is not null) request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        var response = await Http.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        return (response.StatusCode, text.Length > 0 && text[0] is '{' or '[' ? JsonSerializer.Deserialize<JsonElement>(text) : default, response);
    }

    public async Task<Resident> ResidentAsync()
    {
        var (_, grant, _) = await ApiAsync(HttpMethod.Post, "/webchat/token", null, new { });
        var resident = new Resident(this, grant.GetProperty("conversationId").GetString()!, grant.GetProperty("token").GetString()!);
        await ApiAsync(HttpMethod.Post, "/v3/directline/conversations", resident.Token, new { });
        await resident.HearAsync("您想办哪件事");
        return resident;
    }

    /// <summary>A resident who reports a hardship to the end.</summary>
    public async Task<Resident> ReportedAsync()
    {
        var resident = await ResidentAsync();
        foreach (var (words, answer) in new[]
        {
            ("我想报困难，房子漏雨", "可以记吗"), ("可以记", "叫什么名字"), ("王秀英", "哪个乡镇"), ("周河乡毛铺村", "几口人"), ("三口", "一年到手"), ("九千", "电话"), ("13837612345", "都对吗"), ("都对", "不收一分钱"), ("行", "收到了，编号"),
        }) await resident.SayAsync(words, answer);
        return resident;
    }

    public static async Task UntilAsync(Func<Task<bool>> true_)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            if (await true_()) return;
            await Task.Delay(100, Cancellation);
        }

        Assert.Fail("it did not come to pass within a minute");
    }

    /// <summary>Ends the host and returns its data directory.</summary>
    public async Task<string> StopAsync()
    {
        Http.Dispose();
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        return data;
    }

    public async ValueTask DisposeAsync() => Directory.Delete(await StopAsync(), recursive: true);
}

/// <summary>Somebody in the chat.</summary>
public sealed class Resident(WholeHost host, string conversation, string token)
{
    private long watermark;

    public string Token => token;

    /// <summary>The same chat after the host was started again.</summary>
    public Resident At(WholeHost later) => new(later, conversation, token) { watermark = watermark };

    public async Task<string> SayAsync(string words, string answer)
    {
        var (status, _, _) = await host.ApiAsync(HttpMethod.Post, $"/v3/directline/conversations/{conversation}/activities", token, new { type = "message", text = words });
        Assert.Equal(HttpStatusCode.OK, status);
        return await HearAsync(answer);
    }

    /// <summary>Sends a photo as Microsoft's clients do.</summary>
    public async Task<string> UploadAsync(byte[] photo, string answer)
    {
        using var form = new MultipartFormDataContent("b");
        form.Add(new ByteArrayContent("{\"type\":\"message\"}"u8.ToArray()) { Headers = { ContentType = new("application/vnd.microsoft.activity") } }, "activity", "blob");
        form.Add(new ByteArrayContent(photo) { Headers = { ContentType = new("image/jpeg") } }, "file", "a.jpg");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v3/directline/conversations/{conversation}/upload?userId=u") { Content = form };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await HearAsync(answer);
    }

    /// <summary>How many things this chat has been told.</summary>
    public async Task<int> ToldAsync()
    {
        var (_, set, _) = await host.ApiAsync(HttpMethod.Get, $"/v3/directline/conversations/{conversation}/activities", token);
        return set.GetProperty("activities").EnumerateArray().Count(a => a.GetProperty("from").GetProperty("id").GetString() == "bot");
    }

    /// <summary>Waits for the bot to say something with these words, and returns it.</summary>
    public async Task<string> HearAsync(string words)
    {
        string? heard = null;
        await WholeHost.UntilAsync(async () =>
        {
            var (_, set, _) = await host.ApiAsync(HttpMethod.Get, $"/v3/directline/conversations/{conversation}/activities?watermark={watermark}", token);
            heard = set.GetProperty("activities").EnumerateArray().Where(a => a.GetProperty("from").GetProperty("id").GetString() == "bot" && a.TryGetProperty("text", out _))
                .Select(a => a.GetProperty("text").GetString()!).LastOrDefault(t => t.Contains(words, StringComparison.Ordinal));
            watermark = long.Parse(set.GetProperty("watermark").GetString()!, null);
            return heard is not null;
        });
        return heard!;
    }
}
