using System.Globalization;
using BotHost.App.BackOffice;
using BotHost.BackOffice;
using Microsoft.AspNetCore.Http;

namespace Host.Tests.BackOffice;

/// <summary>The client against servers that answer well and badly.</summary>
public class DeliveryTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(201, "{\"reference\":\"BO-7\"}", DeliveryOutcome.Delivered, "BO-7", null)]
    [InlineData(200, "{\"reference\":\"BO-7\",\"more\":1}", DeliveryOutcome.Delivered, "BO-7", null)]
    [InlineData(202, "{}", DeliveryOutcome.Delivered, null, null)]
    [InlineData(201, "{\"reference\":7}", DeliveryOutcome.Delivered, null, null)]
    [InlineData(204, null, DeliveryOutcome.Delivered, null, null)]
    [InlineData(201, null, DeliveryOutcome.Delivered, null, null)]
    [InlineData(200, "<html>Please sign in</html>", DeliveryOutcome.Retry, null, "HTTP 200, but not an answer of the contract")]
    [InlineData(200, "[]", DeliveryOutcome.Retry, null, "HTTP 200, but not an answer of the contract")]
    [InlineData(201, "{\"reference\":", DeliveryOutcome.Retry, null, "HTTP 201, but not an answer of the contract")]
    [InlineData(201, "{\"reference\":\"\\ud800\"}", DeliveryOutcome.Retry, null, "HTTP 201, but not an answer of the contract")]
    [InlineData(400, "{\"title\":\"no place\"}", DeliveryOutcome.Refused, null, "HTTP 400 no place")]
    [InlineData(404, "<html>nothing</html>", DeliveryOutcome.Refused, null, "HTTP 404")]
    [InlineData(413, null, DeliveryOutcome.Refused, null, "HTTP 413")]
    [InlineData(422, "{\"title\":\"\\ud800\"}", DeliveryOutcome.Refused, null, "HTTP 422")]
    [InlineData(422, "{\"title\":[1]}", DeliveryOutcome.Refused, null, "HTTP 422")]
    [InlineData(401, "{\"title\":\"who\"}", DeliveryOutcome.Retry, null, "HTTP 401")]
    [InlineData(403, null, DeliveryOutcome.Retry, null, "HTTP 403")]
    [InlineData(408, null, DeliveryOutcome.Retry, null, "HTTP 408")]
    [InlineData(409, null, DeliveryOutcome.Retry, null, "HTTP 409")]
    [InlineData(429, null, DeliveryOutcome.Retry, null, "HTTP 429")]
    [InlineData(500, "{\"title\":\"oops\"}", DeliveryOutcome.Retry, null, "HTTP 500")]
    [InlineData(503, null, DeliveryOutcome.Retry, null, "HTTP 503")]
    public async Task An_answer_becomes_an_outcome(int status, string? body, DeliveryOutcome outcome, string? reference, string? detail)
    {
        await using var server = await StrangeServer.StartAsync(status, body);
        await using var host = await BackOfficeHost.CallingAsync(server.Base);
        Assert.Equal(new DeliveryResult(outcome, reference, detail), await host.Client.DeliverAsync("key-1", Body.Of(), Now));
    }

    [Fact]
    public async Task The_request_is_what_the_contract_says()
    {
        await using var server = await StrangeServer.StartAsync(201);
        await using var host = await BackOfficeHost.CallingAsync(server.Base, ("BackOffice:Token", "t0ken"));
        var body = Body.Of();
        await host.Client.DeliverAsync("key-1", body, Now);
        var seen = Assert.Single(server.Seen);
        Assert.Equal(("POST", "/base/claims", "key-1", "Bearer t0ken", "application/json"), (seen.Method, seen.Target, seen.Headers["Idempotency-Key"], seen.Headers["Authorization"], seen.Headers["Content-Type"]));
        Assert.Equal(body, System.Text.Encoding.UTF8.GetBytes(seen.Body));
    }

    [Fact]
    public async Task With_a_signing_key_the_request_is_signed_and_shows_no_token()
    {
        const string key = "a-key-of-at-least-thirty-two-characters";
        await using var server = await StrangeServer.StartAsync(201);
        await using var host = await BackOfficeHost.CallingAsync(server.Base, ("BackOffice:Token", "t0ken"), ("BackOffice:SigningKey", key));
        await host.Client.DeliverAsync("key-1", Body.Of(), Now);
        var seen = Assert.Single(server.Seen);
        var body = System.Text.Encoding.UTF8.GetBytes(seen.Body);
        bool Fits(string idempotencyKey) => HostSignature.Verify(key, seen.Headers[HostSignature.Header], body, TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(1), HostSignature.Of("POST", "/base/claims", idempotencyKey));
        Assert.True(Fits("key-1"));
        Assert.False(Fits("key-2"));
        Assert.False(seen.Headers.ContainsKey("Authorization"));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        await using var elsewhere = await StrangeServer.StartAsync(200, "{}");
        await using var server = await StrangeServer.StartAsync(status, null, "", ("Location", elsewhere.Base));
        await using var host = await BackOfficeHost.CallingAsync(server.Base);
        Assert.Equal(DeliveryOutcome.Retry, (await host.Client.DeliverAsync("key-1", Body.Of(), Now)).Outcome);
        Assert.Empty(elsewhere.Seen);
    }

    [Theory]
    [InlineData("90", 90)]
    [InlineData("999999999", 86400)]
    [InlineData("0", null)]
    [InlineData("soon", null)]
    public async Task What_the_server_asks_for_is_passed_on(string header, int? seconds)
    {
        await using var server = await StrangeServer.StartAsync(429, null, "", ("Retry-After", header));
        await using var host = await BackOfficeHost.CallingAsync(server.Base);
        var result = await host.Client.DeliverAsync("key-1", Body.Of(), Now);
        Assert.Equal(seconds, (int?)result.RetryAfter?.TotalSeconds);
        Assert.Single(server.Seen);
    }

    [Fact]
    public async Task A_wait_may_be_given_as_a_date()
    {
        var later = TimeProvider.System.GetUtcNow().AddMinutes(10).ToString("R", CultureInfo.InvariantCulture);
        await using var server = await StrangeServer.StartAsync(503, null, "", ("Retry-After", later));
        await using var host = await BackOfficeHost.CallingAsync(server.Base);
        Assert.InRange((await host.Client.DeliverAsync("key-1", Body.Of(), Now)).RetryAfter!.Value.TotalMinutes, 9, 10);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_tried_once_more_with_the_same_key_and_body()
    {
        await using var server = await StrangeServer.StartAsync((http, count) =>
        {
            if (count == 1) http.Abort();
            http.Response.StatusCode = 201;
            return Task.CompletedTask;
        });
        await using var host = await BackOfficeHost.CallingAsync(server.Base);
        Assert.Equal(DeliveryOutcome.Delivered, (await host.Client.DeliverAsync("key-1", Body.Of(), Now)).Outcome);
        var seen = server.Seen.ToArray();
        Assert.Equal(2, seen.Length);
        Assert.Equal((seen[0].Body, "key-1"), (seen[1].Body, seen[1].Headers["Idempotency-Key"]));
    }

    [Theory]
    [InlineData(500, 2)]
    [InlineData(422, 1)]
    [InlineData(429, 1)]
    [InlineData(401, 1)]
    public async Task Only_what_may_heal_at_once_is_sent_again_at_once(int status, int requests)
    {
        await using var server = await StrangeServer.StartAsync(status);
        await using var host = await BackOfficeHost.CallingAsync(server.Base);
        await host.Client.DeliverAsync("key-1", Body.Of(), Now);
        Assert.Equal(requests, server.Seen.Count);
    }

    [Fact]
    public async Task Without_sandbox_and_address_claims_wait()
    {
        await using var host = await BackOfficeHost.StartAsync(new() { ["Sandbox:Enabled"] = "false" });
        Assert.Equal(new DeliveryResult(DeliveryOutcome.Retry, null, "no back-office to call"), await host.Client.DeliverAsync("key-1", Body.Of(), Now));
        Assert.Null(await host.Client.FindRegisterFactsAsync("abc", Now));
    }

    [Fact]
    public async Task Who_stops_the_host_stops_the_call()
    {
        await using var server = await StrangeServer.StartAsync((http, _) => Task.Delay(TimeSpan.FromMinutes(1), http.RequestAborted));
        await using var host = await BackOfficeHost.CallingAsync(server.Base, ("BackOffice:AttemptTimeout", "00:00:10"), ("BackOffice:TotalTimeout", "00:00:25"));
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Client.DeliverAsync("key-1", Body.Of(), stop.Token));
    }

    [Fact]
    public async Task A_refusal_is_one_short_line_without_the_person()
    {
        var title = $"{Body.Name} ({Body.IdNumber})\r\nERROR forged line\u2028 call {Body.Phone} or 0376 6612345 " + new string('x', 500);
        await using var server = await StrangeServer.StartAsync(422, System.Text.Json.JsonSerializer.Serialize(new { title }));
        await using var host = await BackOfficeHost.CallingAsync(server.Base);
        var detail = (await host.Client.DeliverAsync("key-1", Body.Of(), Now)).Detail!;
        Assert.StartsWith("HTTP 422 … (…) ERROR forged line call … or … xxx", detail, StringComparison.Ordinal);
        Assert.InRange(detail.Length, 20, 140);
    }

    [Fact]
    public async Task Logs_hold_neither_persons_nor_tokens()
    {
        await using var server = await StrangeServer.StartAsync(500, $"{{\"title\":\"{Body.Name}\"}}");
        await using var host = await BackOfficeHost.CallingAsync(server.Base, ("BackOffice:Token", "s3cret-token"));
        await host.Client.DeliverAsync("key-1", Body.Of(), Now);
        Assert.NotEqual("", host.Logs.Text);
        Assert.All(new[] { Body.Name, Body.IdNumber, Body.Phone, "家五口", "s3cret-token" }, secret => Assert.DoesNotContain(secret, host.Logs.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(200, "{\"facts\":[]}", "{\"facts\":[]}")]
    [InlineData(200, "<html>", null)]
    [InlineData(200, "[]", null)]
    [InlineData(404, "{}", null)]
    [InlineData(500, "{}", null)]
    [InlineData(302, null, null)]
    public async Task Register_facts_are_an_object_or_nothing(int status, string? body, string? expected)
    {
        await using var server = await StrangeServer.StartAsync(status, body);
        await using var host = await BackOfficeHost.CallingAsync(server.Base, ("BackOffice:Token", "t0ken"));
        Assert.Equal(expected, await host.Client.FindRegisterFactsAsync("a/../b?c", Now));
        Assert.Equal(("GET", "Bearer t0ken"), (server.Seen.First().Method, server.Seen.First().Headers["Authorization"]));
        Assert.StartsWith("/base/residents/a", server.Seen.First().Target, StringComparison.Ordinal);
        Assert.EndsWith("/facts", server.Seen.First().Target, StringComparison.Ordinal);
    }
}
