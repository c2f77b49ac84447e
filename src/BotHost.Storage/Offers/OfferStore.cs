using System.Text.Json;
using BotHost.App.Conversations;
using BotHost.App.Offers;
using BotHost.Core.Activities;
using BotHost.Core.Matching;
using BotHost.Core.Offers;
using BotHost.Storage.Audit;
using BotHost.Storage.Conversations;
using BotHost.Storage.Database;
using BotHost.Storage.Encryption;
using BotHost.Storage.Writing;

namespace BotHost.Storage.Offers;

/// <summary>The port, over the parts that do the work.</summary>
internal sealed class OfferStore(GroupWriter writer, Reads reads, KeyRing keys, InboxWriter inbox, OfferQueries queries, OfferQueue queue, MatchablePeople people) : IOfferStore
{
    private const string InsertCampaign = """
        INSERT INTO campaigns (id, title, place, status, created_by, created_at, content_version, summary) VALUES (?1, ?2, ?3, 0, ?4, ?5, ?6, ?7)
        """;

    private const string InsertOffer = "INSERT INTO offers (id, campaign_id, subject_id, opportunity_id, score, body, status) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0)";

    private const string ChangeStatus = "UPDATE campaigns SET status = ?3 WHERE id = ?1 AND status = ?2";

    /// <summary>Ids up to which the next page reaches; null when there is none.</summary>
    private const string NextOffers = "SELECT max(id) FROM (SELECT id FROM offers WHERE campaign_id = ?1 AND status = 0 AND id > ?2 ORDER BY id LIMIT ?3)";

    private const string PlanOffers = """
        UPDATE offers SET status = 1 WHERE campaign_id = ?1 AND status = 0 AND id > ?2 AND id <= ?3
        AND NOT EXISTS (SELECT 1 FROM offers o WHERE o.subject_id = offers.subject_id AND o.opportunity_id = offers.opportunity_id AND o.status > 0)
        """;

    /// <summary>Of a draft that was thrown away while it was being started, the planned ones too.</summary>
    private const string DropRest = """
        DELETE FROM offers WHERE id IN (SELECT id FROM offers WHERE campaign_id = ?1 AND status <= ?2 LIMIT ?3)
        """;

    private const string NextProfiles = "SELECT max(subject_id) FROM (SELECT subject_id FROM work_profiles WHERE subject_id > ?1 ORDER BY subject_id LIMIT ?2)";

    /// <remarks>By the person: what they were offered is little, what the campaign offers is much. The plus signs keep the planner from the campaign's index.</remarks>
    private const string WaitOneMore = """
        UPDATE work_profiles SET rounds_waited = CASE WHEN EXISTS
            (SELECT 1 FROM offers o WHERE o.subject_id = work_profiles.subject_id AND +o.campaign_id = ?1 AND +o.status BETWEEN 1 AND 6) THEN 0 ELSE rounds_waited + 1 END
        WHERE subject_id > ?3 AND subject_id <= ?4 AND substr(place, 1, length(?2)) = ?2
        """;

    private const string CountInTurns = "SELECT count(*) FROM (SELECT 1 FROM messages WHERE direction = 2 AND status = 0 LIMIT ?1)";

    private const string DeleteDraft = "DELETE FROM campaigns WHERE id = ?1 AND status = 0";

    private const string MarkSent = "UPDATE offers SET status = 2, sent_at = ?2, conversation_id = ?3 WHERE id = ?1 AND status = 1";

    private const string Expire = "UPDATE offers SET status = 6 WHERE status = 2 AND sent_at < ?1";

    private const int BatchSize = 500;

    public IAsyncEnumerable<IReadOnlyList<MatchablePerson>> PeopleAsync(string place, DateTimeOffset now, CancellationToken cancellation) => people.PagesAsync(place, now, cancellation);

    public Task<int> CountPeopleAsync(string place, CancellationToken cancellation) => people.CountAsync(place, cancellation);

    public Task<IReadOnlyDictionary<string, HeldPlaces>> HeldAsync(CancellationToken cancellation) => queries.HeldAsync(cancellation);

    public Task<IReadOnlyList<AnsweredOffers>> AnsweredAsync(DateTimeOffset since, CancellationToken cancellation) => Task.FromResult(queries.Answered(since));

    public async Task CreateAsync(Campaign campaign, IReadOnlyCollection<(Offer Offer, int Score)> offers, CancellationToken cancellation)
    {
        var summary = JsonSerializer.Serialize(campaign.Summary, ActivityJson.Options);
        foreach (var part in offers.Chunk(BatchSize))
        {
            var rows = new List<(Offer Offer, int Score, byte[] Body)>(part.Length);
            foreach (var (offer, score) in part)
            {
                // Somebody who was forgotten meanwhile is offered nothing.
                if (await keys.SubjectAsync(offer.SubjectId, cancellation) is { } key) rows.Add((offer, score, key.Seal(offer, OfferWriter.OfferRowOf(offer.Id))));
            }

            await writer.RunAsync(
                session =>
                {
                    foreach (var (offer, score, body) in rows) session.Execute(InsertOffer, offer.Id, campaign.Id, offer.SubjectId, offer.OpportunityId, score, body);
                },
                null, cancellation);
        }

        // The campaign comes last: offers without one are seen by nobody.
        await writer.RunAsync(
            session =>
            {
                session.Execute(InsertCampaign, campaign.Id, campaign.Title, campaign.Place, campaign.CreatedBy, campaign.CreatedAt, campaign.ContentVersion, summary);
                AuditTrail.Write(session, new(campaign.CreatedAt, campaign.CreatedBy, "campaign.drafted", null, null, campaign.Id));
            },
            null, cancellation);
    }

    public Task<IReadOnlyList<Campaign>> CampaignsAsync(string place, int limit, CancellationToken cancellation) => queries.CampaignsAsync(place, limit, cancellation);

    public Task<Campaign?> FindAsync(string campaignId, CancellationToken cancellation) => queries.FindAsync(campaignId, cancellation);

    public Task<IReadOnlyList<ListedOffer>> OffersAsync(string campaignId, int skip, int take, CancellationToken cancellation) => queries.OffersAsync(campaignId, skip, take, cancellation);

    public Task<CampaignProgress> ProgressAsync(string campaignId, CancellationToken cancellation) => queries.ProgressAsync(campaignId, cancellation);

    public Task<IReadOnlyList<AnsweredOffer>> AnswersAsync(string campaignId, CancellationToken cancellation) => queries.AnswersAsync(campaignId, cancellation);

    public async Task<bool> StartAsync(string campaignId, string actor, DateTimeOffset at, CancellationToken cancellation)
    {
        if (await queries.FindAsync(campaignId, cancellation) is not { } campaign) return false;
        if (campaign.Status != CampaignStatus.Draft) return false;
        for (var from = ""; Page(NextOffers, campaignId, from, BatchSize) is { } until; from = until)
            await writer.RunAsync(session => session.Execute(PlanOffers, campaignId, from, until), null, cancellation);
        var started = await writer.RunAsync(
            session =>
            {
                if (session.Execute(ChangeStatus, campaignId, (int)CampaignStatus.Draft, (int)CampaignStatus.Running) == 0) return false;
                AuditTrail.Write(session, new(at, actor, "campaign.started", null, null, campaignId));
                return true;
            },
            null, cancellation);
        if (!started) return false;
        await DropAsync(campaignId, OfferStatus.Proposed, cancellation);
        for (var from = ""; Page(NextProfiles, from, BatchSize) is { } until; from = until)
            await writer.RunAsync(session => session.Execute(WaitOneMore, campaignId, campaign.Place, from, until), null, cancellation);
        return true;
    }

    public Task<bool> ChangeAsync(string campaignId, CampaignStatus from, CampaignStatus to, string actor, DateTimeOffset at, CancellationToken cancellation) => writer.RunAsync(
        session =>
        {
            if (session.Execute(ChangeStatus, campaignId, (int)from, (int)to) == 0) return false;
            AuditTrail.Write(session, new(at, actor, "campaign." + to.ToString().ToLowerInvariant(), null, null, campaignId));
            return true;
        },
        null, cancellation);

    public async Task<bool> DiscardAsync(string campaignId, string actor, DateTimeOffset at, CancellationToken cancellation)
    {
        var discarded = await writer.RunAsync(
            session =>
            {
                if (session.Execute(DeleteDraft, campaignId) == 0) return false;
                AuditTrail.Write(session, new(at, actor, "campaign.discarded", null, null, campaignId));
                return true;
            },
            null, cancellation);
        if (discarded) await DropAsync(campaignId, OfferStatus.Planned, cancellation);
        return discarded;
    }

    public Task<int> InTurnsAsync(int most, CancellationToken cancellation) =>
        Task.FromResult(reads.Run(statements => (int)statements.First(CountInTurns, row => row.Number(0), most)));

    public Task<IReadOnlyList<DueOffers>> DueAsync(DateTimeOffset now, int perWeek, int limit, CancellationToken cancellation) => queue.DueAsync(now, perWeek, limit, cancellation);

    public async Task<bool> SendAsync(DueOffers due, InboundActivity offersMade, DateTimeOffset at, CancellationToken cancellation)
    {
        var sealedEvent = await inbox.SealInternalAsync(offersMade, at, cancellation);
        return await writer.RunAsync<InboxEntry?>(
            session =>
            {
                var sent = due.Offers.Count(o => session.Execute(MarkSent, o.Id, at, due.ConversationId) == 1);
                return sent == due.Offers.Length && sealedEvent is not null ? InboxWriter.Insert(session, sealedEvent) : null;
            },
            entry =>
            {
                if (entry is { } told) inbox.Committed(sealedEvent!, told);
            },
            cancellation) is not null;
    }

    public Task<int> ExpireAsync(DateTimeOffset sentBefore, CancellationToken cancellation) => writer.RunAsync(session => session.Execute(Expire, sentBefore), null, cancellation);

    private string? Page(string sql, params object[] values) => reads.Run(statements => statements.First(sql, row => row.IsNull(0) ? null : row.Text(0), values));

    private async Task DropAsync(string campaignId, OfferStatus upTo, CancellationToken cancellation)
    {
        while (await writer.RunAsync(session => session.Execute(DropRest, campaignId, (int)upTo, BatchSize), null, cancellation) == BatchSize)
        {
        }
    }
}
