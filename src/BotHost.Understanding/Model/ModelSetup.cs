using BotHost.App.Understanding;
using BotHost.Core.Content;
using BotHost.Core.Facts;
using BotHost.Understanding.Intents;
using BotHost.Understanding.Speech;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.SemanticKernel.ChatCompletion;

namespace BotHost.Understanding.Model;

/// <summary>Puts the reader together with what may help it: a model and a transcriber, each switched on by configuration alone.</summary>
public static class ModelSetup
{
    /// <summary>Where residents' data may be processed; endpoints elsewhere are refused.</summary>
    public const string AllowedRegions = "Understanding:AllowedRegions";

    /// <summary>Registers <see cref="IReader"/> as the rules alone or helped by the configured model, and <see cref="ITranscriber"/> when speech is configured.</summary>
    /// <param name="rules">The reader made by <see cref="UnderstandingSetup"/>.</param>
    /// <param name="contentRoot">Where <c>prompts/models/</c> lies; read only when a model is on.</param>
    /// <exception cref="EndpointRefusedException">When the settings name an endpoint that cannot or must not be used.</exception>
    public static IServiceCollection AddReading(this IServiceCollection services, IConfiguration configuration, IReader rules, string contentRoot)
    {
        var regions = configuration.GetSection(AllowedRegions).Get<string[]>() ?? [];
        var model = configuration.GetSection(ModelOptions.Section).Get<ModelOptions>() ?? new();
        var speech = configuration.GetSection(SpeechOptions.Section).Get<SpeechOptions>() ?? new();
        if (speech.On) services.AddSingleton<ITranscriber>(new ModelTranscriber(SpeechEndpoint.Open(speech, regions), speech));
        if (!model.On) return services.AddSingleton(rules);
        var chat = ModelEndpoint.Chat(model, regions);
        var content = UnderstandingContent.FromFolder(contentRoot);
        services.AddSingleton<ModelCounts>();
        return services.AddSingleton<IReader>(s => Create((RuleReader)rules, content, model, chat, s.GetRequiredService<ModelCounts>(), s.GetRequiredService<ILogger<ModelReader>>()));
    }

    internal static ModelReader Create(RuleReader rules, UnderstandingContent content, ModelOptions options, IChatCompletionService chat, ModelCounts counts, ILogger<ModelReader> log)
    {
        var catalogue = FactCatalogue.Load(content.Facts, []);
        var form = new ClosedForm(catalogue, IntentExamples.Load(content.Intents, []).Intents);
        return new(rules, catalogue, form, ReadPrompt.Load(content.ModelPrompt, []), chat, options, counts, log);
    }
}
