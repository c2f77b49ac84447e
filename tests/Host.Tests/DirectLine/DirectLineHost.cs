using System.Collections.Concurrent;
using BotHost.App.Conversations;
using BotHost.App.Media;
using BotHost.Channels.DirectLine;
using BotHost.Core.Activities;
using BotHost.WebChat;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Host.Tests.DirectLine;

/// <summary>Direct Line and the page on a real port, with a small bot behind them.</summary>
public sealed class DirectLineHost : IAsyncDisposable
{
    public const string Secret = "a-secret-of-the-tests";
    private readonly WebApplication app;

    private DirectLineHost(WebApplication app, MemoryConversations conversations, ConcurrentQueue<(string Path, long Bytes)> served)
    {
        this.app = app;
        Served = served;
        Conversations = conversations;
    }

    public MemoryConversations Conversations { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>Every answer so far and the bytes of its body on the wire (streams without: they change protocol).</summary>
    public ConcurrentQueue<(string Path, long Bytes)> Served { get; }

    public Uri Address => new(app.Urls.First());

    /// <param name="port">A port to use again after a restart; 0 for any.</param>
    /// <param name="keys">Where the keys are kept when a restarted host must open the tokens of the one before.</param>
    public static async Task<DirectLineHost> StartAsync(
        Func<InboundActivity, IEnumerable<Activity>>? bot = null, Dictionary<string, string?>? settings = null, TimeProvider? clock = null,
        MemoryConversations? conversations = null, int port = 0, IDataProtectionProvider? keys = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port}");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["DirectLine:Secrets:0"] = Secret });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        conversations ??= new MemoryConversations(bot ?? Echo);
        builder.Services.AddRoutingCore().AddDirectLine().AddSingleton<IInbox>(conversations).AddSingleton<ITranscript>(conversations).AddSingleton<IUploads>(conversations);
        builder.Services.AddSingleton(keys ?? new EphemeralDataProtectionProvider());
        if (clock is not null) builder.Services.AddSingleton(clock);
        var app = builder.Build();
        var served = new ConcurrentQueue<(string Path, long Bytes)>();
        app.Use(async (http, next) =>
        {
            var counted = new CountingStream(http.Response.Body);
            http.Response.Body = counted;
            await next(http);
            served.Enqueue((http.Request.Path, counted.Written));
        });
        app.UseRouting();
        app.MapDirectLine();
        app.MapWebChat();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, conversations, served);
    }

    /// <summary>Greets with a menu, then repeats what it hears.</summary>
    public static IEnumerable<Activity> Echo(InboundActivity inbound) => inbound.Activity.Type switch
    {
        "conversationUpdate" => [Reply(inbound, "您好，我是小助手，不是真人。", "报困难", "问政策", "查进度", "找活或学手艺", "叫人帮我")],
        "message" when inbound.Activity.Text == "报困难" => [Reply(inbound, "您家出了啥事？有急病打120，别等。", "生病", "受灾", "没活干")],
        "message" => [Reply(inbound, $"您说的是：{inbound.Activity.Text}")],
        _ => [],
    };

    public static Activity Reply(InboundActivity inbound, string text, params string[] choices) => new()
    {
        Type = "message",
        Id = $"bot-{inbound.Activity.Id}",
        Timestamp = inbound.Activity.Timestamp,
        From = new("bot", "小助手", "bot"),
        Recipient = inbound.Activity.From,
        Conversation = inbound.Activity.Conversation,
        Text = text,
        ReplyToId = inbound.Activity.Id,
        SuggestedActions = choices.Length == 0 ? null : new([], [.. choices.Select(c => new CardAction("imBack", c, c))]),
    };

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private sealed class CountingStream(Stream inner) : Stream
    {
        public long Written { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => inner.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            Written += count;
            inner.Write(buffer, offset, count);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Written += buffer.Length;
            return inner.WriteAsync(buffer, cancellationToken);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }
}
