using System.Globalization;

namespace BotHost.Storage.Database;

/// <summary>Another host works on this data directory. The program ends with <see cref="ExitCode"/>.</summary>
public sealed class DataDirectoryInUseException(string directory, string holder)
    : Exception($"Another host is running on the data directory '{directory}'{holder}. Two hosts on one SQLite file would answer twice; stop the other one, or set Storage:Directory to another place.")
{
    public const int ExitCode = 2;
}

/// <summary>Holds the data directory for one process. The system lets go of it when the process ends, however it ends.</summary>
internal sealed class DataDirectoryLock : IDisposable
{
    private const string FileName = "host.lock";
    private const string HolderName = "host.pid";

    private readonly FileStream file;

    private DataDirectoryLock(FileStream file) => this.file = file;

    /// <exception cref="DataDirectoryInUseException">Somebody else holds it.</exception>
    public static DataDirectoryLock Acquire(string directory)
    {
        var path = Path.Combine(directory, FileName);
        FileStream file;
        try
        {
            file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new DataDirectoryInUseException(directory, Holder(directory));
        }

        // Beside the lock, for a locked file cannot be read.
        File.WriteAllText(Path.Combine(directory, HolderName), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new(file);
    }

    public void Dispose() => file.Dispose();

    private static string Holder(string directory)
    {
        var path = Path.Combine(directory, HolderName);
        return File.Exists(path) ? $" (process {File.ReadAllText(path)})" : "";
    }
}
