using System.Collections.Immutable;

namespace BotHost.App.Conversations;

/// <summary>Something that a store has prepared and not yet written.</summary>
public interface IPreparedWrite
{
}

/// <summary>What a turn does to records outside its own conversation. A store that is given this writes nothing itself: all of it is committed with the
/// turn, in one transaction, or not at all.</summary>
public sealed class TurnWrites
{
    public ImmutableList<IPreparedWrite> Prepared { get; private set; } = [];

    public void Add(IPreparedWrite write) => Prepared = Prepared.Add(write);
}
