using BotHost.App.BackOffice;
using BotHost.App.Claims;
using BotHost.BackOffice;
using BotHost.Core.Claims;
using Host.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Host.Tests.BackOffice;

/// <summary>A back-office that is away or slow: claims wait on disk, nothing is lost or doubled.</summary>
public class OutageTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Claims_wait_while_the_sandbox_plays_an_outage_and_arrive_once_afterwards()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        await using var host = await BackOfficeHost.StartAsync();
        var deliver = new DeliverClaims(store.Claims, host.Client, store.Clock, NullLogger<DeliverClaims>.Instance);
        var claims = new List<Claim>();
        for (var i = 0; i < 3; i++) claims.Add(await AcceptedAsync(store));

        host.Sandbox.Mode = SandboxMode.Failing;
        Assert.Equal(0, await deliver.RunAsync(Now));
        Assert.All(await store.Claims.UndeliveredAsync(Now), w => Assert.Equal((1, "HTTP 503", false), (w.Attempts, w.LastError, w.SetAside)));
        Assert.Equal(0, await deliver.RunAsync(Now));
        Assert.All(await store.Claims.UndeliveredAsync(Now), w => Assert.Equal(1, w.Attempts));

        host.Sandbox.Mode = SandboxMode.Ok;
        store.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(3, await deliver.RunAsync(Now));
        Assert.Empty(await store.Claims.UndeliveredAsync(Now));
        Assert.Equal(claims.Select(c => c.Id).Order(), host.Sandbox.All().Select(a => a.ClaimId).Order());
        Assert.All(host.Sandbox.All(), a => Assert.Equal(1, a.Tries));
        foreach (var claim in claims) Assert.Equal(ClaimStatus.Delivered, (await store.Claims.FindAsync(claim.Id, Now))!.Status);
    }

    [Fact]
    public async Task A_claim_whose_receipt_came_too_late_is_not_doubled()
    {
        await using var host = await BackOfficeHost.StartAsync(new() { ["BackOffice:AttemptTimeout"] = "00:00:00.400", ["BackOffice:TotalTimeout"] = "00:00:01.500" });
        var body = Body.Of();
        host.Sandbox.Mode = SandboxMode.Slow;
        Assert.Equal(new DeliveryResult(DeliveryOutcome.Retry, null, "timeout"), await host.Client.DeliverAsync("key-1", body, Now));
        host.Sandbox.Mode = SandboxMode.Ok;
        Assert.Equal(new DeliveryResult(DeliveryOutcome.Delivered, "SB-000001"), await host.Client.DeliverAsync("key-1", body, Now));
        Assert.InRange(Assert.Single(host.Sandbox.All()).Tries, 2, 3);
    }

    [Fact]
    public async Task A_slow_sandbox_is_only_slow()
    {
        await using var host = await BackOfficeHost.StartAsync(new() { ["Sandbox:SlowFor"] = "00:00:00.200", ["BackOffice:AttemptTimeout"] = "00:00:10", ["BackOffice:TotalTimeout"] = "00:00:25" });
        host.Sandbox.Mode = SandboxMode.Slow;
        Assert.Equal(DeliveryOutcome.Delivered, (await host.Client.DeliverAsync("key-1", Body.Of(), Now)).Outcome);
    }

    [Fact]
    public async Task A_back_office_that_asks_for_time_gets_it()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        await using var server = await StrangeServer.StartAsync(503, null, "", ("Retry-After", "3600"));
        await using var host = await BackOfficeHost.StartAsync(new() { ["BackOffice:BaseAddress"] = server.Base });
        var deliver = new DeliverClaims(store.Claims, host.Client, store.Clock, NullLogger<DeliverClaims>.Instance);
        await AcceptedAsync(store);
        await deliver.RunAsync(Now);
        store.Clock.Advance(TimeSpan.FromMinutes(59));
        await deliver.RunAsync(Now);
        Assert.Single(server.Seen);
        store.Clock.Advance(TimeSpan.FromMinutes(2));
        await deliver.RunAsync(Now);
        Assert.Equal(2, server.Seen.Count);
    }

    [Fact]
    public async Task A_refused_claim_waits_for_a_person_and_holds_up_nobody()
    {
        await using var store = await StoreUnderTest.OpenAsync();
        await using var host = await BackOfficeHost.StartAsync();
        var deliver = new DeliverClaims(store.Claims, host.Client, store.Clock, NullLogger<DeliverClaims>.Instance);
        await AcceptedAsync(store, "{}"u8.ToArray());
        var good = await AcceptedAsync(store);
        Assert.Equal(1, await deliver.RunAsync(Now));
        Assert.Equal(good.Id, Assert.Single(host.Sandbox.All()).ClaimId);
        var waiting = Assert.Single(await store.Claims.UndeliveredAsync(Now));
        Assert.True(waiting.SetAside);
        Assert.Equal("HTTP 422 not a claim: schema: is missing", waiting.LastError);
    }

    /// <summary>A claim that the township accepted, ready to be handed over.</summary>
    internal static async Task<Claim> AcceptedAsync(StoreUnderTest store, byte[]? body = null, string? conversation = null)
    {
        var subject = Sample.Subject();
        var claim = Sample.Claim(subject.Id, conversation: conversation);
        await store.Claims.CommitAsync(new(claim, Sample.Step(claim, "submitted"), null, null, "test") { NewSubject = subject }, StoreUnderTest.Start, Now);
        var accepted = claim with { Status = ClaimStatus.Accepted, Version = 2 };
        body ??= Body.Of(c => c with { Id = claim.Id });
        await store.Claims.CommitAsync(new(accepted, Sample.Step(accepted, "accepted"), null, ($"{claim.Id}:2", body), "cadre-1"), StoreUnderTest.Start, Now);
        return accepted;
    }
}
