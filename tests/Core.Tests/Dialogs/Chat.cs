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

    /// <summary>Sends a recording with the words that the channel's own recognition made of it.</summary>
    public async Task<TurnResult> SpeakAsync(string text)
    {
        var reading = await reader.ReadAsync(text, engine.ContextFor(Record, Now), CancellationToken.None);
        var number = (turns + 1).ToString(CultureInfo.InvariantCulture);
        return Take(new() { Type = "message", Id = "m" + number, Text = text, Attachments = [new("audio/amr", "test:M" + number)], ChannelData = JsonSerializer.SerializeToElement(new { source = "speech" }) }, reading);
    }

    /// <summary>The host has listened to the last recording; an empty text when it made nothing of it.</summary>
    public async Task<TurnResult> HeardAsync(string text)
    {
        var reading = text.Length == 0 ? Reading.Nothing : await reader.ReadAsync(text, engine.ContextFor(Record, Now), CancellationToken.None);
        var medium = Record.State.Media.Last(m => m.Medium.ContentType.StartsWith("audio/", StringComparison.Ordinal)).Medium;
        return Take(new() { Type = "event", Id = "e" + (turns + 1).ToString(CultureInfo.InvariantCulture), Name = Schedules.SpeechDue, Value = JsonSerializer.SerializeToElement(new { key = medium.Id }) }, reading with { Heard = new(text, text.Length == 0 ? null : 7.5) });
    }

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
