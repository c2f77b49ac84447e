using System.Collections.Immutable;
using BotHost.App.Conversations;
using BotHost.App.Understanding;
using BotHost.Core.Activities;
using BotHost.Core.Dialogs;
using BotHost.Core.Readings;

namespace Host.Tests.Conversations;

/// <summary>A small deterministic engine: answers with the turn's number and the words, and does what a few words ask for.</summary>
internal sealed class EchoAdvance : IAdvance, ILiveContent
{
    public IAdvance Current => this;

    public string ContentVersion => "sha256:echo";

    public ReadingContext ContextFor(ConversationRecord record, DateTimeOffset now) => new(DateOnly.FromDateTime(now.UtcDateTime));

    public TurnResult Advance(TurnInput input)
    {
        var state = input.Record.State with { Turn = input.Record.State.Turn + 1, LastHeardAt = input.Now };
        var text = input.Inbound.Text ?? $"[{input.Inbound.Name} {input.Inbound.Value}]";
        if (text.StartsWith('毒')) throw new InvalidOperationException($"cannot handle {text}");
        ImmutableArray<Effect> effects = text switch
        {
            "提醒" => [new Effect.Schedule("remind", "k1", input.Now.AddMinutes(15))],
            "不提醒" => [new Effect.CancelSchedule("remind", "k1")],
            _ => [],
        };
        ImmutableArray<Reply> replies = text == "两句"
            ? [new("第一句", [], ["p1"]), new("选一个", [new("yes", "是"), new("no", "不是")], ["p2"])]
            : [new($"{state.Turn}:{text}:{input.Reading.Intent}", [], ["echo"])];
        return new(input.Record with { State = state }, replies, effects);
    }
}

/// <summary>Reads every text the same way; slow when the text asks for it.</summary>
internal sealed class FixedReader : IReader
{
    public async ValueTask<Reading> ReadAsync(string text, ReadingContext context, CancellationToken cancellation)
    {
        if (text == "慢") await Task.Delay(Timeout.Infinite, CancellationToken.None);
        return new() { Intent = "greet" };
    }
}
