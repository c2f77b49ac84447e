using BotHost.App.Understanding;
using BotHost.Core.Content;
using BotHost.Core.Facts;
using BotHost.Understanding.Intents;
using BotHost.Understanding.Model;
using BotHost.Understanding.Pauses;
using BotHost.Understanding.Places;
using BotHost.Understanding.Training;
using BotHost.Understanding.Words;
using Microsoft.Extensions.DependencyInjection;

namespace BotHost.Understanding;

/// <summary>The door to understanding: everything behind it is internal.</summary>
public static class UnderstandingSetup
{
    /// <summary>Registers <see cref="IReader"/> over the content in a folder. The content is read when the first reader is asked for.</summary>
    /// <param name="modelFolder">Where trained models are kept between starts; null for a folder beside the program.</param>
    public static IServiceCollection AddUnderstanding(this IServiceCollection services, string contentRoot, string? modelFolder = null) =>
        services.AddSingleton(_ => Create(UnderstandingContent.FromFolder(contentRoot), [], modelFolder));

    /// <summary>
    /// Makes a reader of content texts. Mistakes in the content go to <paramref name="problems"/>; the faulty entries are left out.
    /// Intents are trained in the background when no trained model is kept; the first readings wait for that (about two seconds).
    /// </summary>
    public static IReader Create(UnderstandingContent content, List<ContentProblem> problems, string? modelFolder = null) => CreateRules(content, problems, modelFolder);

    /// <summary>Trains the intents without a part of their sentences and tells how well that part is heard. Takes a few seconds.</summary>
    public static IntentEvaluation EvaluateIntents(UnderstandingContent content)
    {
        var lexicon = Lexicon.Load(content.Lexicon, FactCatalogue.Load(content.Facts, []), []);
        return new IntentTrainer(lexicon).Evaluate(IntentExamples.Load(content.Intents, []));
    }

    /// <summary>Trains the pauses without a part of their sentences and tells how well they are found in that part.</summary>
    public static PauseEvaluation EvaluatePauses(UnderstandingContent content) => PauseTrainer.Evaluate(PauseTrainer.Sentences(content.Pauses, []));

    internal static RuleReader CreateRules(UnderstandingContent content, List<ContentProblem> problems, string? modelFolder = null)
    {
        // What does not need the lexicon is loaded beside it: a start waits for the slowest, not for all.
        List<ContentProblem> ofIntents = [], ofPauses = [], ofPlaces = [];
        var shelf = new ModelShelf(modelFolder ?? Path.Combine(AppContext.BaseDirectory, "models"));
        var gazetteer = Task.Run(() => Gazetteer.Load(content.Divisions, content.OtherNames, ofPlaces));
        var examples = Task.Run(() => IntentExamples.Load(content.Intents, ofIntents));
        var sentences = Task.Run(() => PauseTrainer.Sentences(content.Pauses, ofPauses));
        var pauses = Task.Run(() => shelf.Get("pauses", "3" + content.Pauses, () => PauseTrainer.Train(sentences.Result)));
        var catalogue = FactCatalogue.Load(content.Facts, problems);
        var lexicon = Lexicon.Load(content.Lexicon, catalogue, problems);
        var trainedFrom = content.Intents + string.Concat(content.Lexicon.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Value));
        var model = Task.Run(() => shelf.Get("intents", "6" + trainedFrom, () => new IntentTrainer(lexicon).Train(examples.Result)));
        Task.WaitAll(examples, sentences, gazetteer);
        problems.AddRange([.. ofIntents, .. ofPauses]);
        if (content.ModelPrompt.Length > 0) ReadPrompt.Load(content.ModelPrompt, problems);
        problems.AddRange(ofPlaces);
        return new(catalogue, lexicon, gazetteer.Result, new(lexicon, pauses), new TrainedIntents(model));
    }
}
