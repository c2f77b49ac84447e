using BotHost.Core.Content;
using BotHost.Core.Facts;
using BotHost.Understanding.Intents;
using BotHost.Understanding.Pauses;
using BotHost.Understanding.Places;
using BotHost.Understanding.Words;

namespace BotHost.Understanding;

/// <summary>The texts a reader is made from, as they stand in the content folder.</summary>
/// <param name="Facts"><c>dialogs/facts.yaml</c>.</param>
/// <param name="Lexicon">Every file of <c>dialogs/lexicon/</c>, by its path inside the content folder.</param>
/// <param name="Intents"><c>dialogs/intents.yaml</c>.</param>
/// <param name="Divisions"><c>dialogs/places/henan.csv</c>.</param>
/// <param name="OtherNames"><c>dialogs/places/other-names.csv</c>: old names of places.</param>
public sealed record UnderstandingContent(string Facts, IReadOnlyDictionary<string, string> Lexicon, string Intents, string Divisions, string OtherNames)
{
    /// <summary><c>dialogs/pauses.txt</c>: sentences with their pauses; empty where messages are to be taken as they were typed.</summary>
    public string Pauses { get; init; } = "";

    /// <summary><c>prompts/models/read.yaml</c>: what a reading model is told; empty when there is none.</summary>
    public string ModelPrompt { get; init; } = "";

    /// <summary>Reads the files below a content root (the folder that holds <c>dialogs/</c>). Throws when one is missing.</summary>
    public static UnderstandingContent FromFolder(string contentRoot)
    {
        string Text(string path) => File.ReadAllText(Path.Combine(contentRoot, path));
        var lexicon = Directory.GetFiles(Path.Combine(contentRoot, "dialogs", "lexicon"), "*.yaml")
            .ToDictionary(f => "dialogs/lexicon/" + Path.GetFileName(f), File.ReadAllText, StringComparer.Ordinal);
        return new(Text(FactCatalogue.File), lexicon, Text(IntentExamples.File), Text("dialogs/places/henan.csv"), Text("dialogs/places/other-names.csv"))
        {
            Pauses = File.Exists(Path.Combine(contentRoot, PauseTrainer.File)) ? Text(PauseTrainer.File) : "",
            ModelPrompt = File.Exists(Path.Combine(contentRoot, Model.ReadPrompt.File)) ? Text(Model.ReadPrompt.File) : "",
        };
    }
}
