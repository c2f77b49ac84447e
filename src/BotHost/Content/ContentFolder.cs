using System.Collections.Immutable;
using BotHost.App.Understanding;
using BotHost.Core.Content;
using BotHost.Places;
using BotHost.Understanding;

namespace BotHost.Content;

/// <summary>The content has mistakes; the host does not start on it.</summary>
internal sealed class BrokenContentException(ImmutableArray<ContentProblem> problems) : Exception("the content is broken")
{
    public ImmutableArray<ContentProblem> Problems { get; } = problems;
}

/// <summary>Content as files: <c>dialogs/</c> and <c>prompts/</c> below one folder.</summary>
internal static class ContentFolder
{
    private static readonly string[] Folders = ["dialogs", "prompts"];
    private static readonly string[] TextFiles = [".yaml", ".yml", ".liquid", ".md"];

    /// <summary>
    /// The folder that holds the content: the configured one, or the one beside the program, or the working directory.
    /// A checkout is preferred to the copy beside the binaries, so that an edited file counts at the next start.
    /// </summary>
    public static string Find(string? configured)
    {
        if (!string.IsNullOrEmpty(configured)) return Path.GetFullPath(configured);
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        for (var up = folder; up is not null; up = up.Parent)
        {
            if (File.Exists(Path.Combine(up.FullName, "BotHost.sln")) && Directory.Exists(Path.Combine(up.FullName, "dialogs"))) return up.FullName;
        }

        return Directory.Exists(Path.Combine(folder.FullName, "dialogs")) ? folder.FullName : Directory.GetCurrentDirectory();
    }

    /// <summary>Every text file of the content, by its path below the folder with forward slashes. Divisions are data, not text: they are read apart.</summary>
    public static Dictionary<string, string> Read(string root) => Folders
        .Select(folder => Path.Combine(root, folder))
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        .Where(file => TextFiles.Contains(Path.GetExtension(file)))
        .ToDictionary(file => Path.GetRelativePath(root, file).Replace('\\', '/'), File.ReadAllText);

    /// <exception cref="BrokenContentException">With every problem at once.</exception>
    public static (ContentBundle Content, IReader Reader) LoadOrThrow(string root)
    {
        var loaded = Check(root, out var reader);
        return (loaded.Bundle ?? throw new BrokenContentException(loaded.Problems), reader);
    }

    /// <summary>Loads everything, the words that understanding works with included.</summary>
    public static LoadedContent Check(string root, out IReader reader)
    {
        var loaded = ContentLoader.Load(Read(root));
        var problems = new List<ContentProblem>(loaded.Problems);
        reader = UnderstandingSetup.Create(UnderstandingContent.FromFolder(root), problems);
        return problems.Count == loaded.Problems.Length ? loaded : new(null, [.. problems]);
    }

    /// <summary>The division list (code, name), read as text.</summary>
    public static string ReadDivisions(string root) => File.ReadAllText(Path.Combine(root, "dialogs", "places", "henan.csv"));
}

/// <summary>A content folder that was found valid, with what is made of it once for a whole program.</summary>
internal sealed record LoadedContentFolder(string Root, ContentBundle Content, IReader Reader, DivisionNames Divisions)
{
    /// <exception cref="BrokenContentException">The content has problems.</exception>
    public static LoadedContentFolder Load(string root)
    {
        var (content, reader) = ContentFolder.LoadOrThrow(root);
        return new(root, content, reader, new(ContentFolder.ReadDivisions(root)));
    }
}
