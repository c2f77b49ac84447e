using System.Globalization;
using System.Text.Json;
using BotHost.App.Understanding;
using BotHost.Core.Activities;
using BotHost.Core.Content;
using BotHost.Core.Dialogs;
using BotHost.Core.Readings;

namespace Core.Tests.Dialogs;

/// <summary>Plays a conversation with the real reader and the pure engine. Between turns the record is serialised and read back, as a restart would.</summary>
internal sealed class Chat(IReader reader, ContentBundle content)
{
    private readonly DialogEngine engine = new(new OneVersion(content));
    private int turns;

    public DateTimeOffset Now { get; set; } = new(2026, 11, 23, 10, 0, 0, ChinaTime.Offset);

    public ConversationRecord Record { get; set; } = ConversationRecord.New("test:1", "test");

    public TurnResult Last { get; private set; } = null!;

    public string LastText => string.Join('\n', Last.Replies.Select(r => r.Text));

    public async Task<TurnResult> SayAsync(string text)
    {
        var reading = await reader.ReadAsync(text, engine.ContextFor(Record, Now), CancellationToken.None);
        return Take(new() { Type = "message", Id = "m" + (turns + 1).ToString(CultureInfo.InvariantCulture), Text = text }, reading);
    }

    /// <summary>Sends a photo or recording that the channel has under a reference.</summary>
    public TurnResult Send(string contentType) => Take(
        new() { Type = "message", Id = "m" + (turns + 1).ToString(CultureInfo.InvariantCulture), Attachments = [new(contentType, "test:M" + (turns + 1).ToString(CultureInfo.InvariantCulture))] }, Reading.Nothing);

    public TurnResult Event(string name, object? value = null) => Take(
        new() { Type = name == "conversationUpdate" ? name : "event", Id = "e" + (turns + 1).ToString(CultureInfo.InvariantCulture), Name = name, Value = value is null ? null : JsonSerializer.SerializeToElement(value, ActivityJson.Options) },
        Reading.Nothing);

    private TurnResult Take(Activity inbound, Reading reading)
    {
        turns++;
        var seed = "01KAR8" + turns.ToString("D4", CultureInfo.InvariantCulture) + "0123456789ABCDEF";
        var input = new TurnInput(Record, inbound, RoundTrip(reading), Now, new(seed));
        Last = engine.Advance(input);
        Record = RoundTrip(Last.Record);
        Now += TimeSpan.FromSeconds(20);
        return Last;
    }

    private static T RoundTrip<T>(T value) => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, ActivityJson.Options), ActivityJson.Options)!;

    private sealed class OneVersion(ContentBundle bundle) : IContentLibrary
    {
        public ContentBundle Current => bundle;

        public ContentBundle? Find(string hash) => hash == bundle.Hash ? bundle : null;
    }
}
