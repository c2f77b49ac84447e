using BotHost.App.BackOffice;
using BotHost.App.Claims;
using BotHost.BackOffice;
using Host.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Host.Tests.BackOffice;

/// <summary>The client, the receiver of events and the sandbox on a real port, in a data directory of their own.</summary>
internal sealed class BackOfficeHost : IAsyncDisposable
{
    public const string Admin = "administering";
    private readonly WebApplication app;
    private readonly bool keepDirectory;

    private BackOfficeHost(WebApplication app, string directory, bool keepDirectory, CapturedLogs logs) =>
        (this.app, Directory, this.keepDirectory, Logs) = (app, directory, keepDirectory, logs);

    public string Directory { get; }

    public CapturedLogs Logs { get; }

    public Uri Address => new(app.Urls.First());

    public IBackOffice Client => Get<IBackOffice>();

    public SandboxStore Sandbox => Get<SandboxStore>();

    /// <param name="settings">Configuration; the timeouts are short unless told otherwise.</param>
    /// <param name="keys">Where the keys are kept when a restarted host must read what the one before wrote.</param>
    public static async Task<BackOfficeHost> StartAsync(
        Dictionary<string, string?>? settings = null, IClaimStore? claims = null, TimeProvider? clock = null, string? directory = null, bool keepDirectory = false, IDataProtectionProvider? keys = null)
    {
        directory ??= System.IO.Directory.CreateTempSubdirectory("bothost-").FullName;
        var logs = new CapturedLogs();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.AddProvider(logs).SetMinimumLevel(LogLevel.Trace);
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection([new("Storage:Directory", directory), new("BackOffice:AttemptTimeout", "00:00:01"), new("BackOffice:TotalTimeout", "00:00:03"), new("BackOffice:CircuitAfter", "1000")]);
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Services.AddRoutingCore().AddProblemDetails().AddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddBackOffice(builder.Configuration).AddSandboxBackOffice();
        builder.Services.AddSingleton(keys ?? new EphemeralDataProtectionProvider());
        if (claims is not null) builder.Services.AddSingleton(claims);
        builder.Services.AddAuthorization(o => o.AddPolicy(Admin, p => p.RequireAssertion(c => c.Resource is HttpContext http && http.Request.Headers["X-Role-In-Test"] == "administrator")));
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseRouting();
        app.MapBackOffice();
        app.MapSandboxBackOffice(Admin);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, directory, keepDirectory, logs);
    }

    /// <summary>A host whose back-office is at that address.</summary>
    public static Task<BackOfficeHost> CallingAsync(string address, params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string?> { ["BackOffice:BaseAddress"] = address };
        foreach (var (name, value) in more) settings[name] = value;
        return StartAsync(settings);
    }

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>A caller that follows no redirect.</summary>
    public HttpClient Caller() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };

    public byte[] BytesOnDisk() => [.. System.IO.Directory.GetFiles(Directory).Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)).SelectMany(ReadShared)];

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        if (!keepDirectory) System.IO.Directory.Delete(Directory, recursive: true);
    }

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return copy.ToArray();
    }
}
