namespace BotHost.Core.Dialogs.Runners;

/// <summary>
/// Who answers an offer. One who has the chat to themselves is not asked again who they are: 看看, 想去, done. On a shared phone that was silent
/// the yes and the name are asked in one: "张大妮去，对吗？", and until then the card says nothing of the person.
/// </summary>
internal static class OfferSpeaker
{
    public const string Question = "offer.speaker";
    private const string Unsure = "unsure", Answered = "answered";

    /// <summary>True when a message after a silence may be heard without asking who speaks: a tap on the knock or the card that shows and changes nothing for anybody else.</summary>
    public static bool MayAnswer(TurnBuilder turn)
    {
        if (turn.Top?.Dialog != OffersRunner.Dialog || turn.Reading.OtherSpeaker) return false;
        var harmless = (turn.State.Question?.Key, turn.Chosen) is (OffersRunner.Knocked, "yes" or "no") or (OffersRunner.Answer, "yes" or "no" or "later");
        if (harmless && IsShared(turn)) turn.Note(Unsure, "yes");
        return harmless;
    }

    /// <summary>Somebody else has been speaking on this phone: who looks at the card is not known to be whom it fits.</summary>
    public static void Doubt(TurnBuilder turn, string subjectId)
    {
        if (IsShared(turn) && turn.State.SubjectId != subjectId) turn.Note(Unsure, "yes");
    }

    /// <summary>True while the card must not tell what is known of the person.</summary>
    public static bool IsUnsure(TurnBuilder turn) => turn.Top!.Notes.ContainsKey(Unsure);

    /// <summary>Asks whether it is the person who goes, or does not.</summary>
    public static void Ask(TurnBuilder turn, bool going)
    {
        turn.Note(Answered, going ? "yes" : "no");
        turn.AskWord(Question, Words.OfferSpeaker, ("name", turn.Subject?.Facts.GetValueOrDefault("subject.name")?.Value?.ToString() ?? ""), ("going", going));
    }

    /// <summary>It is them: what they had said, yes or no.</summary>
    public static string Confirm(TurnBuilder turn)
    {
        turn.Replace(turn.Top! with { Notes = turn.Top!.Notes.Remove(Unsure) });
        return turn.Top!.Notes.GetValueOrDefault(Answered, "no");
    }

    private static bool IsShared(TurnBuilder turn) => turn.Subjects.Count > 1;
}
