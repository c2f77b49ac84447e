using BotHost.Storage.Accounts;
using BotHost.Storage.Audit;
using BotHost.Storage.Claims;
using BotHost.Storage.Content;
using BotHost.Storage.Conversations;
using BotHost.Storage.Desk;
using BotHost.Storage.Eligibility;
using BotHost.Storage.Encryption;
using BotHost.Storage.Escalations;
using BotHost.Storage.Media;
using BotHost.Storage.Offers;
using BotHost.Storage.Opportunities;
using BotHost.Storage.Outbox;
using BotHost.Storage.Subjects;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace BotHost.Storage.Database;

/// <summary>
/// All tables. Read through it freely, without tracking. Only Identity and API tokens are written through it directly;
/// everything else goes through the one writer, so that turns share a transaction and nobody waits for a lock.
/// </summary>
public sealed class BotHostDb(DbContextOptions<BotHostDb> options) : IdentityDbContext<Cadre, IdentityRole, string>(options)
{
    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();

    internal DbSet<SecretRow> Secrets => Set<SecretRow>();

    internal DbSet<AccountRow> Accounts => Set<AccountRow>();

    internal DbSet<ConversationRow> Conversations => Set<ConversationRow>();

    internal DbSet<MessageRow> Messages => Set<MessageRow>();

    internal DbSet<TurnRow> Turns => Set<TurnRow>();

    internal DbSet<ScheduleRow> Schedules => Set<ScheduleRow>();

    internal DbSet<SubjectRow> Subjects => Set<SubjectRow>();

    internal DbSet<AccountSubjectRow> AccountSubjects => Set<AccountSubjectRow>();

    internal DbSet<SubjectCodeRow> SubjectCodes => Set<SubjectCodeRow>();

    internal DbSet<FactRow> Facts => Set<FactRow>();

    internal DbSet<ConsentRow> Consents => Set<ConsentRow>();

    internal DbSet<ClaimRow> Claims => Set<ClaimRow>();

    internal DbSet<ClaimEventRow> ClaimEvents => Set<ClaimEventRow>();

    internal DbSet<DeliveryRow> Deliveries => Set<DeliveryRow>();

    internal DbSet<EscalationRow> Escalations => Set<EscalationRow>();

    internal DbSet<CadreChatRow> CadreChats => Set<CadreChatRow>();

    internal DbSet<LinkCodeRow> LinkCodes => Set<LinkCodeRow>();

    internal DbSet<OncePageRow> OncePages => Set<OncePageRow>();

    internal DbSet<MediumRow> Media => Set<MediumRow>();

    internal DbSet<UploadRow> Uploads => Set<UploadRow>();

    internal DbSet<OptOutRow> OptOuts => Set<OptOutRow>();

    internal DbSet<OpportunityRow> Opportunities => Set<OpportunityRow>();

    internal DbSet<WorkProfileRow> WorkProfiles => Set<WorkProfileRow>();

    internal DbSet<CampaignRow> Campaigns => Set<CampaignRow>();

    internal DbSet<OfferRow> Offers => Set<OfferRow>();

    internal DbSet<FollowUpRow> FollowUps => Set<FollowUpRow>();

    internal DbSet<AuditRow> Audit => Set<AuditRow>();

    internal DbSet<ContentVersionRow> ContentVersions => Set<ContentVersionRow>();

    internal DbSet<ContentChangeRow> ContentChanges => Set<ContentChangeRow>();

    internal DbSet<TurnedRow> Turned => Set<TurnedRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(BotHostDb).Assembly);
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            if (entity.GetTableName() is { } table) entity.SetTableName(SnakeCase.Of(table));
            foreach (var property in entity.GetProperties()) property.SetColumnName(SnakeCase.Of(property.Name));
        }
    }

    /// <summary>Instants as whole numbers, so that the database can compare and sort them.</summary>
    private sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
        at => at.ToUnixTimeMilliseconds(), stored => DateTimeOffset.FromUnixTimeMilliseconds(stored));
}
