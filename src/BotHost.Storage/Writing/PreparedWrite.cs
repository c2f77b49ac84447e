using BotHost.App.Conversations;
using BotHost.Storage.Conversations;

namespace BotHost.Storage.Writing;

/// <summary>Writes that belong together, with the event that tells of them.</summary>
/// <param name="Steps">Run within one transaction; may run again when it was rolled back.</param>
/// <param name="Told">Null when nobody is told.</param>
/// <param name="Committed">After the commit.</param>
internal sealed record PreparedWrite(IReadOnlyCollection<Action<WriteSession>> Steps, SealedInbound? Told, Action? Committed) : IPreparedWrite
{
    /// <summary>Null when nobody is told.</summary>
    public InboxEntry? Write(WriteSession session)
    {
        foreach (var step in Steps) step(session);
        return Told is null ? null : InboxWriter.Insert(session, Told);
    }
}
