using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Host.Tests.Channels;

/// <summary>A request as a platform received it.</summary>
internal sealed record ApiCall(string Path, string Query, string Body, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>What the platform answered.</summary>
    public int Status { get; init; }

    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);
}

/// <summary>The API of any platform: writes down every call and answers what a test says.</summary>
internal sealed class FakeApi : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<ApiCall> calls = new();

    private FakeApi(WebApplication app) => this.app = app;

    public string Url { get; private set; } = "";

    public required Func<ApiCall, (int Status, object Answer)> Answer { get; set; }

    public IReadOnlyList<ApiCall> Calls => [.. calls];

    /// <summary>Calls whose path ends so, in order.</summary>
    public IReadOnlyList<ApiCall> To(string end) => [.. calls.Where(c => c.Path.EndsWith(end, StringComparison.Ordinal))];

    public static async Task<FakeApi> StartAsync(Func<ApiCall, (int Status, object Answer)> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var fake = new FakeApi(app) { Answer = answer };
        app.MapFallback(async (HttpContext http) =>
        {
            var body = await new StreamReader(http.Request.Body).ReadToEndAsync();
            var call = new ApiCall(http.Request.Path.Value!, http.Request.QueryString.Value ?? "", body, http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase));
            var (status, json) = fake.Answer(call);
            fake.calls.Enqueue(call with { Status = status });
            return json is byte[] bytes ? Results.Bytes(bytes, "image/jpeg") : Results.Json(json, statusCode: status);
        });
        await app.StartAsync();
        fake.Url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/";
        return fake;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
