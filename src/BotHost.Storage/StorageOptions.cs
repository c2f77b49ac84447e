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

    /// <summary>Channels that take the answer in the call that brought the message: the sender leaves it to them for <see cref="AnswerHold"/>.</summary>
    public IList<string> AnsweredInCall { get; } = ["wechat"];

    /// <summary>Channel of short messages that say only that there is news; empty: none.</summary>
    public string NoticeChannel { get; set; } = "";

    /// <summary>A little longer than such a channel waits.</summary>
    public static TimeSpan AnswerHold { get; } = TimeSpan.FromSeconds(5);

    public bool IsReadByClient(string channel) => ReadByClient.Contains(channel);

    public string KeyDirectory => Path.Combine(Path.GetFullPath(Directory), "keys");
}
