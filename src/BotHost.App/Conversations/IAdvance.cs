using BotHost.Core.Dialogs;
using BotHost.Core.Readings;

namespace BotHost.App.Conversations;

/// <summary>The pure step of a turn, bound to one content version. The same input always gives the same result.</summary>
public interface IAdvance
{
    /// <summary>Hash of the content it runs on.</summary>
    string ContentVersion { get; }

    /// <summary>What the reader may lean on for the next message of this conversation.</summary>
    ReadingContext ContextFor(ConversationRecord record, DateTimeOffset now);

    TurnResult Advance(TurnInput input);
}

/// <summary>The content that is live now. A turn takes <see cref="Current"/> once and uses it to its end, so that publishing never splits a turn.</summary>
public interface ILiveContent
{
    IAdvance Current { get; }
}
