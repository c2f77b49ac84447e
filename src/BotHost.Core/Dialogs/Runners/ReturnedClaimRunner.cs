using System.Collections.Immutable;
using BotHost.Core.Claims;
using BotHost.Core.Facts;
using BotHost.Core.Readings;

namespace BotHost.Core.Dialogs.Runners;

/// <summary>A reviewer sent questions back: asks them one after another and brings the answers to the claim.</summary>
internal sealed class ReturnedClaimRunner : IDialogRunner
{
    public const string Dialog = "returned-claim", ClaimNote = "claim";
    private const string Knock = "return.knock", OwnWords = "return.own:";

    public void Start(TurnBuilder turn) => turn.AskWord(Knock, Words.ReturnKnock);

    public void Resume(TurnBuilder turn)
    {
        if (turn.Top!.Step.Length > 0) Next(turn);
        else turn.AskWord(Knock, Words.ReturnKnock);
    }

    /// <summary>Nobody knows how long it waited and who holds the phone now: asked from the door again, which names nothing.</summary>
    public static void KnockAgain(TurnBuilder turn)
    {
        turn.Replace(turn.Top! with { Step = "" });
        turn.AskWord(Knock, Words.ReturnKnock);
    }

    public bool Hear(TurnBuilder turn)
    {
        var key = turn.State.Question?.Key ?? "";
        if (Claim(turn) is not { Status: ClaimStatus.Returned } claim)
        {
            DialogEngine.Close(turn);
            return true;
        }

        switch (key, turn.Chosen)
        {
            case (Knock, "yes"):
                turn.Replace(turn.Top! with { Step = "asking" });
                turn.Say(Words.ReturnStart, ("count", claim.Questions.Count(q => q.Answer is null)));
                Next(turn);
                return true;
            case (Knock, "later"):
                turn.Say(Words.ReturnLater);
                turn.ClearQuestion();
                return true;
            case (Knock, _):
                return false;
        }

        var open = claim.Questions.FirstOrDefault(q => q.Answer is null && key == (q.FactId ?? OwnWords + q.Id));
        if (open is null) return false;
        if (Answer(turn, open) is not { } answer) return false;
        Keep(turn, claim, open, answer);
        Next(turn);
        return true;
    }

    /// <summary>The answer in words; null when the message was none.</summary>
    private static string? Answer(TurnBuilder turn, ReturnQuestion question)
    {
        if (turn.Reading.Answer is AnswerKind.Unknown or AnswerKind.Declined) return turn.Text;
        if (question.FactId is not { } factId) return turn.Text.Trim() is { Length: > 0 } said ? said : null;
        var learning = FactLearning.Learn(turn, factId, correcting: true);
        if (learning.Has(factId) || turn.Reading.Facts.Any(f => f.Id == factId)) return turn.Text;
        if (turn.Chosen is not { } option) return null;
        var definition = turn.Content.Catalogue[factId];
        FactValue? value = definition.Type switch
        {
            FactType.YesNo => FactValue.Of(option == "yes"),
            FactType.OneOf => new FactValue.Choice(option),
            FactType.SetOf => FactValue.Set.Of(option),
            _ => null,
        };
        if (value is null) return null;
        FactLearning.Keep(turn, factId, value);
        return turn.Text;
    }

    private static void Keep(TurnBuilder turn, Claim claim, ReturnQuestion question, string answer)
    {
        var questions = claim.Questions.Select(q => q.Id == question.Id ? q with { Answer = answer } : q).ToImmutableArray();
        var done = questions.All(q => q.Answer is not null);
        var answered = claim with { Version = claim.Version + 1, Questions = questions, Facts = ClaimSubmission.FactsOf(turn.Subject!, claim.Kind) };
        if (done)
        {
            var changed = ClaimSubmission.Amend(claim, turn.Subject!, ClaimFiling.Resident, "回答了退回的问题", turn.Now);
            answered = answered with { Status = ClaimStatus.Submitted, Amendments = changed?.Amendments ?? claim.Amendments };
        }
        else
        {
            // The facts wait until all questions are answered, so that the reviewer sees one difference and not several.
            answered = answered with { Facts = claim.Facts };
        }

        turn.SaveClaim(answered, done ? "answered" : "answer-heard", ClaimFiling.Resident, "");
    }

    private static void Next(TurnBuilder turn)
    {
        if (Claim(turn)?.Questions.FirstOrDefault(q => q.Answer is null) is not { } question)
        {
            turn.Say(Words.ReturnDone);
            DialogEngine.Close(turn);
        }
        else if (question.FactId is { } factId && turn.Content.FindPrompt(factId) is not null)
        {
            if (question.Words.Length > 0) turn.SayText(question.Words);
            turn.AskFact(factId);
        }
        else
        {
            turn.AskWord(OwnWords + question.Id, Words.ReturnOwnWords, ImmutableArray<Choice>.Empty, ("words", question.Words));
        }
    }

    private static Claim? Claim(TurnBuilder turn) =>
        turn.Top?.Notes.GetValueOrDefault(ClaimNote) is { } id ? turn.Subject?.Claims.FirstOrDefault(c => c.Id == id) : null;
}
