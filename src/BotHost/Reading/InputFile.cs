namespace BotHost.Reading;

/// <summary>Files named on the command line.</summary>
internal static class InputFile
{
    /// <summary>
    /// The file as the caller meant it: <c>dotnet run --project</c> moves a web program into its project folder, so a relative path is also looked
    /// for where the shell stood. Returns the path unchanged when it is found in neither.
    /// </summary>
    public static string Resolve(string path) => File.Exists(path) || Path.IsPathRooted(path) || Environment.GetEnvironmentVariable("PWD") is not { Length: > 0 } shell
        || !File.Exists(Path.Combine(shell, path)) ? path : Path.Combine(shell, path);
}
