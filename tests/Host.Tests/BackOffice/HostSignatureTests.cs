using System.Text;
using BotHost.App.BackOffice;
using BotHost.BackOffice;

namespace Host.Tests.BackOffice;

public class HostSignatureTests
{
    private const string Key = "a-key-of-at-least-thirty-two-characters";
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1795485600);
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private static readonly byte[] Event = Encoding.UTF8.GetBytes("{\"说\":\"好\"}");

    /// <summary>Computed with Python's <c>hmac</c>.</summary>
    private const string Known = "t=1795485600,v1=c24fe2a2ec5b1f8b7eee4b45acd9e0c0954272e08b43852c2e92a0f5413b4e43";

    [Fact]
    public void An_event_is_signed_as_others_compute_it() => Assert.Equal(Known, HostSignature.Sign(Key, At, Event));

    [Fact]
    public void A_request_is_signed_as_others_compute_it() => Assert.Equal("t=1795485600,v1=481548fef130ae56137664b2aea87af8df936405528c36dded907f54e7e47e77",
        HostSignature.Sign(Key, At, "{\"a\":1}"u8, HostSignature.Of("POST", "/base/claims", "key-1")));

    [Theory]
    [InlineData(0, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    [InlineData(-300, true)]
    [InlineData(-301, false)]
    public void A_signature_holds_within_its_window(int secondsLater, bool holds) => Assert.Equal(holds, HostSignature.Verify(Key, Known, Event, At.AddSeconds(secondsLater), Window));

    [Theory]
    [InlineData("")]
    [InlineData(",,,=,=")]
    [InlineData("t=1795485600")]
    [InlineData("v1=c24fe2a2ec5b1f8b7eee4b45acd9e0c0954272e08b43852c2e92a0f5413b4e43")]
    [InlineData("t=1795485600,v1=")]
    [InlineData("t=1795485600,v1=c24fe2a2")]
    [InlineData("t=1795485600,v1=c24fe2a2ec5b1f8b7eee4b45acd9e0c0954272e08b43852c2e92a0f5413b4e44")]
    [InlineData("t=1795485601,v1=c24fe2a2ec5b1f8b7eee4b45acd9e0c0954272e08b43852c2e92a0f5413b4e43")]
    [InlineData("t=+1795485600,v1=c24fe2a2ec5b1f8b7eee4b45acd9e0c0954272e08b43852c2e92a0f5413b4e43")]
    [InlineData("t=99999999999999999999,v1=c24fe2a2ec5b1f8b7eee4b45acd9e0c0954272e08b43852c2e92a0f5413b4e43")]
    [InlineData("t=9223372036854775807,v1=c24fe2a2ec5b1f8b7eee4b45acd9e0c0954272e08b43852c2e92a0f5413b4e43")]
    [InlineData("t=1795485600,v1=ｃ24fe2a2ec5b1f8b7eee4b45acd9e0c0954272e08b43852c2e92a0f5413b4e43")]
    public void A_header_that_is_wrong_is_refused(string header) => Assert.False(HostSignature.Verify(Key, header, Event, At, Window));

    [Fact]
    public void Neither_another_body_nor_another_key_fits()
    {
        Assert.True(HostSignature.Verify(Key, Known, Event, At, Window));
        Assert.False(HostSignature.Verify(Key, Known, [.. Event, (byte)' '], At, Window));
        Assert.False(HostSignature.Verify(Key + "x", Known, Event, At, Window));
        Assert.False(HostSignature.Verify(Key, Known, Event, At, Window, HostSignature.Of("POST", "/", "")));
        Assert.False(HostSignature.Verify("", HostSignature.Sign("", At, Event), Event, At, Window));
    }
}
