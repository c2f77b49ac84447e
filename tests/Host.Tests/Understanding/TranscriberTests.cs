using BotHost.Understanding.Model;
using BotHost.Understanding.Speech;
using Microsoft.AspNetCore.Http;

namespace Host.Tests.Understanding;

/// <summary>A recording becomes words, or nothing; never a fault.</summary>
public class TranscriberTests
{
    private static readonly byte[] Recording = [35, 33, 65, 77, 82, 10, 1, 2, 3];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_recording_is_sent_and_its_words_come_back()
    {
        await using var service = await FakeModel.StartAsync(http => http.Response.WriteAsJsonAsync(new { text = " 俺家五口人 " }));
        var heard = await Transcriber(service).HearAsync(Recording, "audio/amr; rate=8000", Cancellation);
        Assert.Equal("俺家五口人", heard?.Text);
        Assert.Contains("voice.amr", Assert.Single(service.Calls), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/html", 9)]
    [InlineData("audio/amr", 0)]
    [InlineData("audio/amr", 2000)]
    public async Task What_is_no_recording_or_too_large_is_not_sent(string contentType, int bytes)
    {
        await using var service = await FakeModel.StartAsync(http => http.Response.WriteAsJsonAsync(new { text = "x" }));
        Assert.Null(await Transcriber(service).HearAsync(new byte[bytes], contentType, Cancellation));
        Assert.Empty(service.Calls);
    }

    [Fact]
    public async Task A_service_that_fails_stalls_or_rambles_hears_nothing()
    {
        Func<HttpContext, Task>[] bad =
        [
            http => { http.Response.StatusCode = 500; return Task.CompletedTask; },
            http => { http.Response.StatusCode = 429; return Task.CompletedTask; },
            http => http.Response.WriteAsync("not json"),
            http => http.Response.WriteAsJsonAsync(new { text = "" }),
            http => http.Response.WriteAsJsonAsync(new { text = new string('好', 9000) }),
            async http => await Task.Delay(TimeSpan.FromSeconds(20), http.RequestAborted),
            http => { http.Abort(); return Task.CompletedTask; },
        ];
        foreach (var answer in bad)
        {
            await using var service = await FakeModel.StartAsync(answer);
            Assert.Null(await Transcriber(service).HearAsync(Recording, "audio/mpeg", Cancellation));
        }
    }

    [Fact]
    public void Speech_outside_the_allowed_regions_is_refused() =>
        Assert.Throws<EndpointRefusedException>(() => SpeechEndpoint.Open(new() { Kind = "openai", Endpoint = "http://127.0.0.1:9/v1", Model = "m", Region = "far" }, ["here"]));

    private static ModelTranscriber Transcriber(FakeModel service)
    {
        var options = new SpeechOptions { Kind = "openai", Endpoint = service.Address, Model = "fake", Region = "here", TimeLimit = TimeSpan.FromSeconds(2), LargestBytes = 1000 };
        return new(SpeechEndpoint.Open(options, ["here"]), options);
    }
}
