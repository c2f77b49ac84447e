using BotHost.Content;

namespace Host.Tests.Story;

/// <summary>Content of its own for a test, as an administrator would have changed it.</summary>
public static class ContentCopy
{
    /// <summary>A copy of the content with one file changed, or added; its folder.</summary>
    public static string With(string file, Func<string, string> change)
    {
        var root = ContentFolder.Find(null);
        var folder = Directory.CreateTempSubdirectory("bothost-content-").FullName;
        foreach (var part in new[] { "dialogs", "prompts" })
        {
            foreach (var source in Directory.EnumerateFiles(Path.Combine(root, part), "*", SearchOption.AllDirectories))
            {
                var target = Path.Combine(folder, Path.GetRelativePath(root, source));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(source, target);
            }
        }

        var changed = Path.Combine(folder, file);
        File.WriteAllText(changed, change(File.Exists(changed) ? File.ReadAllText(changed) : ""));
        return folder;
    }
}
