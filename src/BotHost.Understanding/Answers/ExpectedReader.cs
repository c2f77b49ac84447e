using BotHost.Core.Facts;
using BotHost.Core.Readings;
using BotHost.Understanding.Dates;
using BotHost.Understanding.Money;

namespace BotHost.Understanding.Answers;

/// <summary>Reads a bare answer as the fact that was just asked for: 三口, 一万二千五, 有, 肢体.</summary>
internal static class ExpectedReader
{
    public static void Read(Scene scene, AnswerKind answer, List<Amount> amounts)
    {
        if (scene.Context.Expecting is not { } id || scene.Catalogue.Find(id) is not { } fact || scene.Has(id)) return;
        // 记不清,大概两万 is an answer all the same.
        if (answer is AnswerKind.Declined or AnswerKind.Later || (answer == AnswerKind.Unknown && scene.Quantities.Count == 0)) return;
        switch (fact.Type)
        {
            case FactType.Money: ExpectedMoney.Read(scene, fact, answer, amounts); break;
            case FactType.Count or FactType.Age or FactType.Number: ExpectedCount.Read(scene, fact, answer); break;
            case FactType.YesNo: ExpectedYesNo.Read(scene, fact, answer); break;
            case FactType.OneOf or FactType.SetOf: ExpectedOptions.Read(scene, fact, answer); break;
            case FactType.Date when fact.Id != EventDates.Deadline: Since(scene, fact); break;
            case FactType.Text: Words(scene, fact, answer); break;
        }
    }

    /// <summary>Free words were asked for: all of them are the answer.</summary>
    private static void Words(Scene scene, FactDefinition fact, AnswerKind answer)
    {
        if (fact.Id is "subject.id_number" or "subject.phone" or "subject.name" or "reporter.name" || answer != AnswerKind.None || scene.Words.Clauses.IsEmpty) return;
        var (start, end) = (scene.Words.Clauses[0].Start, scene.Words.Clauses[^1].End);
        var span = scene.Words.Span(start, end);
        scene.Add(fact.Id, new FactValue.Text(scene.Words.Original.Substring(span.Start, span.Length)), (start, end));
    }

    private static void Since(Scene scene, FactDefinition fact)
    {
        if (Lasting.Read(scene) is { } lasting) scene.Add(fact.Id, lasting.Since, (lasting.Start, lasting.End));
    }
}
