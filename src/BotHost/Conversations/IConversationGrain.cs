using System.Text.Json;
using BotHost.App.Conversations;
using BotHost.Core.Activities;
using Orleans.Concurrency;

namespace BotHost.Conversations;

/// <summary>One conversation, one turn at a time. The key is the conversation's id.</summary>
[Alias("BotHost.Conversation")]
internal interface IConversationGrain : IGrainWithStringKey
{
    /// <summary>Answers what was just committed, and whatever stands before it in the inbox.</summary>
    [OneWay]
    [Alias("Wake")]
    Task WakeAsync([Immutable] CommittedActivity? committed);

    /// <summary>Answers what a crash or a fault left in the inbox; each attempt is counted before it begins.</summary>
    [OneWay]
    [Alias("Recover")]
    Task RecoverAsync();
}

/// <summary>A committed activity on its way to another machine. On the same one it is handed over as it is.</summary>
[GenerateSerializer]
[Alias("BotHost.CommittedActivity")]
internal struct CommittedActivitySurrogate
{
    [Id(0)]
    public long Sequence;

    [Id(1)]
    public long? Previous;

    [Id(2)]
    public string Inbound;

    [Id(3)]
    public bool Alone;
}

[RegisterConverter]
internal sealed class CommittedActivityConverter : IConverter<CommittedActivity, CommittedActivitySurrogate>
{
    public CommittedActivity ConvertFromSurrogate(in CommittedActivitySurrogate surrogate) =>
        new(surrogate.Sequence, surrogate.Previous, JsonSerializer.Deserialize<InboundActivity>(surrogate.Inbound, ActivityJson.Options)!) { Alone = surrogate.Alone };

    public CommittedActivitySurrogate ConvertToSurrogate(in CommittedActivity value) =>
        new() { Sequence = value.Sequence, Previous = value.Previous, Inbound = JsonSerializer.Serialize(value.Inbound, ActivityJson.Options), Alone = value.Alone };
}
