using BotHost.App.Understanding;
using BotHost.Core.Content;
using BotHost.Understanding;

namespace BotHost.Reading;

/// <summary>The reader for the verbs that read files.</summary>
internal static class ContentReader
{
    /// <summary>A reader of the content as it stands; what is wrong with the content is told, and the faulty entries are left out.</summary>
    public static async Task<IReader> CreateAsync(string contentRoot, TextWriter errors)
    {
        List<ContentProblem> problems = [];
        var reader = UnderstandingSetup.Create(UnderstandingContent.FromFolder(contentRoot), problems);
        foreach (var problem in problems) await errors.WriteLineAsync(problem.ToString());
        return reader;
    }
}
