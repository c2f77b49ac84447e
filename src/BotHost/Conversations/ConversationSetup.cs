using System.Net;
using System.Net.Sockets;
using BotHost.App.Claims;
using BotHost.App.Conversations;
using BotHost.App.Outbox;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;

namespace BotHost.Conversations;

/// <summary>The durable turn, put together.</summary>
public static class ConversationSetup
{
    /// <summary>Idle conversations leave the memory after this long; their record is loaded again when they speak.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Registers the grain, the in-process silo, the use cases and the sweeps. Needs storage, <c>IReader</c>, <c>ILiveContent</c> and
    /// <c>IBackOffice</c>; senders (<c>IChannelSender</c>) as there are channels.
    /// </summary>
    public static IHostApplicationBuilder AddConversations(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.Configure<TurnOptions>(builder.Configuration.GetSection(TurnOptions.Section));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<FreshIds>();
        services.TryAddSingleton<OutboxNudges>();
        services.TryAddSingleton<DecideClaim>();
        services.TryAddSingleton<App.Escalations.HandleEscalation>();
        services.AddSingleton<App.Desk.CadreDesk>().AddSingleton<HearRecording>().AddSingleton<Typing>().AddSingleton<TakeTurn>().AddSingleton<ParkMessage>().AddSingleton<SendOutbox>().AddSingleton<DeliverClaims>();
        services.AddSingleton<IConversationWaker, ConversationWaker>();
        builder.Logging.AddFilter("Orleans", LogLevel.Warning);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort(), gatewayPort: 0);
            silo.Configure<GrainCollectionOptions>(o => o.CollectionAge = KeptFor);
        });
        services.AddHostedService<PendingSweep>().AddHostedService<ScheduleSweep>().AddHostedService<OutboxSweep>().AddHostedService<DeliverySweep>();
        return builder;
    }

    /// <summary>The silo listens though nobody calls. A fixed port would keep two hosts (of two data directories) from running on one machine.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
