using System.Collections.Immutable;
using BotHost.Core.Facts;
using BotHost.Core.Readings;

namespace BotHost.Core.Dialogs;

/// <summary>Asks back what has two readings (DESIGN §3b.7).</summary>
internal static class FormDoubts
{
    /// <summary>Puts the doubt as a question about the same fact. False when the plain question is as good.</summary>
    public static bool Ask(TurnBuilder turn, FactDefinition fact, Doubt doubt)
    {
        var quote = turn.Text.Substring(doubt.Span.Start, doubt.Span.Length);
        switch (doubt.Why)
        {
            case "place-ambiguous" when doubt.Candidates.Length > 0:
                var places = doubt.Candidates.OfType<FactValue.Place>().Where(p => p.Code is not null).Take(8).Select(p => new Choice(p.Code!, p.Name));
                turn.AskWord(fact.Id, Words.FormDoubtPlace, [.. places, new("none", "都不是")], ("name", quote));
                return true;
            case "place-unknown":
                turn.AskWord(fact.Id, Words.FormPlaceUnknown, ImmutableArray<Choice>.Empty, ("name", quote));
                return true;
            case "out-of-range":
                turn.AskWord(fact.Id, Words.FormOutOfRange, ImmutableArray<Choice>.Empty, ("label", turn.Content.FindPrompt(fact.Id)?.Label ?? fact.Id));
                return true;
            case "nominal-age":
                turn.AskWord(fact.Id, Words.FormNominalAge, ImmutableArray<Choice>.Empty);
                return true;
            case "check-digit":
                turn.AskWord(fact.Id, Words.FormBadIdNumber, ImmutableArray<Choice>.Empty);
                return true;
            case var _ when doubt.Candidates.Length > 1 && fact.Type is FactType.Money or FactType.Count:
                var prompt = turn.Content.FindPrompt(fact.Id);
                ImmutableArray<Choice> candidates = [.. doubt.Candidates.Take(6).Select(c => new Choice(c.ToString()!, FactWords.Value(fact, c, prompt)))];
                turn.AskWord(fact.Id, Words.FormDoubt, candidates, ("quote", quote));
                return true;
            default:
                return false;
        }
    }
}
