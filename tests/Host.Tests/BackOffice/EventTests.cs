using System.Text;
using System.Text.Json;
using BotHost.App.BackOffice;
using BotHost.BackOffice;
using BotHost.Core.Claims;
using Host.Tests.Storage;

namespace Host.Tests.BackOffice;

/// <summary>News from the back-office, black-box over HTTP, with a real store behind.</summary>
public class EventTests
{
    private const string Key = "a-key-of-at-least-thirty-two-characters";

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task News_reach_the_claim_and_its_conversation_once()
    {
        await using var at = await Receiver.OpenAsync();
        var claim = await at.DeliveredAsync();
        Assert.Equal(202, await at.SendAsync(Event("e1", "claim.received", claim.Id)));
        Assert.Equal(202, await at.SendAsync(Event("e2", "claim.decided", claim.Id)));
        Assert.Equal(202, await at.SendAsync(Event("e2", "claim.decided", claim.Id)));
        Assert.Equal(202, await at.SendAsync(Event("e3", "claim.received", claim.Id)));
        var stored = (await at.Store.Claims.FindAsync(claim.Id, Now))!;
        Assert.Equal(("decided", claim.Version + 2), (stored.BackOfficeStatus, stored.Version));
        Assert.Equal(["backoffice.received", "backoffice.decided"], (await at.Store.Claims.HistoryAsync(claim.Id, Now)).TakeLast(2).Select(e => e.Kind));
        Assert.Single(at.Store.Woken.Calls, c => c.ConversationId == Sample.Conversation);
    }

    [Fact]
    public async Task News_that_come_out_of_order_never_go_back()
    {
        await using var at = await Receiver.OpenAsync();
        var claim = await at.DeliveredAsync();
        foreach (var type in new[] { "claim.paid", "claim.decided", "claim.received" }) Assert.Equal(202, await at.SendAsync(Event(type, type, claim.Id)));
        Assert.Equal("paid", (await at.Store.Claims.FindAsync(claim.Id, Now))!.BackOfficeStatus);
    }

    [Fact]
    public async Task An_id_is_done_with_even_under_another_type_but_not_for_another_source()
    {
        await using var at = await Receiver.OpenAsync();
        var claim = await at.DeliveredAsync();
        await at.SendAsync(Event("e1", "claim.received", claim.Id));
        Assert.Equal(202, await at.SendAsync(Event("e1", "claim.paid", claim.Id)));
        Assert.Equal("received", (await at.Store.Claims.FindAsync(claim.Id, Now))!.BackOfficeStatus);
        Assert.Equal(202, await at.SendAsync(Event("e1", "claim.paid", claim.Id, "/other")));
        Assert.Equal("paid", (await at.Store.Claims.FindAsync(claim.Id, Now))!.BackOfficeStatus);
    }

    [Fact]
    public async Task An_event_shown_again_after_its_window_is_refused()
    {
        await using var at = await Receiver.OpenAsync();
        var claim = await at.DeliveredAsync();
        var (body, signature) = (Event("e1", "claim.received", claim.Id), "");
        signature = HostSignature.Sign(Key, at.Store.Clock.GetUtcNow(), body);
        Assert.Equal(202, await at.SendAsync(body, signature));
        at.Store.Clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        Assert.Equal(401, await at.SendAsync(body, signature));
    }

    [Fact]
    public async Task A_failed_try_may_be_sent_again_under_the_same_id()
    {
        await using var at = await Receiver.OpenAsync();
        Assert.Equal(404, await at.SendAsync(Event("e1", "claim.received", "01JDB3Z8G0Q2V4X6Z8A0C2E4G6")));
        var claim = await at.DeliveredAsync();
        Assert.Equal(202, await at.SendAsync(Event("e1", "claim.received", claim.Id)));
        Assert.Equal("received", (await at.Store.Claims.FindAsync(claim.Id, Now))!.BackOfficeStatus);
    }

    [Fact]
    public async Task A_claim_that_was_never_handed_over_is_not_known()
    {
        await using var at = await Receiver.OpenAsync();
        var subject = Sample.Subject();
        var claim = Sample.Claim(subject.Id, conversation: null);
        await at.Store.Claims.CommitAsync(new(claim, Sample.Step(claim, "submitted"), null, null, "test") { NewSubject = subject }, StoreUnderTest.Start, Now);
        Assert.Equal(404, await at.SendAsync(Event("e1", "claim.paid", claim.Id)));
        Assert.Null((await at.Store.Claims.FindAsync(claim.Id, Now))!.BackOfficeStatus);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("t=0,v1=00")]
    [InlineData("wrong key")]
    [InlineData("other body")]
    public async Task Without_a_right_signature_nothing_is_even_read(string? signature)
    {
        await using var at = await Receiver.OpenAsync();
        var claim = await at.DeliveredAsync();
        var body = Event("e1", "claim.paid", claim.Id);
        var now = at.Store.Clock.GetUtcNow();
        signature = signature switch { "wrong key" => HostSignature.Sign("another-key-of-thirty-two-characters!", now, body), "other body" => HostSignature.Sign(Key, now, "{}"u8), _ => signature };
        Assert.Equal(401, await at.SendAsync(body, signature));
        Assert.Equal(401, await at.SendAsync("no json"u8.ToArray(), signature));
        Assert.Null((await at.Store.Claims.FindAsync(claim.Id, Now))!.BackOfficeStatus);
    }

    [Fact]
    public async Task Without_an_event_key_nobody_outside_is_believed()
    {
        await using var at = await Receiver.OpenAsync(("BackOffice:EventKey", ""));
        var claim = await at.DeliveredAsync();
        var body = Event("e1", "claim.paid", claim.Id);
        Assert.Equal(401, await at.SendAsync(body, HostSignature.Sign("", at.Store.Clock.GetUtcNow(), body)));
        Assert.Equal(401, await at.SendAsync(body));
    }

    [Theory]
    [InlineData(null, true, 202)]
    [InlineData("http://127.0.0.1:9/", false, 401)]
    public async Task The_sandboxes_own_key_counts_only_while_there_is_a_sandbox(string? address, bool on, int status)
    {
        await using var at = await Receiver.OpenAsync(("BackOffice:BaseAddress", address));
        var claim = await at.DeliveredAsync();
        var body = Event("e1", "claim.received", claim.Id);
        Assert.Equal(on, at.Host.Get<BackOfficeAddress>().SandboxIsOn);
        Assert.Equal(status, await at.SendAsync(body, HostSignature.Sign(at.Host.Get<BackOfficeCredentials>().SandboxKey, at.Store.Clock.GetUtcNow(), body)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""{"specversion":"0.3","id":"1","source":"/b","type":"claim.paid","data":{"claimId":"x"}}""")]
    [InlineData("""{"specversion":1.0,"id":"1","source":"/b","type":"claim.paid","data":{"claimId":"x"}}""")]
    [InlineData("""{"specversion":"1.0","id":"","source":"/b","type":"claim.paid","data":{"claimId":"x"}}""")]
    [InlineData("""{"specversion":"1.0","id":"1","type":"claim.paid","data":{"claimId":"x"}}""")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/b","type":"claim.lost","data":{"claimId":"x"}}""")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/b","type":"claim.paid"}""")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/b","type":"claim.paid","data":[]}""")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/b","type":"claim.paid","data":{"claimId":7}}""")]
    [InlineData("""{"specversion":"1.0","id":"\ud800","source":"/b","type":"claim.paid","data":{"claimId":"x"}}""")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/b","type":"facts.changed","data":{"claimId":"x"}}""")]
    public async Task What_is_no_event_is_a_problem_with_400(string body)
    {
        await using var at = await Receiver.OpenAsync();
        Assert.Equal(400, await at.SendAsync(Encoding.UTF8.GetBytes(body)));
    }

    [Fact]
    public async Task Wrong_bytes_deep_nesting_and_odd_ids_are_no_fault_of_ours()
    {
        await using var at = await Receiver.OpenAsync();
        Assert.Equal(400, await at.SendAsync([.. "{\"specversion\":\"1.0\",\"id\":\""u8, 0xff, .. "\"}"u8]));
        Assert.Equal(400, await at.SendAsync(Encoding.UTF8.GetBytes(new string('[', 5000))));
        Assert.Equal(404, await at.SendAsync(Event("e1", "claim.paid", "'; drop table claims --")));
        Assert.Equal(404, await at.SendAsync(Event("e1", "claim.paid", "\0")));
    }

    [Fact]
    public async Task Too_large_and_the_wrong_media_type_are_told()
    {
        await using var at = await Receiver.OpenAsync();
        Assert.Equal(413, await at.SendAsync(new byte[65 * 1024]));
        Assert.Equal(413, await at.SendAsync(new byte[65 * 1024], chunked: true));
        Assert.Equal(415, await at.SendAsync(Event("e1", "claim.paid", "x"), type: "application/cloudevents-batch+json"));
        Assert.Equal(415, await at.SendAsync(Event("e1", "claim.paid", "x"), type: "text/plain"));
    }

    [Fact]
    public async Task Changed_register_facts_are_taken_note_of()
    {
        await using var at = await Receiver.OpenAsync();
        Assert.Equal(202, await at.SendAsync("""{"specversion":"1.0","id":"1","source":"/b","type":"facts.changed","data":{"idHash":"abc"}}"""u8.ToArray()));
    }

    private static byte[] Event(string id, string type, string claimId, string source = "/county") =>
        JsonSerializer.SerializeToUtf8Bytes(new { specversion = "1.0", id, source, type, time = "2026-11-24T10:00:00+08:00", data = new { claimId } });

    /// <summary>A host that receives, with its store and a delivered claim to speak of.</summary>
    private sealed record Receiver(BackOfficeHost Host, StoreUnderTest Store) : IAsyncDisposable
    {
        public static async Task<Receiver> OpenAsync(params (string Name, string? Value)[] settings)
        {
            var store = await StoreUnderTest.OpenAsync();
            var all = new Dictionary<string, string?> { ["BackOffice:EventKey"] = Key };
            foreach (var (name, value) in settings) all[name] = value;
            return new(await BackOfficeHost.StartAsync(all, store.Claims, store.Clock), store);
        }

        public async Task<Claim> DeliveredAsync()
        {
            await Store.Inbox.AcceptAsync(Sample.Message("报困难"), Now);
            var claim = await OutageTests.AcceptedAsync(Store, conversation: Sample.Conversation);
            var due = (await Store.Claims.DueDeliveriesAsync(Store.Clock.GetUtcNow(), 10, Now)).Single(d => d.ClaimId == claim.Id);
            var delivered = claim with { Status = ClaimStatus.Delivered, Version = claim.Version + 1, BackOfficeReference = "BO-1" };
            await Store.Claims.CompleteDeliveryAsync(due, new(delivered, Sample.Step(delivered, "delivered"), null, null, "system"), Store.Clock.GetUtcNow(), Now);
            Store.Woken.Forget();
            return delivered;
        }

        /// <summary>Posts; signed well unless a signature is given (null: without the header). Every refusal must be a problem document.</summary>
        public async Task<int> SendAsync(byte[] body, string? signature = "sign", string type = "application/cloudevents+json", bool chunked = false)
        {
            using var caller = Host.Caller();
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/backoffice/events") { Content = new ByteArrayContent(body) };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            request.Headers.TransferEncodingChunked = chunked;
            if (signature == "sign") signature = HostSignature.Sign(Key, Store.Clock.GetUtcNow(), body);
            if (signature is not null) request.Headers.TryAddWithoutValidation(HostSignature.Header, signature);
            using var answer = await caller.SendAsync(request, Now);
            if (!answer.IsSuccessStatusCode) Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            return (int)answer.StatusCode;
        }

        public async ValueTask DisposeAsync()
        {
            await Host.DisposeAsync();
            await Store.DisposeAsync();
        }
    }
}
