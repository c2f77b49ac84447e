using BotHost.App.Conversations;
using BotHost.Core.Claims;
using BotHost.Core.Facts;
using BotHost.Storage.Encryption;
using BotHost.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace BotHost.Storage.Claims;

/// <summary>Seals claims and saves them within somebody's transaction.</summary>
internal sealed class ClaimWriter(HostSecrets secrets)
{
    private const string VillageFact = "subject.village";

    public static string ClaimRowOf(string claimId) => $"claims/{claimId}";

    public static string EventRowOf(string claimId, int version) => $"claim_events/{claimId}/{version}";

    public static string DeliveryRowOf(string idempotencyKey) => $"deliveries/{idempotencyKey}";

    /// <summary>Everything slow is done here; what is returned runs on the writer's thread and throws <see cref="StaleRecordException"/> when the version does not follow.</summary>
    public Action<WriteSession> Prepare(Claim claim, ClaimEvent step, DataKey key)
    {
        var row = Row(claim, key);
        var reason = key.Seal(step.Reason, EventRowOf(claim.Id, claim.Version));
        return session =>
        {
            // Rows are made anew for each try: EF Core would remember those of a try that was undone.
            Save(session, Copy(row));
            session.Db.Add(new ClaimEventRow { ClaimId = claim.Id, Version = claim.Version, Kind = step.Kind, By = step.By, At = step.At, Reason = reason });
            session.Db.SaveChanges();
        };
    }

    private static void Save(WriteSession session, ClaimRow row)
    {
        try
        {
            if (row.Version == 1)
            {
                session.Db.Add(row);
            }
            else
            {
                session.Db.Update(row).Property(c => c.Version).OriginalValue = row.Version - 1;
            }

            session.Db.SaveChanges();
            session.Clear();
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new StaleRecordException($"claim {row.Id} is no longer at version {row.Version - 1}");
        }
        catch (DbUpdateException e) when (e.InnerException is Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 19 })
        {
            throw new StaleRecordException($"claim {row.Id} exists already");
        }
    }

    private ClaimRow Row(Claim claim, DataKey key)
    {
        var blind = secrets.Blind;
        return new()
        {
            Id = claim.Id,
            Kind = claim.Kind,
            SubjectId = claim.SubjectId,
            ConversationId = claim.ConversationId,
            Version = claim.Version,
            Status = claim.Status,
            Place = claim.Place,
            PlaceName = (claim.Fact(VillageFact)?.Value as FactValue.Place)?.Name,
            AudienceFrom = claim.Audience.From,
            AudienceDesk = claim.Audience.Desk,
            CreatedAt = claim.CreatedAt,
            NameIndex = blind.Name(claim.Subject.Name),
            IdNumberIndex = blind.IdNumber(claim.Subject.IdNumber),
            PhoneIndex = blind.Phone(claim.Subject.Phone),
            ReferenceIndex = blind.Reference(claim.Reference),
            ReferenceNumberIndex = blind.Reference(string.Concat(claim.Reference.Where(char.IsAsciiDigit))),
            Body = key.Seal(claim, ClaimRowOf(claim.Id)),
        };
    }

    private static ClaimRow Copy(ClaimRow r) => new()
    {
        Id = r.Id, Kind = r.Kind, SubjectId = r.SubjectId, ConversationId = r.ConversationId, Version = r.Version, Status = r.Status, Place = r.Place,
        PlaceName = r.PlaceName, AudienceFrom = r.AudienceFrom, AudienceDesk = r.AudienceDesk, CreatedAt = r.CreatedAt, NameIndex = r.NameIndex,
        IdNumberIndex = r.IdNumberIndex, PhoneIndex = r.PhoneIndex, ReferenceIndex = r.ReferenceIndex, ReferenceNumberIndex = r.ReferenceNumberIndex, Body = r.Body,
    };
}
