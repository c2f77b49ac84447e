using System.Collections.Immutable;
using BotHost.Core.Facts;
using BotHost.Core.Media;

namespace BotHost.Core.Dialogs.Runners;

/// <summary>
/// Asks for the yes without which nothing personal is kept. Until then what was said lies in the quarantine;
/// at no it is wiped. Sensitive facts need a second, separate yes.
/// </summary>
internal sealed class ConsentRunner : IDialogRunner
{
    private const string Personal = "consent.personal-data", Sensitive = "consent.sensitive", Model = "consent.model", Voice = "consent.voice";

    public void Start(TurnBuilder turn)
    {
        if (turn.Known("subject.age")?.Value is FactValue.Number { Value: < 14 } && turn.Known("on_behalf") is null) RefuseChild(turn);
        else Put(turn);
    }

    public void Resume(TurnBuilder turn) => Put(turn);

    public bool Hear(TurnBuilder turn)
    {
        // What else was said goes into the quarantine too, so that a hurried resident need not repeat it.
        var learnt = FactLearning.Learn(turn);
        switch (turn.Chosen)
        {
            case "yes": Accept(turn); return true;
            case "no": Refuse(turn); return true;
            case "who":
                turn.Say(Words.ConsentWho);
                Put(turn);
                return true;
        }

        if (learnt.Learnt.IsEmpty && turn.State.Question is { Attempts: >= 3 }) return false;
        Put(turn);
        return true;
    }

    /// <summary>True when something waits for the second yes that was not asked for yet.</summary>
    public static bool NeedsSensitive(TurnBuilder turn) => turn.Subject is { } subject && subject.Consents.All(c => c.Purpose != "sensitive")
        && (turn.State.Quarantine.Values.Any(turn.Content.Consent.IsSensitive) || turn.State.Media.Any(m => m.SubjectId == subject.Id && MediaType.IsPhoto(m.Medium.ContentType)));

    private static void Put(TurnBuilder turn)
    {
        if (turn.Subject is null) turn.AskWord(Personal, Words.ConsentPersonal);
        else if (turn.State.Question?.Key == Voice || (SpeechHearing.NeedsConsent(turn) && !NeedsSensitive(turn))) turn.AskWord(Voice, Words.ConsentVoice);
        else if (turn.Content.Consent.AskModel && (turn.State.Question?.Key == Model || !NeedsSensitive(turn))) turn.AskWord(Model, Words.ConsentModel);
        else turn.AskWord(Sensitive, Words.ConsentSensitive);
    }

    private static void Accept(TurnBuilder turn)
    {
        if (turn.State.Question!.Key == Voice)
        {
            SpeechHearing.Decide(turn, given: true);
            Close(turn);
            return;
        }

        if (turn.State.Question!.Key == Model)
        {
            turn.RecordConsent("model", given: true);
            Close(turn);
            return;
        }

        if (turn.State.Question!.Key == Sensitive)
        {
            turn.RecordConsent("sensitive", given: true);
            Release(turn, _ => true);
            Close(turn);
            return;
        }

        var quarantined = turn.State.Quarantine;
        var relation = quarantined.GetValueOrDefault("on_behalf.relation")?.Value?.ToString()
            ?? (quarantined.GetValueOrDefault("on_behalf")?.Value is FactValue.YesNo { Value: true } ? "家人" : "self");
        turn.CreateSubject(new(turn.NewId(), relation, turn.NewDigits("short-code", 4)));
        turn.Verified = true;
        turn.RecordConsent("personal-data", given: true);
        Release(turn, f => !turn.Content.Consent.IsSensitive(f));
        turn.Say(Words.ConsentGiven, ("code", turn.Subject!.ShortCode));
        if (NeedsSensitive(turn)) turn.AskWord(Sensitive, Words.ConsentSensitive);
        else
        {
            Release(turn, _ => true);
            Close(turn);
        }
    }

    private static void Refuse(TurnBuilder turn)
    {
        if (turn.State.Question!.Key == Voice)
        {
            SpeechHearing.Decide(turn, given: false);
            Close(turn);
            return;
        }

        if (turn.State.Question!.Key == Model)
        {
            turn.RecordConsent("model", given: false);
            Close(turn);
            return;
        }

        if (turn.State.Question!.Key == Sensitive)
        {
            turn.RecordConsent("sensitive", given: false);
            var kind = turn.State.Quarantine.GetValueOrDefault("hardship.kind");
            turn.State = turn.State with { Quarantine = ImmutableDictionary<string, Fact>.Empty, Media = [] };
            turn.Add(new Effect.WipeMessages());
            // The quote would tell what was not to be kept, so it goes with it.
            if (kind is { Value: FactValue.Set kinds }) turn.Save(kind with { Value = FactLearning.OpenKinds(kinds, turn.Content.Consent), State = FactState.Derived, Evidence = [] });
            turn.Say(Words.ConsentSensitiveRefused);
            Close(turn);
            return;
        }

        turn.WipeQuarantine();
        turn.State = turn.State with { Frames = [] };
        turn.ClearQuestion();
        turn.Say(Words.ConsentRefused);
    }

    private static void RefuseChild(TurnBuilder turn)
    {
        turn.WipeQuarantine();
        turn.State = turn.State with { Frames = [] };
        turn.ClearQuestion();
        turn.Say(Words.ConsentChild);
    }

    /// <summary>Moves quarantined facts to the subject.</summary>
    private static void Release(TurnBuilder turn, Func<Fact, bool> which)
    {
        var released = turn.State.Quarantine.Values.Where(which).OrderBy(f => f.Id, StringComparer.Ordinal).ToImmutableArray();
        turn.State = turn.State with { Quarantine = turn.State.Quarantine.RemoveRange(released.Select(f => f.Id)) };
        turn.Save(released);
        if (turn.State.Quarantine.IsEmpty) turn.Add(new Effect.CancelSchedule(Schedules.QuarantineEnd, ""));
    }

    private static void Close(TurnBuilder turn)
    {
        if (SpeechHearing.NeedsConsent(turn))
        {
            turn.AskWord(Voice, Words.ConsentVoice);
            return;
        }

        // A yes of its own, asked once and only where the content says that a model is used.
        if (turn.Content.Consent.AskModel && turn.Subject is { } subject && subject.Consents.All(c => c.Purpose != "model"))
        {
            turn.AskWord(Model, Words.ConsentModel);
            return;
        }

        turn.ClearQuestion();
        turn.Pop();
        turn.Add(new Effect.CancelSchedule(Schedules.QuarantineEnd, ""));
        MediaKeeping.JoinOpenClaim(turn);
        DialogEngine.ResumeTop(turn);
    }
}
