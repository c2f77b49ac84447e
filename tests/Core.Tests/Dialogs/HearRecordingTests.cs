using System.Collections.Immutable;
using System.Text.Json;
using BotHost.App.Conversations;
using BotHost.App.Media;
using BotHost.App.Understanding;
using BotHost.Core.Activities;
using BotHost.Core.Consents;
using BotHost.Core.Dialogs;
using BotHost.Core.Facts;
using BotHost.Core.Media;

namespace Core.Tests.Dialogs;

/// <summary>Who may listen to a recording, and what is made of what cannot be heard.</summary>
public class HearRecordingTests
{
    private static readonly Medium Recording = new("01REC", "audio/amr", "m1", DateTimeOffset.UnixEpoch);

    [Fact]
    public async Task Words_are_heard_after_the_yes_with_the_length_of_the_recording()
    {
        var heard = await HearAsync(agreed: true, new(MediumStatus.Kept, "audio/amr", [1, 2, 3]), new("俺家五口人", TimeSpan.FromSeconds(4)));
        Assert.Equal(("俺家五口人", 4, false), (heard.Text, heard.Seconds, heard.NotYet));
    }

    [Fact]
    public async Task Without_the_yes_no_recording_leaves_the_house()
    {
        var ear = new Ear(new("俺家五口人", null));
        var heard = await new HearRecording(new OneMedium(new(MediumStatus.Kept, "audio/amr", [1])), [ear]).HearAsync(Record(agreed: false), Due(Recording.Id), CancellationToken.None);
        Assert.Equal(("", 0), (heard.Text, ear.Asked));
    }

    [Fact]
    public async Task A_recording_that_its_channel_still_has_is_asked_for_again() =>
        Assert.True((await HearAsync(agreed: true, new(MediumStatus.Waiting, "audio/amr", null), null)).NotYet);

    [Fact]
    public async Task What_was_refused_not_understood_or_is_not_of_this_conversation_has_no_words()
    {
        Assert.Equal("", (await HearAsync(agreed: true, new(MediumStatus.Refused, "audio/amr", null), new("x", null))).Text);
        Assert.Equal("", (await HearAsync(agreed: true, new(MediumStatus.Kept, "audio/amr", [1]), null)).Text);
        var ear = new Ear(new("x", null));
        Assert.Equal("", (await new HearRecording(new OneMedium(new(MediumStatus.Kept, "audio/amr", [1])), [ear]).HearAsync(Record(agreed: true), Due("01OTHER"), CancellationToken.None)).Text);
        Assert.Equal(0, ear.Asked);
    }

    [Fact]
    public async Task Without_a_transcriber_there_are_no_words() =>
        Assert.Equal("", (await new HearRecording(new OneMedium(new(MediumStatus.Kept, "audio/amr", [1])), []).HearAsync(Record(agreed: true), Due(Recording.Id), CancellationToken.None)).Text);

    private static Task<BotHost.Core.Readings.Heard> HearAsync(bool agreed, StoredMedium stored, Transcript? words) =>
        new HearRecording(new OneMedium(stored), [new Ear(words)]).HearAsync(Record(agreed), Due(Recording.Id), CancellationToken.None);

    private static Activity Due(string id) => new() { Type = "event", Name = Schedules.SpeechDue, Value = JsonSerializer.SerializeToElement(new { key = id }) };

    private static ConversationRecord Record(bool agreed)
    {
        var subject = new Subject("s1", "self", "1234") { Consents = agreed ? [new Consent("s1", "voice", true, "m0", DateTimeOffset.UnixEpoch, "v1")] : [] };
        return new(ConversationState.New("test:1", "test") with { SubjectId = "s1", Media = [new(Recording, "s1")] }, ImmutableDictionary<string, Subject>.Empty.Add("s1", subject), []);
    }

    private sealed class Ear(Transcript? words) : ITranscriber
    {
        public int Asked { get; private set; }

        public Task<Transcript?> HearAsync(ReadOnlyMemory<byte> recording, string contentType, CancellationToken cancellation)
        {
            Asked++;
            return Task.FromResult(words);
        }
    }

    private sealed class OneMedium(StoredMedium stored) : IMediaStore
    {
        public Task<StoredMedium?> ReadAsync(string id, CancellationToken cancellation) => Task.FromResult<StoredMedium?>(stored);

        public Task<IReadOnlyList<DueMedium>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellation) => throw new NotSupportedException();

        public Task KeepAsync(string id, string contentType, byte[] bytes, CancellationToken cancellation) => throw new NotSupportedException();

        public Task DeferAsync(string id, DateTimeOffset retryAt, string error, CancellationToken cancellation) => throw new NotSupportedException();

        public Task RefuseAsync(string id, string why, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
