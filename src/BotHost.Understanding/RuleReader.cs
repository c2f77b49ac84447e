using BotHost.App.Understanding;
using BotHost.Core.Facts;
using BotHost.Core.Readings;
using BotHost.Understanding.Aid;
using BotHost.Understanding.Answers;
using BotHost.Understanding.Assets;
using BotHost.Understanding.Dates;
using BotHost.Understanding.Hardship;
using BotHost.Understanding.Identity;
using BotHost.Understanding.Intents;
using BotHost.Understanding.Money;
using BotHost.Understanding.Numbers;
using BotHost.Understanding.Pauses;
using BotHost.Understanding.People;
using BotHost.Understanding.Places;
using BotHost.Understanding.Safety;
using BotHost.Understanding.Words;
using BotHost.Understanding.Work;

namespace BotHost.Understanding;

/// <summary>Reads by rules over the lexicon: fast, private, the same words always read the same. Safe for many threads.</summary>
internal sealed class RuleReader : IReader
{
    /// <summary>So many characters in a row that mean nothing to the rules are worth a second look.</summary>
    private const int Unexplained = 4;

    /// <summary>How far the trained model must lean to an alarm: where words of it were found as well, where there are none, and where all of them mean something else.</summary>
    private const double Agreed = 0.15, Heard = 0.3, Alone = 0.4, Against = 0.7;

    /// <summary>Longer messages tell a story, and every hard story sounds a little like danger: without words of it the model must be quite sure.</summary>
    private const int Story = 36;

    private const double Told = 0.7;

    /// <summary>A message that tells plain facts and has no word of danger is an alarm only where the model is surer than of anything else.</summary>
    private const double Plain = 0.6;

    /// <summary>So sure of danger the model must be to be heard over the words of another alarm.</summary>
    private const double Outweighs = 0.6;

    /// <summary>From this confidence on another intent stands against a weak alarm.</summary>
    private const double Alarming = 0.6;

    private readonly FactCatalogue catalogue;
    private readonly Lexicon lexicon;
    private readonly Gazetteer gazetteer;
    private readonly Hearing hearing;
    private readonly IntentClassifier intents;
    private readonly QuantityReader quantities;
    private readonly NameReader names;

    public RuleReader(FactCatalogue catalogue, Lexicon lexicon, Gazetteer gazetteer, Hearing hearing, IntentClassifier intents)
    {
        this.catalogue = catalogue;
        this.lexicon = lexicon;
        this.gazetteer = gazetteer;
        this.hearing = hearing;
        this.intents = intents;
        quantities = new(lexicon);
        names = new(lexicon);
    }

    public async ValueTask<Reading> ReadAsync(string text, ReadingContext context, CancellationToken cancellation)
    {
        if (!hearing.Ready.IsCompleted) await hearing.Ready.WaitAsync(cancellation);
        if (!intents.Ready.IsCompleted) await intents.Ready.WaitAsync(cancellation);
        return Read(text, context);
    }

    public Reading Read(string text, ReadingContext context) => text.Length <= LongMessages.Piece ? ReadPiece(text, context)
        : LongMessages.Join(LongMessages.Cut(text).Select(p => (p.Start, ReadPiece(p.Text, context))));

    /// <summary>True when more than a few words in a row mean nothing to the rules: somebody else might make sense of them.</summary>
    public bool LeftWords(string text, Reading read)
    {
        var known = new bool[text.Length];
        foreach (var span in read.Facts.SelectMany(f => f.Spans).Concat(read.Doubts.Select(d => d.Span))) Array.Fill(known, true, span.Start, span.Length);
        var words = hearing.Of(text);
        // A single character (得, 很) is found in almost anything and explains nothing.
        foreach (var cue in lexicon.Find(words).Where(c => c.Length > 1))
        {
            var span = words.Span(cue.Start, cue.End);
            Array.Fill(known, true, span.Start, span.Length);
        }

        var run = 0;
        for (var i = 0; i < text.Length; i++)
        {
            run = known[i] || !char.IsLetter(text[i]) ? 0 : run + 1;
            if (run >= Unexplained) return true;
        }

        return false;
    }

    /// <summary>True when the words at this place are about the subject's household, and neither denied nor only supposed.</summary>
    public bool Ours(string text, Core.Readings.TextSpan span, ReadingContext context)
    {
        var words = hearing.Of(text);
        if (words.Clauses.IsEmpty) return false;
        var scene = Survey(words, context);
        var at = Enumerable.Range(0, words.Text.Length).FirstOrDefault(i => words.Span(i, i + 1).Start >= span.Start, words.Text.Length - 1);
        var clause = words.ClauseAt(at);
        return !scene.Cast.Outside(at + 1) && scene.InClause(clause, "negation").Count == 0 && scene.InClause(clause, "hypothetical").Count == 0 && scene.InClause(clause, "question.general").Count == 0
            && scene.InClause(clause, "previous").Count == 0 && scene.InClause(clause, "rhetorical").Count == 0;
    }

    private Reading ReadPiece(string text, ReadingContext context)
    {
        if (string.IsNullOrWhiteSpace(text)) return Reading.Nothing;
        var words = hearing.Of(text);
        if (words.Clauses.IsEmpty) return Reading.Nothing;
        var scene = Survey(words, context);
        var answer = AnswerReader.Read(scene);
        var topic = Facts(scene, answer);
        if (answer == AnswerKind.Unknown && context.Expecting is { } asked && scene.Has(asked)) answer = AnswerKind.None;
        var urgent = DangerReader.Read(scene);
        if (urgent is { Idiom: false }) scene.AddAt("hardship.urgent", FactValue.Of(true), urgent.Span);
        else UrgencyReader.Read(scene);
        ViolenceReader.Read(scene);
        if (urgent is { Idiom: false, Kind: "violence" } && scene.In("hearsay").Count == 0) scene.AddAt("safety.violence", FactValue.Of(true), urgent.Span);
        var (intent, confidence) = Intent(scene, urgent, answer);
        ComplaintReader.Read(scene, intent);
        // 明儿再说吧,我先去接孩子: why somebody stops for now is no fact about work.
        if (intent == "pause" && context.Expecting is null)
        {
            scene.Drop("work.care_duties");
            if (scene.Value("work.start") is FactValue.Choice { Value: "now" }) scene.Drop("work.start");
        }

        Commands.Withdraw(scene);
        return new()
        {
            Intent = intent,
            Confidence = confidence,
            Facts = [.. scene.Facts],
            Doubts = [.. scene.Doubts.Where(d => !scene.Has(d.FactId) || d.Why.StartsWith("place", StringComparison.Ordinal))],
            Answer = answer,
            Choice = ChoiceReader.Read(scene),
            Correction = scene.In("correction").Count > 0,
            Urgent = urgent,
            OtherSpeaker = scene.In("other_speaker").Count > 0,
            Topic = topic,
        };
    }

    /// <summary>Finds words, people, dates and numbers, in the order in which they may claim characters.</summary>
    private Scene Survey(Utterance words, ReadingContext context)
    {
        var cues = Elsewhere.Sort(words, lexicon.Find(words));
        var scene = new Scene(words, context, catalogue, cues) { Cast = Cast.Of(words, cues, context.Expecting is not (null or "subject.age" or "subject.age_nominal")) };
        IdentityReader.Read(scene);
        foreach (var cue in cues)
        {
            if (cue.Group is Lexicon.Fixed or Lexicon.Program or "not_number" or "disability.grade") scene.Take(cue.Start, cue.End);
        }

        BirthYearReader.Read(scene);
        var dates = DateReader.Find(words, context.Today).FindAll(d => !scene.Taken(d.Start));
        var due = EventDates.Due(scene);
        foreach (var date in dates.Concat(due)) scene.Take(date.Start, date.End);
        var numbers = quantities.Find(words, scene.Taken);
        scene.Quantities = SelfCorrections.Drop(scene, numbers);
        scene.TakenBack = numbers.FindAll(q => !scene.Quantities.Contains(q));
        BirthDays.Read(scene, dates);
        EventDates.Read(scene, dates, due);
        return scene;
    }

    private string? Facts(Scene scene, AnswerKind answer)
    {
        PeopleReader.Read(scene);
        var ages = AgeReader.Read(scene);
        scene.Ages = [.. ages.Select(a => a.Age)];
        ZodiacReader.Read(scene);
        HouseholdReader.Read(scene, ages);
        MembersReader.Read(scene, ages);
        ObligorsReader.Read(scene, ages);
        LandReader.Read(scene);
        var amounts = MoneyReader.Read(scene);
        HoldingsReader.Read(scene);
        HomesReader.Read(scene);
        KindReader.Read(scene);
        NeedReader.Read(scene);
        DependenceReader.Read(scene);
        DisabilityReader.Read(scene);
        SettledReader.Read(scene);
        PossessionReader.Read(scene);
        var topic = AidReader.Read(scene);
        WorkReader.Read(scene);
        names.Read(scene);
        PlaceReader.Read(scene, gazetteer);
        ExpectedReader.Read(scene, answer, amounts);
        return topic;
    }

    private (string Intent, double Confidence) Intent(Scene scene, UrgentWords? urgent, AnswerKind answer)
    {
        // 谁能管管俺,我在楼顶上: a life is heard before the wish for a person.
        if (IntentRules.Read(scene, urgent) is { } safety) return safety != "crisis" && scene.Text.Length <= Story && intents.Leanings(scene)["crisis"] >= Outweighs ? ("crisis", Outweighs) : (safety, 1);
        var heard = intents.Classify(scene, answer);
        // Rules and model together: where both lean to an alarm, little of either is enough.
        var leanings = intents.Leanings(scene);
        var alarm = IntentRules.Safety.Select(i => (Intent: i, Leaning: leanings[i], Signs: SafetyConcepts.Signs(scene, i)))
            // 俺爷是饿死的,那是六零年: danger told of as past gets one soft question, not the alarm.
            .Where(a => a.Intent != "crisis" || urgent is null or { Idiom: false } or { Kind: "suicide" })
            // 九月里大水冲了大棚,有人管没有: a hardship is reported, unless a person is asked for in words.
            .Where(a => a.Intent != "talk-to-human" || a.Signs > 0 || !scene.Has("hardship.kind"))
            // 记不清了: an answer to what was asked asks for nothing else.
            .Where(a => a.Intent == "crisis" || scene.Context.Expecting is null || answer is AnswerKind.None)
            .Where(a => a.Leaning >= Enough(scene, urgent, a.Intent, a.Signs)).OrderByDescending(a => a.Leaning).FirstOrDefault();
        if (alarm.Intent is not null && (alarm.Intent == heard.Intent || alarm.Leaning >= Alone || heard.Confidence < Alarming)) return (alarm.Intent, alarm.Leaning);
        // No alarm after all: what else is it?
        return IntentRules.Safety.Contains(heard.Intent) ? intents.Classify(scene, answer, IntentRules.Safety) : heard;
    }

    /// <summary>How far the model must lean to an alarm with so many words of it in the message; fewer than none where all of them mean something else.</summary>
    private static double Enough(Scene scene, UrgentWords? urgent, string intent, int signs) => signs switch
    {
        > 0 when intent != "talk-to-human" || scene.Text.Length <= Story || scene.In(Lexicon.Program).Count == 0 => Agreed,
        _ when scene.Text.Length > Story => Told,
        0 when intent == "crisis" => urgent is null && scene.Facts.Any() ? Plain : Alone,
        // 我手机号1563781…: data are named, and nothing is said of erasing them.
        0 when intent == "delete-my-data" => Plain,
        0 => Heard,
        _ => Against,
    };
}
