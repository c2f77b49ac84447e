namespace BotHost.Core.Dialogs;

/// <summary>Names of the events that a turn may schedule for later.</summary>
public static class Schedules
{
    public const string QuarantineEnd = "quarantine.end";
    public const string UrgentTruth = "urgent.truth";
    public const string OfferAgain = "offer.again";
    public const string OfferFollow = "offer.follow";

    /// <summary>A recording is to be listened to; its key is the recording's id.</summary>
    public const string SpeechDue = "speech.due";
}
