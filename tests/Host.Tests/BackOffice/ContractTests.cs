using System.Net.Http.Headers;
using System.Text;
using BotHost.App.BackOffice;
using BotHost.BackOffice;
using Microsoft.AspNetCore.DataProtection;

namespace Host.Tests.BackOffice;

/// <summary>Client and sandbox together, for each way of showing who we are.</summary>
public class ContractTests
{
    private const string SigningKey = "a-key-of-at-least-thirty-two-characters";

    /// <summary>Setting and value; the first is a host as it starts on a fresh machine.</summary>
    public static TheoryData<string, string> Ways => new() { { "BackOffice:Token", "" }, { "BackOffice:Token", "t0ken" }, { "BackOffice:SigningKey", SigningKey } };

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_claim_is_taken_once_however_often_it_is_sent(string setting, string value)
    {
        await using var host = await BackOfficeHost.StartAsync(new() { [setting] = value });
        var body = Body.Of();
        for (var i = 0; i < 3; i++) Assert.Equal(new DeliveryResult(DeliveryOutcome.Delivered, "SB-000001"), await host.Client.DeliverAsync("key-1", body, Now));
        var kept = Assert.Single(host.Sandbox.All());
        Assert.Equal(("key-1", 3), (kept.Key, kept.Tries));
        Assert.Equal(body, kept.Body);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_key_stands_for_one_body(string setting, string value)
    {
        await using var host = await BackOfficeHost.StartAsync(new() { [setting] = value });
        var (first, second) = (Body.Of(), Body.Of());
        await host.Client.DeliverAsync("key-1", first, Now);
        Assert.Equal(new DeliveryResult(DeliveryOutcome.Refused, null, "HTTP 422 key reused"), await host.Client.DeliverAsync("key-1", second, Now));
        Assert.Equal(new DeliveryResult(DeliveryOutcome.Delivered, "SB-000002"), await host.Client.DeliverAsync("key-2", second, Now));
        Assert.Equal(first, host.Sandbox.Find(1)!.Body);
        Assert.Equal(1, host.Sandbox.Find(1)!.Tries);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Register_facts_are_found_by_hash(string setting, string value)
    {
        await using var host = await BackOfficeHost.StartAsync(new() { [setting] = value });
        host.Sandbox.Register("a/b=c", "{\"facts\":[{\"id\":\"household.size\",\"value\":4}]}"u8.ToArray());
        Assert.Equal("{\"facts\":[{\"id\":\"household.size\",\"value\":4}]}", await host.Client.FindRegisterFactsAsync("a/b=c", Now));
        Assert.Null(await host.Client.FindRegisterFactsAsync("other", Now));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Who_cannot_show_who_they_are_is_refused(string setting, string value)
    {
        await using var host = await BackOfficeHost.StartAsync(new() { [setting] = value });
        using var caller = host.Caller();
        foreach (var authorization in (AuthenticationHeaderValue?[])[null, new("Bearer", "wrong"), new("Bearer", ""), new("Bearer")])
        {
            using var request = Post(Body.Of());
            request.Headers.Authorization = authorization;
            Assert.Equal(401, (int)(await caller.SendAsync(request, Now)).StatusCode);
        }

        using var forged = Post(Body.Of());
        forged.Headers.Add(HostSignature.Header, HostSignature.Sign("another-key-of-thirty-two-characters", TimeProvider.System.GetUtcNow(), [], ""));
        Assert.Equal(401, (int)(await caller.SendAsync(forged, Now)).StatusCode);
        Assert.Equal(401, (int)(await caller.GetAsync("/sandbox/backoffice/residents/a/facts", Now)).StatusCode);
        Assert.Empty(host.Sandbox.All());
    }

    [Fact]
    public async Task A_signed_request_cannot_be_shown_again_with_another_key_body_or_time()
    {
        await using var host = await BackOfficeHost.StartAsync(new() { ["BackOffice:SigningKey"] = SigningKey });
        using var caller = host.Caller();
        var body = Body.Of();
        var now = TimeProvider.System.GetUtcNow();
        string Signed(DateTimeOffset at) => HostSignature.Sign(SigningKey, at, body, HostSignature.Of("POST", "/sandbox/backoffice/claims", "key-1"));
        async Task<int> SendAsync(byte[] sent, string key, string signature, string target = "/sandbox/backoffice/claims")
        {
            using var request = Post(sent, key, target);
            request.Headers.Add(HostSignature.Header, signature);
            return (int)(await caller.SendAsync(request, Now)).StatusCode;
        }

        Assert.Equal(401, await SendAsync(body, "key-2", Signed(now)));
        Assert.Equal(401, await SendAsync(Body.Of(), "key-1", Signed(now)));
        Assert.Equal(401, await SendAsync(body, "key-1", Signed(now.AddMinutes(-10))));
        Assert.Equal(401, await SendAsync(body, "key-1", Signed(now), "/sandbox/backoffice/claims?x=1"));
        Assert.Equal(201, await SendAsync(body, "key-1", Signed(now)));
    }

    [Fact]
    public async Task What_is_no_claim_is_refused_with_place_and_rule_and_nothing_is_kept()
    {
        await using var host = await BackOfficeHost.StartAsync();
        async Task<string?> DetailAsync(byte[] body) => await host.Client.DeliverAsync("key-1", body, Now) is { Outcome: DeliveryOutcome.Refused } refused ? refused.Detail : null;
        Assert.Equal("HTTP 422 not a claim: $: is not JSON", await DetailAsync("{"u8.ToArray()));
        Assert.Equal("HTTP 422 not a claim: reviews: nobody at a deciding level accepted it", await DetailAsync(Body.Of(c => c with { Reviews = [] })));
        Assert.Equal("HTTP 422 not a claim: facts[0].source: must be one of stated, register, corrected, derived", await DetailAsync(Body.Of(edit: json => json["facts"]![0]!["source"] = "guessed")));
        Assert.StartsWith("HTTP 413", await DetailAsync(new byte[2 * 1024 * 1024]), StringComparison.Ordinal);
        Assert.Empty(host.Sandbox.All());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    public async Task A_claim_without_a_usable_key_is_refused(int length)
    {
        await using var host = await BackOfficeHost.StartAsync(new() { ["BackOffice:Token"] = "t0ken" });
        using var caller = host.Caller();
        using var request = Post(Body.Of(), new string('k', length));
        request.Headers.Authorization = new("Bearer", "t0ken");
        Assert.Equal(400, (int)(await caller.SendAsync(request, Now)).StatusCode);
    }

    [Fact]
    public async Task Many_tries_at_once_are_one_claim()
    {
        await using var host = await BackOfficeHost.StartAsync();
        var body = Body.Of();
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => host.Client.DeliverAsync("key-1", body, Now)));
        Assert.All(results, r => Assert.Equal(new DeliveryResult(DeliveryOutcome.Delivered, "SB-000001"), r));
        Assert.Equal(16, Assert.Single(host.Sandbox.All()).Tries);
    }

    [Fact]
    public async Task A_replay_is_the_same_answer_and_says_so()
    {
        await using var host = await BackOfficeHost.StartAsync(new() { ["BackOffice:Token"] = "t0ken" });
        using var caller = host.Caller();
        var body = Body.Of();
        var answers = new List<(int, string, bool)>();
        for (var i = 0; i < 2; i++)
        {
            using var request = Post(body);
            request.Headers.Authorization = new("Bearer", "t0ken");
            using var answer = await caller.SendAsync(request, Now);
            answers.Add(((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Now), answer.Headers.Contains("Idempotency-Replayed")));
        }

        Assert.Equal([(201, "{\"reference\":\"SB-000001\"}", false), (201, "{\"reference\":\"SB-000001\"}", true)], answers);
    }

    [Fact]
    public async Task What_arrived_survives_a_restart_and_cannot_be_read_from_the_disk()
    {
        var keys = new EphemeralDataProtectionProvider();
        var body = Body.Of();
        string directory;
        await using (var first = await BackOfficeHost.StartAsync(keepDirectory: true, keys: keys))
        {
            directory = first.Directory;
            await first.Client.DeliverAsync("key-1", body, Now);
            var disk = first.BytesOnDisk();
            Assert.True(disk.AsSpan().IndexOf("key-1"u8) >= 0);
            foreach (var secret in new[] { Body.Name, Body.IdNumber, Body.Phone, "家五口" }) Assert.Equal(-1, disk.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)));
        }

        await using var second = await BackOfficeHost.StartAsync(directory: directory, keys: keys);
        Assert.Equal(body, Assert.Single(second.Sandbox.All()).Body);
        Assert.Equal(new DeliveryResult(DeliveryOutcome.Delivered, "SB-000001"), await second.Client.DeliverAsync("key-1", body, Now));
    }

    private static HttpRequestMessage Post(byte[] body, string key = "key-1", string target = "/sandbox/backoffice/claims")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } } };
        if (key.Length > 0) request.Headers.Add("Idempotency-Key", key);
        return request;
    }
}
