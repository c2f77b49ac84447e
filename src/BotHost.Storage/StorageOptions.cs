namespace BotHost.Storage;

/// <summary>Where things are kept; section <c>Storage</c> of the configuration.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>Holds the database, the key ring and the lock file. Relative to the working directory.</summary>
    public string Directory { get; set; } = "data";

    /// <summary>Connection string of the database; empty for <c>bothost.db</c> in <see cref="Directory"/>.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>Channels whose client fetches the answers from the transcript, so that nothing waits to be sent.</summary>
    public IList<string> ReadByClient { get; } = ["directline"];

    public bool IsReadByClient(string channel) => ReadByClient.Contains(channel);

    public string KeyDirectory => Path.Combine(Path.GetFullPath(Directory), "keys");
}
