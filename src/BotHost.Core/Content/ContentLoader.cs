using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using BotHost.Core.Dialogs;
using BotHost.Core.Eligibility;
using BotHost.Core.Facts;
using BotHost.Core.Matching;
using BotHost.Core.Offers;

namespace BotHost.Core.Content;

/// <summary>What loading came to: a bundle, or every problem at once.</summary>
/// <param name="Bundle">Null exactly when there are problems.</param>
public sealed record LoadedContent(ContentBundle? Bundle, ImmutableArray<ContentProblem> Problems);

/// <summary>Makes a validated bundle out of files. Pure: the files come as text.</summary>
public static class ContentLoader
{
    public static LoadedContent Load(IReadOnlyDictionary<string, string> files)
    {
        var problems = new List<ContentProblem>();
        if (!files.TryGetValue(FactCatalogue.File, out var facts))
            return new(null, [new(FactCatalogue.File, 1, 1, "missing-file", "the catalogue of facts is missing", $"put {FactCatalogue.File} back")]);
        var catalogue = FactCatalogue.Load(facts, problems);
        var prompts = PromptLoader.Load(files, catalogue, problems);
        var dialogs = DialogLoader.Load(files, catalogue, problems);
        var standards = StandardsLoader.Load(files, problems);
        var bundle = new ContentBundle
        {
            Hash = HashOf(files),
            Files = files.ToImmutableDictionary(),
            Catalogue = catalogue,
            Prompts = prompts,
            Dialogs = dialogs,
            Consent = ConsentFile.Load(files, catalogue, problems),
            Intake = IntakeFile.Load(files, problems, out var pastVillage),
            PastVillageWords = pastVillage,
            Standards = standards,
            Programs = ProgramLoader.Load(files, catalogue, standards, problems),
            Asking = AskingFile.Load(files, catalogue, problems),
            Skills = SkillsFile.Load(files, catalogue, problems),
            Matching = MatchingFile.Load(files, problems),
            Offers = OffersFile.Load(files, catalogue, problems),
        };
        ContentRules.Check(bundle, problems);
        ImmutableArray<ContentProblem> sorted = [.. problems.Distinct().OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line).ThenBy(p => p.Column)];
        return new(sorted.IsEmpty ? bundle : null, sorted);
    }

    /// <summary>The version's name: any change to any file, or to a file's name, changes it.</summary>
    public static string HashOf(IReadOnlyDictionary<string, string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, text) in files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(path + "\n" + Encoding.UTF8.GetByteCount(text) + "\n"));
            hash.AppendData(Encoding.UTF8.GetBytes(text));
        }

        return "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
