using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Host.Tests.BackOffice;

/// <summary>A request as a server saw it.</summary>
internal sealed record SeenRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>A back-office that answers as the test says, well or badly.</summary>
internal sealed class StrangeServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private StrangeServer(WebApplication app) => this.app = app;

    public ConcurrentQueue<SeenRequest> Seen { get; } = new();

    public string Base => app.Urls.First() + "/base";

    public static async Task<StrangeServer> StartAsync(Func<HttpContext, int, Task> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var server = new StrangeServer(builder.Build());
        server.app.Run(async http =>
        {
            using var reader = new StreamReader(http.Request.Body);
            server.Seen.Enqueue(new(http.Request.Method, http.Request.Path + http.Request.QueryString, http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString()), await reader.ReadToEndAsync()));
            await answer(http, server.Seen.Count);
        });
        await server.app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public static Task<StrangeServer> StartAsync(int status, string? body = null, string type = "application/json", params (string Name, string Value)[] headers) => StartAsync(async (http, _) =>
    {
        http.Response.StatusCode = status;
        foreach (var (name, value) in headers) http.Response.Headers[name] = value;
        if (body is null) return;
        http.Response.ContentType = type;
        await http.Response.WriteAsync(body);
    });

    /// <summary>A port that answers every connection with these bytes and hangs up.</summary>
    public static (string Base, IDisposable Stop) SayingBytes(string bytes)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _ = Task.Run(async () =>
        {
            try
            {
                while (true)
                {
                    using var client = await listener.AcceptTcpClientAsync();
                    var stream = client.GetStream();
                    _ = await stream.ReadAsync(new byte[4096]);
                    await stream.WriteAsync(Encoding.Latin1.GetBytes(bytes));
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
            {
                // The test is over.
            }
        });
        return ($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/base", listener);
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
    }
}
