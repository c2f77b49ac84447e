using BotHost.Core.Dialogs.Runners;

namespace BotHost.Core.Dialogs;

/// <summary>Phones that get nothing but "there is news". An answer could not be read there, so what comes from them goes to people.</summary>
public static class NoticeReplies
{
    /// <summary>The channel that carries only notices.</summary>
    public const string Channel = "sms";

    /// <summary>Somebody answered a notice that this conversation had sent; the payload carries their words.</summary>
    public const string Answered = "notice.answered";

    /// <summary>Template and docs say so: 2 is "do not call".</summary>
    private const string NoCall = "2";

    /// <summary>Somebody wrote to the number without having been asked anything: a person looks at it, at once where it is danger.</summary>
    internal static void Hear(TurnBuilder turn)
    {
        if (turn.Reading.Urgent is { Idiom: false } urgent) UrgentRunner.Break(turn, urgent);
        else HumanRunner.Raise(turn, "human");
        turn.ClearQuestion();
    }

    /// <summary>2 ends the call that waits; anything else goes to whoever calls.</summary>
    internal static void Take(TurnBuilder turn)
    {
        var words = turn.EventValue("words").Trim();
        if (words == NoCall) HumanRunner.DropCall(turn);
        else HumanRunner.AskedToCall(turn, words);
    }
}
