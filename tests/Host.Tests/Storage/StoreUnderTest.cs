using System.Collections.Concurrent;
using BotHost.App.Audit;
using BotHost.App.Claims;
using BotHost.App.Content;
using BotHost.App.Conversations;
using BotHost.App.Outbox;
using BotHost.Storage;
using BotHost.Storage.Database;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Host.Tests.Storage;

/// <summary>A real store in a directory of its own, with a clock that stands still until told otherwise.</summary>
internal sealed class StoreUnderTest : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private StoreUnderTest(string directory, FakeTimeProvider clock, LogLevel remember = LogLevel.Trace)
    {
        Directory = directory;
        Clock = clock;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Storage:Directory", directory)]).Build();
        services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(Logs).SetMinimumLevel(remember))
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<IConversationWaker>(Woken)
            .AddSingleton<IPlaceNames>(Places)
            .AddStorage(configuration)
            .BuildServiceProvider();
    }

    public static DateTimeOffset Start { get; } = new(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);

    public string Directory { get; }

    public FakeTimeProvider Clock { get; }

    public RecordingWaker Woken { get; } = new();

    public CapturedLogs Logs { get; } = new();

    public KnownPlaces Places { get; } = new();

    public IServiceProvider Services => services;

    public IInbox Inbox => services.GetRequiredService<IInbox>();

    public ITranscript Transcript => services.GetRequiredService<ITranscript>();

    public IConversationStore Conversations => services.GetRequiredService<IConversationStore>();

    public IClaimStore Claims => services.GetRequiredService<IClaimStore>();

    public IDeliveryReports Reports => services.GetRequiredService<IDeliveryReports>();

    /// <summary>Nobody is linked here, so that nothing else is asked.</summary>
    public BotHost.App.Desk.CadreDesk Desk => new(services.GetRequiredService<BotHost.App.Desk.ICadreChats>(), Claims, null!, null!, null!, null!, Microsoft.Extensions.Options.Options.Create(new BotHost.App.Desk.DeskOptions()), Clock);

    public IAnswers Answers => services.GetRequiredService<IAnswers>();

    public IOutbox Outbox => services.GetRequiredService<IOutbox>();

    public IAuditTrail Audit => services.GetRequiredService<IAuditTrail>();

    public IContentArchive Archive => services.GetRequiredService<IContentArchive>();

    /// <param name="remember">What is logged is kept as text, which a test at a province's size has no room for.</param>
    public static async Task<StoreUnderTest> OpenAsync(string? directory = null, LogLevel remember = LogLevel.Trace)
    {
        var store = new StoreUnderTest(directory ?? System.IO.Directory.CreateTempSubdirectory("bothost-").FullName, new(Start), remember);
        await store.services.OpenStorageAsync(TestContext.Current.CancellationToken);
        return store;
    }

    /// <summary>Ends this host and starts another on the same directory.</summary>
    public async Task<StoreUnderTest> RestartAsync()
    {
        await services.DisposeAsync();
        var next = new StoreUnderTest(Directory, Clock);
        await next.services.OpenStorageAsync(TestContext.Current.CancellationToken);
        return next;
    }

    /// <summary>Ends this host and leaves its directory.</summary>
    public ValueTask StopAsync() => services.DisposeAsync();

    public BotHostDb Db() => services.GetRequiredService<IDbContextFactory<BotHostDb>>().CreateDbContext();

    /// <summary>Every byte that stands on disk, the write-ahead log included.</summary>
    public byte[] BytesOnDisk() => [.. System.IO.Directory.GetFiles(Directory, "*", SearchOption.AllDirectories)
        .Where(f => Path.GetFileName(f) is not "host.lock" && !f.EndsWith("-shm", StringComparison.Ordinal)).SelectMany(ReadShared)];

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        if (System.IO.Directory.Exists(Directory)) System.IO.Directory.Delete(Directory, recursive: true);
    }

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return copy.ToArray();
    }
}

internal sealed class RecordingWaker : IConversationWaker
{
    private readonly ConcurrentQueue<(string ConversationId, CommittedActivity? Committed)> calls = new();

    public IReadOnlyCollection<(string ConversationId, CommittedActivity? Committed)> Calls => calls;

    public void Wake(string conversationId, CommittedActivity? committed) => calls.Enqueue((conversationId, committed));

    public void Forget() => calls.Clear();
}

internal sealed class KnownPlaces : IPlaceNames
{
    public Dictionary<string, string> Codes { get; } = [];

    public string Full(string code) => code;

    public string Short(string code) => code;

    public IReadOnlyCollection<string> CodesMatching(string namePart, int limit) =>
        [.. Codes.Where(c => c.Key.Contains(namePart, StringComparison.Ordinal)).Select(c => c.Value).Take(limit)];
}

/// <summary>Everything that was logged, as one text.</summary>
internal sealed class CapturedLogs : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> lines = new();

    public string Text => string.Join('\n', lines);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
