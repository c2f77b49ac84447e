using BotHost.App.Outbox;
using BotHost.Storage.Audit;
using BotHost.Storage.Database;
using BotHost.Storage.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotHost.Storage.Outbox;

internal sealed class OptOuts(GroupWriter writer, IDbContextFactory<BotHostDb> contexts) : IOptOuts
{
    private const string Insert = "INSERT INTO opt_outs (conversation_id, at) VALUES (?1, ?2) ON CONFLICT (conversation_id) DO NOTHING";

    private const string Delete = "DELETE FROM opt_outs WHERE conversation_id = ?1";

    public async ValueTask<bool> HasAsync(string conversationId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.OptOuts.AnyAsync(o => o.ConversationId == conversationId, cancellation);
    }

    public Task RememberAsync(string conversationId, bool optedOut, DateTimeOffset at, CancellationToken cancellation) => writer.RunAsync(
        session =>
        {
            var changed = optedOut ? session.Execute(Insert, conversationId, at) : session.Execute(Delete, conversationId);
            if (changed > 0) AuditTrail.Write(session, new(at, conversationId, optedOut ? "channel.opted-out" : "channel.opted-in", null, null, null));
        },
        null, cancellation);
}

/// <summary>A conversation whose person wants nothing more on its channel.</summary>
internal sealed class OptOutRow : IEntityTypeConfiguration<OptOutRow>
{
    public string ConversationId { get; set; } = "";

    public DateTimeOffset At { get; set; }

    public void Configure(EntityTypeBuilder<OptOutRow> builder) => builder.ToTable("opt_outs").HasKey(o => o.ConversationId);
}
