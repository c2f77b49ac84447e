using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Host.Tests.Understanding;

/// <summary>A local endpoint that speaks the OpenAI protocol, as well or as badly as a test wants.</summary>
internal sealed class FakeModel : IAsyncDisposable
{
    private readonly WebApplication app;

    private FakeModel(WebApplication app) => this.app = app;

    /// <summary>The bodies of all calls.</summary>
    public List<string> Calls { get; } = [];

    public string Address { get; private init; } = "";

    public static async Task<FakeModel> StartAsync(Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        FakeModel? fake = null;
        app.Run(async http =>
        {
            using var body = new StreamReader(http.Request.Body);
            lock (fake!.Calls) fake.Calls.Add(body.ReadToEndAsync(http.RequestAborted).GetAwaiter().GetResult());
            await answer(http);
        });
        await app.StartAsync();
        fake = new(app) { Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/v1" };
        return fake;
    }

    /// <summary>A well-formed chat completion whose message is this text.</summary>
    public static Task<FakeModel> SayingAsync(string content) => StartAsync(http => http.Response.WriteAsJsonAsync(Completion(content)));

    public static Task<FakeModel> ClaimingAsync(string intent, params (string Id, string Value, string Quote)[] facts) =>
        SayingAsync(JsonSerializer.Serialize(new { intent, facts = facts.Select(f => new { id = f.Id, value = f.Value, quote = f.Quote }) }));

    public static object Completion(string content) => new
    {
        id = "x", @object = "chat.completion", created = 1, model = "fake",
        choices = new[] { new { index = 0, finish_reason = "stop", message = new { role = "assistant", content } } },
        usage = new { prompt_tokens = 1, completion_tokens = 1, total_tokens = 2 },
    };

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
