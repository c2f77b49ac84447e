using BotHost.Core.Claims;
using BotHost.Core.Facts;
using BotHost.Core.Offers;

namespace BotHost.Core.Dialogs;

/// <summary>Turns what a conversation collected into a claim, and tells the resident what that is worth.</summary>
internal static class ClaimFiling
{
    public const string Resident = "resident";

    /// <summary>Note of a frame: the programs the claim is for.</summary>
    public const string Programs = "programs";

    public static void Submit(TurnBuilder turn)
    {
        var subject = turn.Subject!;
        var frame = turn.Top!;
        var dialog = turn.Content.Dialogs[frame.Dialog];
        var kind = dialog.Submits ?? ClaimKind.HardshipReport;
        if (ClaimSubmission.Duplicate(subject, kind, turn.Now) is { } earlier)
        {
            var joined = ClaimSubmission.Amend(earlier, subject, Resident, "又报了一次", turn.Now);
            var media = MediaKeeping.Take(turn, subject.Id);
            if (joined is null && media.Length > 0) joined = earlier with { Version = earlier.Version + 1 };
            if (joined is not null) turn.SaveClaim(joined with { SpeakerUnverified = earlier.SpeakerUnverified || !turn.Verified, Attachments = joined.Attachments.AddRange(media) }, "attached", Resident, "又报了一次");
            turn.Say(Words.ClaimAttached, ("reference", earlier.Reference));
            return;
        }

        var claim = New(turn, kind, dialog.Audience);
        var agreed = claim.Status != ClaimStatus.PrivateLead;
        var intake = turn.Content.IntakeFor(claim.Place);
        turn.SaveClaim(claim, agreed ? "submitted" : "lead-kept", Resident, dialog.Title);
        if (!agreed) turn.Say(Words.ClaimPrivateLead, ("relation", subject.Relation));
        else if (kind == ClaimKind.Complaint) turn.Say(Words.ComplaintReceipt, ("reference", claim.Reference), ("code", subject.ShortCode));
        else turn.Say(Words.ClaimReceipt, ("reference", claim.Reference), ("code", subject.ShortCode), ("intake", intake.Intake == Intake.Lead ? "lead" : "application"), ("days", intake.ReplyDays));
    }

    /// <summary>A yes to a job or course: a claim of its own, whatever else is open.</summary>
    public static void Apply(TurnBuilder turn, Offer offer)
    {
        var claim = New(turn, ClaimKind.WorkInterest, Level.Village);
        var agreed = claim.Status != ClaimStatus.PrivateLead;
        turn.SaveClaim(claim, agreed ? "submitted" : "lead-kept", Resident, offer.Title);
        if (!agreed) turn.Say(Words.ClaimPrivateLead, ("relation", turn.Subject!.Relation));
        else turn.Say(Words.OfferApplied, ("title", offer.Title), ("reference", claim.Reference), ("days", turn.Content.IntakeFor(claim.Place).ReplyDays));
    }

    private static Claim New(TurnBuilder turn, ClaimKind kind, Level audience)
    {
        var subject = turn.Subject!;
        var place = ClaimSubmission.PlaceOf(subject);
        var agreed = subject.Relation == "self" || subject.Facts.GetValueOrDefault("subject.consent")?.Value is FactValue.Choice { Value: "given" or "not-needed" };
        return new()
        {
            Id = turn.NewId(),
            Kind = kind,
            SubjectId = subject.Id,
            ConversationId = turn.State.Id,
            Status = agreed ? ClaimStatus.Submitted : ClaimStatus.PrivateLead,
            Place = place,
            Audience = ClaimSubmission.AudienceOf(subject, kind, audience, turn.Content.Catalogue),
            Intake = agreed ? turn.Content.IntakeFor(place).Intake : Intake.Lead,
            CreatedAt = turn.Now,
            ContentVersion = turn.Content.Hash,
            Reference = ClaimSubmission.ReferenceOf(subject, turn.NewDigits("reference:" + subject.Id + turn.State.Turn, 6)),
            Subject = ClaimSubmission.IdentityOf(subject),
            OnBehalfOf = subject.Relation == "self" ? null : new(subject.Relation, subject.Facts.GetValueOrDefault("reporter.name")?.Value?.ToString()),
            Facts = ClaimSubmission.FactsOf(subject, kind),
            Attachments = MediaKeeping.Take(turn, subject.Id),
            // What somebody may get is nobody's business at a workplace.
            Determinations = kind == ClaimKind.WorkInterest ? [] : EligibilityNote.Determinations(turn),
            SpeakerUnverified = !turn.Verified,
        };
    }

    /// <summary>The subject has agreed to what was reported for them: the private lead becomes a claim.</summary>
    public static void Agree(TurnBuilder turn, Claim lead)
    {
        FactLearning.Keep(turn, "subject.consent", new FactValue.Choice("given"));
        var intake = turn.Content.IntakeFor(lead.Place);
        turn.SaveClaim(lead with { Version = lead.Version + 1, Status = ClaimStatus.Submitted, Intake = intake.Intake }, "submitted", Resident, "本人同意了");
        turn.Say(Words.ClaimReceipt, ("reference", lead.Reference), ("code", turn.Subject!.ShortCode), ("intake", intake.Intake == Intake.Lead ? "lead" : "application"), ("days", intake.ReplyDays));
    }

    /// <summary>我还是要报镇上: takes the claim past the village. Works whatever the village said.</summary>
    public static bool PastVillage(TurnBuilder turn)
    {
        var claim = turn.Subject?.Claims.LastOrDefault(c => c is { IsOpen: true, Status: ClaimStatus.Submitted or ClaimStatus.Verified or ClaimStatus.Returned });
        if (claim is null) return false;
        if (claim.Audience.From < Level.Township)
        {
            turn.SaveClaim(claim with { Version = claim.Version + 1, Audience = claim.Audience with { From = Level.Township } }, "past-village", Resident, "本人要直接报镇上");
        }

        turn.Say(Words.ClaimPastVillage);
        return true;
    }
}
