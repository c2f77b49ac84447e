using BotHost.App.Audit;
using BotHost.App.Claims;
using BotHost.App.Content;
using BotHost.App.Conversations;
using BotHost.App.Desk;
using BotHost.App.Eligibility;
using BotHost.App.Media;
using BotHost.App.Offers;
using BotHost.App.Opportunities;
using BotHost.App.Outbox;
using BotHost.App.Subjects;
using BotHost.Storage.Audit;
using BotHost.Storage.Claims;
using BotHost.Storage.Content;
using BotHost.Storage.Conversations;
using BotHost.Storage.Database;
using BotHost.Storage.Desk;
using BotHost.Storage.Eligibility;
using BotHost.Storage.Encryption;
using BotHost.Storage.Escalations;
using BotHost.Storage.Media;
using BotHost.Storage.Offers;
using BotHost.Storage.Opportunities;
using BotHost.Storage.Outbox;
using BotHost.Storage.Subjects;
using BotHost.Storage.Writing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotHost.Storage;

/// <summary>The doors of this project.</summary>
public static class StorageSetup
{
    /// <summary>Registers every store, the key ring and <see cref="BotHostDb"/> (scoped and tracking, for Identity). Needs an <see cref="IConversationWaker"/> to be registered too.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<StorageOptions>(configuration.GetSection(StorageOptions.Section));
        AddKeyRing(services, configuration);
        AddDatabase(services);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<FreshIds>();
        services.TryAddSingleton<OutboxNudges>();
        services.AddSingleton<StorageHost>();
        services.AddSingleton(sp => new GroupWriter(() => SqliteSetup.OpenWriter(sp.GetRequiredService<IOptions<StorageOptions>>().Value), sp.GetRequiredService<ILogger<GroupWriter>>()));
        services.AddSingleton<Reads>().AddSingleton<KeyRing>().AddSingleton<HostSecrets>();
        services.AddSingleton<ConversationDirectory>().AddSingleton<ConversationLoader>().AddSingleton<TranscriptSignals>().AddSingleton<InboxWriter>();
        services.AddSingleton<TurnWriter>().AddSingleton<EffectWriter>().AddSingleton<ScheduleReleaser>();
        services.AddSingleton<SubjectWriter>().AddSingleton<SubjectLinks>().AddSingleton<ISubjectLinks>(s => s.GetRequiredService<SubjectLinks>()).AddSingleton<ClaimWriter>().AddSingleton<ClaimQueries>().AddSingleton<ClaimCommits>().AddSingleton<Deliveries>().AddSingleton<EscalationDesk>();
        services.AddSingleton<Inbox>().AddSingleton<IInbox>(s => s.GetRequiredService<Inbox>()).AddSingleton<IHostEvents>(s => s.GetRequiredService<Inbox>());
        services.AddSingleton<Transcript>().AddSingleton<ITranscript>(s => s.GetRequiredService<Transcript>()).AddSingleton<IEvidenceSource>(s => s.GetRequiredService<Transcript>());
        services.AddSingleton<IConversationStore, ConversationStore>();
        services.AddSingleton<IClaimStore, ClaimStore>();
        services.AddSingleton<OutboxStore>().AddSingleton<IOutbox>(s => s.GetRequiredService<OutboxStore>()).AddSingleton<IDeliveryReports>(s => s.GetRequiredService<OutboxStore>());
        services.AddSingleton<IOptOuts, OptOuts>();
        services.AddSingleton<CadreChats>().AddSingleton<ICadreChats>(s => s.GetRequiredService<CadreChats>());
        services.AddSingleton<INoticeAnswers, NoticeAnswers>();
        services.AddSingleton<SmsKnock>().AddSingleton<OncePages>().AddSingleton<IOncePages>(s => s.GetRequiredService<OncePages>());
        services.AddSingleton<IAnswers, Answers>().AddSingleton<IConversationIds, ConversationIds>();
        services.AddSingleton<IMediaStore, MediaStore>().AddSingleton<Uploads>().AddSingleton<IUploads>(s => s.GetRequiredService<Uploads>()).AddSingleton<IMediaSource>(s => s.GetRequiredService<Uploads>());
        services.AddSingleton<IOpportunityStore, OpportunityStore>().AddSingleton<OfferQueries>().AddSingleton<OfferQueue>().AddSingleton<MatchablePeople>().AddSingleton<IOfferStore, OfferStore>();
        services.AddSingleton<IAuditTrail, AuditTrail>();
        services.AddSingleton<IContentArchive, ContentArchive>();
        services.AddSingleton<GainQueue>().AddSingleton<IOutcomeChanges, OutcomeChanges>();
        return services;
    }

    /// <summary>Takes the data directory for this process, brings the schema up to date and starts the writer. Call before serving.</summary>
    /// <exception cref="DataDirectoryInUseException">Another host works on it: tell the message and end with its exit code.</exception>
    public static Task OpenStorageAsync(this IServiceProvider services, CancellationToken cancellation = default) =>
        services.GetRequiredService<StorageHost>().OpenAsync(cancellation);

    /// <summary>For a command-line verb that writes accounts or tokens only, and may run while the host does.</summary>
    public static Task OpenStorageBesideHostAsync(this IServiceProvider services, CancellationToken cancellation = default) =>
        services.GetRequiredService<StorageHost>().OpenBesideHostAsync(cancellation);

    private static void AddKeyRing(IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new();
        StorageHost.CreateDirectories(options);
        services.AddDataProtection().SetApplicationName("BotHost").PersistKeysToFileSystem(new(options.KeyDirectory));
    }

    private static void AddDatabase(IServiceCollection services)
    {
        services.AddPooledDbContextFactory<BotHostDb>((sp, options) => options
            .UseSqlite(SqliteSetup.ConnectionString(sp.GetRequiredService<IOptions<StorageOptions>>().Value))
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking));
        services.AddScoped(sp =>
        {
            var db = sp.GetRequiredService<IDbContextFactory<BotHostDb>>().CreateDbContext();
            db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.TrackAll;
            return db;
        });
    }
}
