using System.Net;
using System.Text;
using System.Text.Json;
using BotHost.Channels.BotFramework;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Host.Tests.Channels.BotFramework;

/// <summary>Static tokens, judged beforehand by Microsoft's own JavaScript validator.</summary>
public class TokenCheckTests
{
    private static readonly JsonElement Given = Vectors.Of("botframework_jwt");

    public static TheoryData<string> Names => [.. Given.GetProperty("cases").EnumerateArray().Select(c => c.Text("name"))];

    [Theory, MemberData(nameof(Names))]
    public async Task Our_judgement_is_Microsofts(string name)
    {
        var vector = Given.GetProperty("cases").EnumerateArray().Single(c => c.Text("name") == name);
        var token = vector.TryGetProperty("token", out var t) && t.ValueKind == JsonValueKind.String ? "Bearer " + t.GetString() : "";
        using var issuer = new Issuer();
        var opened = await issuer.Check.OpenAsync(token, TestContext.Current.CancellationToken);
        Assert.Equal(vector.GetProperty("accept").GetBoolean(), opened is not null && opened.RefusalFor(Given.Text("serviceUrl"), vector.Text("channelId")) is null);
    }

    [Fact]
    public void There_are_seventeen_and_both_judgements_among_them()
    {
        var judgements = Given.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("accept").GetBoolean()).ToList();
        Assert.Equal((17, 4), (judgements.Count, judgements.Count(accepted => accepted)));
    }

    [Fact]
    public async Task Keys_are_kept_for_a_day_and_an_unknown_one_is_asked_about_once_an_hour()
    {
        using var issuer = new Issuer();
        await issuer.OpenAsync("good");
        await issuer.OpenAsync("good");
        Assert.Equal(1, issuer.Fetches);
        for (var i = 0; i < 5; i++) await issuer.OpenAsync("unknown_kid");
        Assert.Equal(1, issuer.Fetches);
        issuer.Clock.Advance(TimeSpan.FromMinutes(61));
        for (var i = 0; i < 5; i++) Assert.Null(await issuer.OpenAsync("unknown_kid"));
        Assert.Equal(2, issuer.Fetches);
        issuer.Clock.Advance(TimeSpan.FromHours(24));
        Assert.NotNull(await issuer.OpenAsync("good"));
        Assert.Equal(3, issuer.Fetches);
    }

    [Fact]
    public async Task Without_an_issuer_the_keys_at_hand_are_used_and_without_keys_nothing_is_said()
    {
        using var issuer = new Issuer { IsDown = true };
        await Assert.ThrowsAsync<KeysUnavailableException>(() => issuer.OpenAsync("good"));
        issuer.IsDown = false;
        issuer.Clock.Advance(TimeSpan.FromSeconds(11));
        Assert.NotNull(await issuer.OpenAsync("good"));
        issuer.IsDown = true;
        issuer.Clock.Advance(TimeSpan.FromDays(2));
        Assert.NotNull(await issuer.OpenAsync("good"));
    }

    [Theory]
    [InlineData("https://smba.trafficmanager.net/cn/", "", true)]
    [InlineData("https://smba.trafficmanager.net/cn/", ".trafficmanager.net", true)]
    [InlineData("https://smba.trafficmanager.net.evil.example/", ".trafficmanager.net", false)]
    [InlineData("https://smba.trafficmanager.net/cn/", "directline.botframework.com", false)]
    [InlineData("http://smba.trafficmanager.net/cn/", "smba.trafficmanager.net", false)]
    [InlineData("https://169.254.169.254/", "", false)]
    [InlineData("https://[::1]/", "", false)]
    [InlineData("https://localhost/", "", false)]
    [InlineData("https://intranet/", "", false)]
    [InlineData("http://127.0.0.1:5000/", "", false)]
    [InlineData("http://127.0.0.1:5000/", "127.0.0.1", true)]
    [InlineData("https://user@smba.trafficmanager.net/", "", false)]
    [InlineData("https://smba.trafficmanager.net/?x=", "", false)]
    [InlineData("file:///etc/passwd", "", false)]
    [InlineData("", "", false)]
    public void Answers_go_to_public_hosts_over_tls_or_to_listed_ones(string url, string listed, bool allowed) =>
        Assert.Equal(allowed, ServiceUrl.IsAllowed(url, listed.Length == 0 ? [] : [listed]));

    /// <summary>The issuer of the vectors, served from memory.</summary>
    private sealed class Issuer : HttpMessageHandler, IHttpClientFactory
    {
        public Issuer()
        {
            var options = Options.Create(new BotFrameworkOptions { AppId = Given.Text("appId"), MetadataUrl = "http://127.0.0.1:18210/openid" });
            Check = new(new(this, options, Clock, NullLogger<SigningKeys>.Instance), options, Clock);
        }

        public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 26, 3, 0, 0, TimeSpan.Zero));

        public TokenCheck Check { get; }

        public int Fetches { get; private set; }

        public bool IsDown { get; set; }

        public Task<ChannelToken?> OpenAsync(string name) =>
            Check.OpenAsync("Bearer " + Given.GetProperty("cases").EnumerateArray().Single(c => c.Text("name") == name).Text("token"), TestContext.Current.CancellationToken);

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (IsDown) throw new HttpRequestException("down");
            var isKeys = request.RequestUri!.AbsolutePath == "/keys";
            if (isKeys) Fetches++;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Given.GetProperty(isKeys ? "jwks" : "openid").GetRawText(), Encoding.UTF8, "application/json") });
        }
    }
}
