using System.Diagnostics;
using BotHost.App.BackOffice;
using Microsoft.AspNetCore.Http;

namespace Host.Tests.BackOffice;

/// <summary>The client when there is no proper answer: nobody there, too slow, endless, or not HTTP at all.</summary>
public class UnreachableTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_never_answers_costs_no_more_than_the_total_timeout()
    {
        await using var server = await StrangeServer.StartAsync((http, _) => Task.Delay(TimeSpan.FromMinutes(1), http.RequestAborted));
        await using var host = await BackOfficeHost.CallingAsync(server.Base, ("BackOffice:AttemptTimeout", "00:00:00.200"), ("BackOffice:TotalTimeout", "00:00:00.800"));
        var watch = Stopwatch.StartNew();
        Assert.Equal(new DeliveryResult(DeliveryOutcome.Retry, null, "timeout"), await host.Client.DeliverAsync("key-1", Body.Of(), Now));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.2, 5);
    }

    [Fact]
    public async Task An_answer_that_trickles_for_ever_is_given_up()
    {
        await using var server = await StrangeServer.StartAsync(async (http, _) =>
        {
            for (http.Response.StatusCode = 201; ; await Task.Delay(50, http.RequestAborted))
            {
                await http.Response.WriteAsync(" ", http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
            }
        });
        await using var host = await BackOfficeHost.CallingAsync(server.Base, ("BackOffice:AttemptTimeout", "00:00:00.200"), ("BackOffice:TotalTimeout", "00:00:00.500"));
        var watch = Stopwatch.StartNew();
        Assert.Equal(new DeliveryResult(DeliveryOutcome.Retry, null, "timeout"), await host.Client.DeliverAsync("key-1", Body.Of(), Now));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
    }

    [Fact]
    public async Task An_endless_answer_is_not_read()
    {
        await using var server = await StrangeServer.StartAsync(201, new string(' ', 4 * 1024 * 1024));
        await using var host = await BackOfficeHost.CallingAsync(server.Base);
        Assert.Equal(DeliveryOutcome.Retry, (await host.Client.DeliverAsync("key-1", Body.Of(), Now)).Outcome);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("")]
    [InlineData("HTTP/1.1 201 Created\r\nContent-Length: 50\r\n\r\n{\"reference\":")]
    [InlineData("HTTP/1.1 999999 Odd\r\n\r\n")]
    public async Task What_is_no_answer_is_tried_again_later(string bytes)
    {
        var (address, stop) = StrangeServer.SayingBytes(bytes);
        using var stopping = stop;
        await using var host = await BackOfficeHost.CallingAsync(address);
        Assert.Equal(new DeliveryResult(DeliveryOutcome.Retry, null, "unreachable"), await host.Client.DeliverAsync("key-1", Body.Of(), Now));
    }

    [Fact]
    public async Task Nobody_there_is_no_exception()
    {
        var (address, stop) = StrangeServer.SayingBytes("");
        stop.Dispose();
        await using var host = await BackOfficeHost.CallingAsync(address);
        Assert.Equal(new DeliveryResult(DeliveryOutcome.Retry, null, "unreachable"), await host.Client.DeliverAsync("key-1", Body.Of(), Now));
        Assert.Null(await host.Client.FindRegisterFactsAsync("abc", Now));
    }

    [Fact]
    public async Task The_circuit_opens_spares_the_server_and_closes_again()
    {
        var broken = true;
        await using var server = await StrangeServer.StartAsync((http, _) =>
        {
            http.Response.StatusCode = broken ? 500 : 201;
            return Task.CompletedTask;
        });
        await using var host = await BackOfficeHost.CallingAsync(server.Base, ("BackOffice:CircuitAfter", "4"), ("BackOffice:CircuitOpenFor", "00:00:01.500"));
        for (var i = 0; i < 2; i++) await host.Client.DeliverAsync("key-1", Body.Of(), Now);
        var before = server.Seen.Count;
        for (var i = 0; i < 5; i++) Assert.Equal(new DeliveryResult(DeliveryOutcome.Retry, null, "circuit open"), await host.Client.DeliverAsync("key-1", Body.Of(), Now));
        Assert.Equal((4, before), (before, server.Seen.Count));
        broken = false;
        await Task.Delay(1700, Now);
        Assert.Equal(DeliveryOutcome.Delivered, (await host.Client.DeliverAsync("key-1", Body.Of(), Now)).Outcome);
    }
}
