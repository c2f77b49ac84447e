using BotHost.Core.Content;

namespace BotHost.Core.Dialogs;

/// <summary>Content by version: a dialog runs to its end on the one it started with.</summary>
public interface IContentLibrary
{
    ContentBundle Current { get; }

    /// <summary>A published version; null when it was never kept.</summary>
    ContentBundle? Find(string hash);
}
