using BotHost.App.Understanding;
using BotHost.Core.Content;
using BotHost.Core.Facts;
using BotHost.Understanding.Intents;
using BotHost.Understanding.Places;
using BotHost.Understanding.Words;
using Microsoft.Extensions.DependencyInjection;

namespace BotHost.Understanding;

/// <summary>The door to understanding: everything behind it is internal.</summary>
public static class UnderstandingSetup
{
    /// <summary>Registers <see cref="IReader"/> over the content in a folder. The content is read when the first reader is asked for.</summary>
    public static IServiceCollection AddUnderstanding(this IServiceCollection services, string contentRoot) =>
        services.AddSingleton<IReader>(_ => Create(UnderstandingContent.FromFolder(contentRoot), []));

    /// <summary>Makes a reader of content texts. Mistakes in the content go to <paramref name="problems"/>; the faulty entries are left out.</summary>
    public static IReader Create(UnderstandingContent content, List<ContentProblem> problems) => CreateRules(content, problems);

    internal static RuleReader CreateRules(UnderstandingContent content, List<ContentProblem> problems)
    {
        var catalogue = FactCatalogue.Load(content.Facts, problems);
        var lexicon = Lexicon.Load(content.Lexicon, catalogue, problems);
        var gazetteer = Gazetteer.Load(content.Divisions, content.OtherNames, problems);
        return new(catalogue, lexicon, gazetteer, new CueIntents());
    }
}
