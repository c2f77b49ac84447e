using System.Collections.Immutable;
using System.Text.Json;
using BotHost.Core.Activities;
using BotHost.Core.Claims;
using BotHost.Core.Content;
using BotHost.Core.Escalations;
using BotHost.Core.Facts;
using BotHost.Core.Offers;
using BotHost.Core.Readings;

namespace BotHost.Core.Dialogs;

/// <summary>
/// One turn while it is being worked out: the conversation's records, what is said, and what must be stored.
/// Lives only inside <see cref="DialogEngine.Advance"/>; everything in and out of it is immutable.
/// </summary>
internal sealed class TurnBuilder
{
    private readonly List<string> sentences = [];
    private readonly List<string> prompts = [];
    private readonly List<Effect> effects = [];
    private readonly TurnSeedIds ids;
    private readonly IContentLibrary library;
    private ImmutableArray<Choice> choices = [];

    public TurnBuilder(TurnInput input, IContentLibrary library)
    {
        this.library = library;
        ids = new(input.Seed);
        Inbound = input.Inbound;
        Reading = input.Reading;
        Now = input.Now;
        State = input.Record.State;
        Subjects = input.Record.Subjects;
        Escalations = input.Record.Escalations;
        MessageId = input.Inbound.Id ?? "";
        Text = input.Inbound.Text ?? "";
    }

    public Activity Inbound { get; }

    /// <summary>Id of the message whose words are being used: the inbound one, or the one that was held.</summary>
    public string MessageId { get; private set; }

    public string Text { get; private set; }

    public Reading Reading { get; private set; }

    /// <summary>The recording the words were heard in; null when they were written.</summary>
    public Speech? Speech { get; private set; }

    /// <summary>True when the channel says that its own recognition made these words.</summary>
    public bool IsSpoken => Inbound.ChannelData is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty("source", out var source) && source.ValueKind == JsonValueKind.String && source.GetString() == "speech";

    /// <summary>True once the amounts and dates that were heard have been read back and answered.</summary>
    public bool SpeechAgreed { get; set; }

    public DateTimeOffset Now { get; }

    /// <summary>The day in China.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now.ToOffset(ChinaTime.Offset).DateTime);

    public ConversationState State { get; set; }

    public ImmutableDictionary<string, Subject> Subjects { get; private set; }

    public ImmutableArray<Escalation> Escalations { get; private set; }

    public bool Verified { get => State.Verified; set => State = State with { Verified = value }; }

    public DialogFrame? Top => State.Frames.Count == 0 ? null : State.Frames[^1];

    /// <summary>The content the current dialog began with; the current content when no dialog is open.</summary>
    public ContentBundle Content => Top is { } top ? library.Find(top.ContentVersion) ?? library.Current : library.Current;

    /// <summary>The content of now, whatever the open dialog began with.</summary>
    public ContentBundle Latest => library.Current;

    public Subject? Subject => State.SubjectId is { } id ? Subjects.GetValueOrDefault(id) : null;

    /// <summary>Number of sentences said so far in this turn.</summary>
    public int Spoken => sentences.Count;

    /// <summary>What a quick reply or a yes/no meant for the open question; null when the message chose none.</summary>
    public string? Chosen
    {
        get
        {
            if (State.Question is not { } question) return null;
            if (Reading.Choice is { } index && index >= 0 && index < question.Choices.Length) return question.Choices[index].Value;
            var word = Reading.Answer switch { AnswerKind.Yes => "yes", AnswerKind.No => "no", _ => null };
            return word is not null && question.Choices.Any(c => c.Value == word) ? word : null;
        }
    }

    /// <summary>What the host must do before this turn can be finished.</summary>
    public Desk.DeskAct? Act { get; set; }

    /// <summary>How the reply of this turn is built; null for plain speech.</summary>
    public ReplyLayout? Layout { get; set; }

    /// <summary>A text in an event's payload; empty when it is not there.</summary>
    public string EventValue(string name) =>
        Inbound.Value is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.String ? found.GetString()! : "";

    public string NewId() => ids.Next();

    public string NewDigits(string purpose, int count) => ids.Digits(purpose, count);

    /// <summary>What is known of a fact, wherever this conversation keeps it now.</summary>
    public Fact? Known(string factId) => Subject?.Facts.GetValueOrDefault(factId) ?? State.Quarantine.GetValueOrDefault(factId);

    /// <summary>Everything known about the subject, what still waits for a yes included.</summary>
    public ImmutableDictionary<string, Fact> KnownFacts => Subject is { } subject ? State.Quarantine.SetItems(subject.Facts) : State.Quarantine;

    // --- saying

    public void Say(Word word, params ReadOnlySpan<(string Name, object Value)> values) => SayPrompt(word.Id, 0, values);

    /// <summary>Says a prompt and offers its quick replies.</summary>
    public void AskWord(string key, Word word, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var prompt = Content.Prompt(word.Id);
        var attempts = AttemptsOf(key);
        SayPrompt(word.Id, attempts, values);
        Put(key, prompt.Choices, attempts);
    }

    /// <summary>Says a prompt and offers the given quick replies.</summary>
    public void AskWord(string key, Word word, ImmutableArray<Choice> offered, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var attempts = AttemptsOf(key);
        SayPrompt(word.Id, attempts, values);
        Put(key, offered, attempts);
    }

    /// <summary>Asks for a fact, simpler at each try.</summary>
    public void AskFact(string factId)
    {
        var attempts = AttemptsOf(factId);
        SayPrompt(factId, attempts, []);
        Put(factId, Content.Prompt(factId).Choices, attempts);
    }

    /// <summary>Offers the quick replies of an open question again without repeating its words.</summary>
    public void AskAgain(Question open) => choices = open.Choices;

    public void SayText(string text) => sentences.Add(text);

    /// <summary>The words of a prompt, for somebody else than who is spoken to here.</summary>
    public string WordsOf(Word word, params ReadOnlySpan<(string Name, object Value)> values) => Content.Prompt(word.Id).ForAttempt(0).Render(Filled(values));

    public void SayPrompt(string promptId, int attempt, params ReadOnlySpan<(string Name, object Value)> values)
    {
        prompts.Add(promptId);
        sentences.Add(Content.Prompt(promptId).ForAttempt(attempt).Render(Filled(values)));
    }

    private static Dictionary<string, object> Filled(ReadOnlySpan<(string Name, object Value)> values)
    {
        var filled = new Dictionary<string, object>();
        foreach (var (name, value) in values) filled[name] = value;
        return filled;
    }

    public void ClearQuestion()
    {
        State = State with { Previous = State.Question ?? State.Previous, Question = null };
        choices = [];
    }

    private int AttemptsOf(string key) => State.Question is { } question && question.Key == key ? question.Attempts : 0;

    private void Put(string key, ImmutableArray<Choice> offered, int attempts)
    {
        var before = State.Question is { } open && open.Key != key ? open : State.Previous;
        State = State with { Previous = before, Question = new(key, offered, attempts + 1, Now) };
        choices = offered;
    }

    // --- dialogs

    public void Push(string dialog, params ReadOnlySpan<(string Key, string Value)> notes)
    {
        var kept = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var (key, value) in notes) kept[key] = value;
        State = State with { Frames = State.Frames.Add(new(dialog, library.Current.Hash) { Notes = kept.ToImmutable() }) };
    }

    public void Pop() => State = State with { Frames = State.Frames.RemoveAt(State.Frames.Count - 1) };

    public void Replace(DialogFrame top) => State = State with { Frames = State.Frames.SetItem(State.Frames.Count - 1, top) };

    public void Note(string key, string value) => Replace(Top! with { Notes = Top!.Notes.SetItem(key, value) });

    /// <summary>Goes on with a message that was held back.</summary>
    public void TakeUp(HeldMessage held)
    {
        (MessageId, Text, Reading, Speech) = (held.ActivityId, held.Text, held.Reading, held.Speech);
        State = State with { Held = null, Question = held.Open ?? State.Question };
    }

    /// <summary>Goes on with the words that were heard in a recording.</summary>
    public void Listen(string messageId, string text, Speech speech) => (MessageId, Text, Speech) = (messageId, text, speech);

    // --- records

    /// <summary>Keeps facts: with the subject as far as they said yes to it, otherwise in the quarantine.</summary>
    public void Save(params ImmutableArray<Fact> facts)
    {
        facts = [.. facts.Select(f => f with { Earlier = Before(f) })];
        var waiting = facts.Where(f => Subject is not { } s || (!s.Consented("sensitive") && Content.Consent.IsSensitive(f))).ToImmutableArray();
        if (waiting.Length > 0)
        {
            StartQuarantine();
            State = State with { Quarantine = State.Quarantine.SetItems(waiting.Select(f => KeyValuePair.Create(f.Id, f))) };
        }

        if (Subject is not { } subject || facts.Length == waiting.Length) return;
        var kept = facts.RemoveRange(waiting);
        Subjects = Subjects.SetItem(subject.Id, subject with { Facts = subject.Facts.SetItems(kept.Select(f => KeyValuePair.Create(f.Id, f))) });
        Add(new Effect.SaveFacts(subject.Id, kept));
        if (kept.Any(f => WorkProfile.Uses(f.Id)) && subject.Consented(WorkProfile.Purpose)) OfferKeeping.Refresh(this, Subject!);
    }

    /// <summary>What the fact was before, kept once an outcome was shown.</summary>
    private ImmutableArray<FactValue> Before(Fact fact)
    {
        if (Known(fact.Id) is not { } old) return fact.Earlier;
        return State.OutcomeShown && old.Value is { } was && fact.State != FactState.Derived && ClaimSubmission.Concerns(fact.Id, ClaimKind.HardshipReport) && !was.Equals(fact.Value) ? old.Earlier.Add(was) : old.Earlier;
    }

    /// <summary>Before the first thing that waits for a yes: it is wiped in the end if none comes.</summary>
    public void StartQuarantine()
    {
        if (State.Quarantine.IsEmpty && State.Media.IsEmpty) Schedule(Schedules.QuarantineEnd, "", Now.AddHours(Content.Consent.QuarantineHours));
    }

    public void CreateSubject(Subject subject)
    {
        Subjects = Subjects.SetItem(subject.Id, subject);
        State = State with { SubjectId = subject.Id, Media = [.. State.Media.Select(m => m with { SubjectId = m.SubjectId ?? subject.Id })] };
        Add(new Effect.CreateSubject(subject));
        Audit("subject.created");
    }

    public void RecordConsent(string purpose, bool given)
    {
        var subject = Subject!;
        var consent = new Consents.Consent(subject.Id, purpose, given, MessageId, Now, Content.Hash);
        Subjects = Subjects.SetItem(subject.Id, subject with { Consents = subject.Consents.Add(consent) });
        Add(new Effect.RecordConsent(consent));
        Audit(given ? "consent.given." + purpose : "consent.refused." + purpose);
    }

    public void SaveClaim(Claim claim, string kind, string by, string reason)
    {
        var subject = Subjects[claim.SubjectId];
        var claims = subject.Claims.RemoveAll(c => c.Id == claim.Id).Add(claim);
        Subjects = Subjects.SetItem(subject.Id, subject with { Claims = claims });
        Add(new Effect.SaveClaim(claim, new(claim.Id, claim.Version, kind, by, Now, reason)));
        Add(new Effect.Audit("claim." + kind, claim.SubjectId, claim.Id));
    }

    public void SaveEscalation(Escalation escalation)
    {
        var before = Escalations.FirstOrDefault(e => e.Id == escalation.Id);
        escalation = escalation with { SubjectName = KnownOf(escalation, "subject.name") ?? escalation.SubjectName, Phone = KnownOf(escalation, "subject.phone") ?? escalation.Phone };
        Escalations = [.. Escalations.Where(e => e.Id != escalation.Id), escalation];
        // A new danger, one whose place became known, and one that reaches a higher level is told at once to those who may know. All else waits for the digests.
        if (escalation.Kind == "urgent" && (before is null || before.Audience != escalation.Audience || before.Place != escalation.Place)) TellOf(escalation);
        Add(new Effect.SaveEscalation(escalation));
        Add(new Effect.Audit("escalation." + escalation.Kind, escalation.SubjectId, null));
    }

    private string? KnownOf(Escalation escalation, string factId) => escalation.SubjectId is { } id ? Subjects.GetValueOrDefault(id)?.Facts.GetValueOrDefault(factId)?.Value?.ToString() : null;

    /// <summary>A card of the task, at once: to one cadre, or to all who may know of it.</summary>
    /// <param name="again">Set where those who were told once are to be told again.</param>
    public void TellOf(Escalation escalation, string? userId = null, string again = "") =>
        Add(new Effect.TellCadres(userId, userId is null ? escalation.Audience : null, escalation.Place, Desk.DeskEvents.Escalation, $"{escalation.Id}:{escalation.Audience.From}:{escalation.Place}{again}",
            ImmutableDictionary<string, string>.Empty.Add("escalationId", escalation.Id)));

    /// <summary>A phone was lost: what its owner could see there is shut, and the short code that stood on it is worth nothing.</summary>
    public void ForgetOtherPhones()
    {
        var subject = Subject! with { ShortCode = NewDigits("short-code", 4) };
        Subjects = Subjects.SetItem(subject.Id, subject);
        Add(new Effect.ForgetOtherPhones(subject));
        Audit("phone.unlinked");
    }

    public void EraseSubject(string subjectId)
    {
        Subjects = Subjects.Remove(subjectId);
        if (State.SubjectId == subjectId) State = State with { SubjectId = null, Verified = false };
        Add(new Effect.EraseSubject(subjectId));
        Add(new Effect.Audit("subject.erased", subjectId, null));
    }

    public void WipeQuarantine()
    {
        State = State with { Quarantine = ImmutableDictionary<string, Fact>.Empty, Media = [] };
        Add(new Effect.WipeMessages());
        Add(new Effect.CancelSchedule(Schedules.QuarantineEnd, ""));
    }

    public void Schedule(string name, string key, DateTimeOffset due) => Add(new Effect.Schedule(name, key, due));

    public void Add(Effect effect) => effects.Add(effect);

    public void Audit(string action) => Add(new Effect.Audit(action, State.SubjectId, null));

    /// <summary>All sentences of the turn go out as one message: some channels allow only a few.</summary>
    public TurnResult Finish()
    {
        var state = State with { Turn = State.Turn + 1 };
        ImmutableArray<Reply> replies = sentences.Count == 0 ? [] : [new(string.Join('\n', sentences), choices, [.. prompts]) { Layout = Layout }];
        return new(new(state, Subjects, [.. Escalations.Where(e => e.IsOpen)]), replies, [.. effects.Distinct()]) { Act = Act };
    }
}
