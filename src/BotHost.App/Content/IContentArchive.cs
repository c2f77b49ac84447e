namespace BotHost.App.Content;

/// <summary>Published content versions, kept by hash: a dialog runs to its end on the version it began with.</summary>
public interface IContentArchive
{
    /// <summary>Keeps the files of a version; does nothing when the hash is known.</summary>
    Task KeepAsync(string hash, IReadOnlyDictionary<string, string> files, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>The files of a version; null when it was never kept.</summary>
    Task<IReadOnlyDictionary<string, string>?> FindAsync(string hash, CancellationToken cancellation);
}
