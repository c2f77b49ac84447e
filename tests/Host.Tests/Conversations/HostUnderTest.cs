using BotHost.App.BackOffice;
using BotHost.App.Claims;
using BotHost.App.Conversations;
using BotHost.App.Outbox;
using BotHost.App.Understanding;
using BotHost.Conversations;
using BotHost.Core.Activities;
using BotHost.Storage;
using Host.Tests.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Host.Tests.Conversations;

/// <summary>Storage, silo and sweeps as in the real host, with a small engine instead of the dialogs. Time is real but short.</summary>
internal sealed class HostUnderTest : IAsyncDisposable
{
    private readonly IHost host;
    private readonly string directory;
    private readonly bool keepDirectory;

    private HostUnderTest(IHost host, string directory, bool keepDirectory, CapturedLogs logs, FakeBackOffice backOffice, FakeSender sender) =>
        (this.host, this.directory, this.keepDirectory, Logs, BackOffice, Sender) = (host, directory, keepDirectory, logs, backOffice, sender);

    public CapturedLogs Logs { get; }

    public FakeBackOffice BackOffice { get; }

    public FakeSender Sender { get; }

    public IInbox Inbox => host.Services.GetRequiredService<IInbox>();

    public ITranscript Transcript => host.Services.GetRequiredService<ITranscript>();

    public IConversationStore Conversations => host.Services.GetRequiredService<IConversationStore>();

    public IClaimStore Claims => host.Services.GetRequiredService<IClaimStore>();

    public T Get<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    /// <param name="remember">What is logged is kept as text, which a test of a million turns has no room for.</param>
    public static async Task<HostUnderTest> StartAsync(string? directory = null, bool keepDirectory = false, Action<IServiceCollection>? configure = null, LogLevel remember = LogLevel.Trace)
    {
        var (logs, backOffice, sender) = (new CapturedLogs(), new FakeBackOffice(), new FakeSender());
        directory ??= Directory.CreateTempSubdirectory("bothost-").FullName;
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection([new("Storage:Directory", directory), new("Turns:ReadingLimit", "00:00:00.300"), new("Turns:FirstRetryAfter", "00:00:00.010")]);
        builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(remember);
        builder.Services.AddStorage(builder.Configuration);
        builder.AddConversations();
        var engine = new EchoAdvance();
        builder.Services.AddSingleton<ILiveContent>(engine).AddSingleton<IReader, FixedReader>().AddSingleton<IBackOffice>(backOffice).AddSingleton<IChannelSender>(sender);
        builder.Services.AddSingleton<BotHost.App.Claims.IPlaceNames, NoPlaces>().AddSingleton<BotHost.App.Content.ICatalogue, NoCatalogue>();
        configure?.Invoke(builder.Services);
        var host = builder.Build();
        await host.Services.OpenStorageAsync(TestContext.Current.CancellationToken);
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new(host, directory, keepDirectory, logs, backOffice, sender);
    }

    public Task<Acceptance> SayAsync(string text, string conversation = Sample.Conversation, string? id = null) =>
        Inbox.AcceptAsync(Sample.Message(text, id, conversation), TestContext.Current.CancellationToken).AsTask();

    /// <summary>The bot's activities, once there are as many as expected.</summary>
    public async Task<List<Activity>> AnswersAsync(int count, string conversation = Sample.Conversation, int seconds = 20)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(seconds));
        var answers = new List<Activity>();
        try
        {
            await foreach (var entry in Transcript.FollowAsync(conversation, 0, limit.Token))
            {
                if (entry.Activity.From?.Id == "bot") answers.Add(entry.Activity);
                if (answers.Count == count) return answers;
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"{answers.Count} answers instead of {count}: {string.Join(" | ", answers.Select(a => a.Text))}");
        }

        return answers;
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None);
        if (host is IAsyncDisposable disposable) await disposable.DisposeAsync();
        SqliteConnection.ClearAllPools();
        if (!keepDirectory) Directory.Delete(directory, recursive: true);
    }
}

/// <summary>A back-office that answers as told and remembers what it took.</summary>
internal sealed class FakeBackOffice : IBackOffice
{
    private readonly Lock gate = new();

    public Queue<DeliveryResult> Next { get; } = new();

    public List<(string Key, string Body)> Taken { get; } = [];

    public List<string> Tried { get; } = [];

    public Task<DeliveryResult> DeliverAsync(string idempotencyKey, ReadOnlyMemory<byte> claimJson, CancellationToken cancellation)
    {
        lock (gate)
        {
            Tried.Add(idempotencyKey);
            if (Next.TryDequeue(out var told) && told.Outcome != DeliveryOutcome.Delivered) return Task.FromResult(told);
            Taken.Add((idempotencyKey, System.Text.Encoding.UTF8.GetString(claimJson.Span)));
            return Task.FromResult(told ?? new(DeliveryOutcome.Delivered, "BO-1"));
        }
    }

    public Task<string?> FindRegisterFactsAsync(string idNumberHash, CancellationToken cancellation) => Task.FromResult<string?>(null);
}

/// <summary>The sender of the channel <c>sms</c>.</summary>
internal sealed class FakeSender : IChannelSender
{
    private readonly Lock gate = new();

    public string Channel => "sms";

    public Queue<SendResult> Next { get; } = new();

    public List<OutgoingTurn> Sent { get; } = [];

    public bool OneMessagePerTurn => false;

    public Task<SendResult> SendAsync(OutgoingTurn turn, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (Next.TryDequeue(out var told) && told.Outcome != SendOutcome.Sent) return Task.FromResult(told);
            Sent.Add(turn);
            return Task.FromResult(told ?? new(SendOutcome.Sent));
        }
    }
}

/// <summary>Places have no names here.</summary>
internal sealed class NoPlaces : BotHost.App.Claims.IPlaceNames
{
    public IReadOnlyCollection<string> CodesMatching(string namePart, int limit) => [];

    public string Full(string code) => code;

    public string Short(string code) => code;
}

internal sealed class NoCatalogue : BotHost.App.Content.ICatalogue
{
    public BotHost.Core.Facts.FactCatalogue Current => throw new NotSupportedException();
}
