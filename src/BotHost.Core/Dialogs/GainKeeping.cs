using System.Collections.Immutable;
using System.Text.Json;
using BotHost.Core.Activities;
using BotHost.Core.Dialogs.Runners;
using BotHost.Core.Eligibility;

namespace BotHost.Core.Dialogs;

/// <summary>Between a change of rules and a conversation: who is in it, what waits to be said, and whether it is still true when it is said.</summary>
internal static class GainKeeping
{
    /// <summary>News arrived. A phone shows this unasked, so it only says that there is something; what it is comes after the short code.</summary>
    public static void Receive(TurnBuilder turn)
    {
        if (turn.Inbound.Value is not { ValueKind: JsonValueKind.Object } value || !value.TryGetProperty("gains", out var list)) return;
        var sent = list.Deserialize<ImmutableArray<Gain>>(ActivityJson.Options);
        var fresh = turn.State.MayBeOffered ? Holding(turn, sent) : [];
        foreach (var gain in sent.Except(fresh)) turn.Add(new Effect.AnswerGain(gain, GainAnswer.Stopped));
        fresh = [.. fresh.Except(turn.State.Gains)];
        if (fresh.IsEmpty) return;
        var known = fresh.All(g => turn.State.Gains.Any(w => w.SubjectId == g.SubjectId && w.Program == g.Program));
        turn.State = turn.State with { Gains = turn.State.Gains.AddRange(fresh) };
        // An earlier change said the same, and they have not looked yet.
        if (!known) Knock(turn, fresh[0].SubjectId);
    }

    /// <summary>Tells the speaker, who gave the short code of the subject, what turned for them. False when there is nothing (any more).</summary>
    public static bool Tell(TurnBuilder turn)
    {
        var waiting = turn.State.Gains.Where(g => g.SubjectId == turn.State.SubjectId).ToImmutableArray();
        if (waiting.IsEmpty || !turn.Verified) return false;
        var holding = Holding(turn, waiting);
        turn.State = turn.State with { Gains = turn.State.Gains.RemoveRange(waiting) };
        foreach (var gain in waiting) turn.Add(new Effect.AnswerGain(gain, holding.Contains(gain) ? GainAnswer.Read : GainAnswer.Stopped));
        if (holding.IsEmpty) return false;
        turn.Audit("gain.shown");
        EligibilityRunner.Tell(turn, holding);
        return true;
    }

    /// <summary>退订: what waits is not said.</summary>
    public static void Stop(TurnBuilder turn)
    {
        foreach (var gain in turn.State.Gains) turn.Add(new Effect.AnswerGain(gain, GainAnswer.Stopped));
        turn.State = turn.State with { Gains = [] };
    }

    private static void Knock(TurnBuilder turn, string subjectId)
    {
        if (turn.State.WithHuman)
        {
            turn.State = turn.State with { NewsWaiting = true };
            return;
        }

        // Who looks at the phone now may be anybody; the short code that is asked for is that of the one it concerns.
        if (turn.Top is null) turn.State = turn.State with { SubjectId = subjectId, Verified = false };
        turn.Say(Words.GainKnock);
        if (turn.State.Question is { } open && turn.Top is not null) turn.AskAgain(open);
    }

    /// <summary>Of these, what looks likely by what is known and by the content of now.</summary>
    private static ImmutableArray<Gain> Holding(TurnBuilder turn, ImmutableArray<Gain> gains)
    {
        var judged = gains.Select(g => g.SubjectId).Distinct().Where(turn.Subjects.ContainsKey)
            .ToDictionary(id => id, id => EligibilityNote.Likely(turn.Latest, turn.Subjects[id], turn.Today), StringComparer.Ordinal);
        return [.. gains.Where(g => judged.TryGetValue(g.SubjectId, out var likely) && likely.Contains(g.Program))];
    }
}
