using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Benchmarks;

namespace EndToEnd.Crash;

/// <summary>
/// Kills the host again and again while residents talk, and asks afterwards: was every message that got its OK answered exactly once, in order,
/// and every claim handed over exactly once? <c>CRASH_KILLS</c> sets the number of kills, <c>CRASH_SEED</c> repeats a run's moments.
/// </summary>
public class CrashTest
{
    private const int Residents = 200;
    private const int ClaimEvery = 5;

    private static int Kills => Number("CRASH_KILLS", 20);

    /// <summary>The path alone, with an engine whose every answer is known beforehand, and claims that are accepted at once.</summary>
    [Fact]
    public async Task Every_accepted_message_is_answered_once_and_every_claim_delivered_once()
    {
        await RunAsync(dll: null, "serve-small", ClaimEvery, Kills, (resident, said) =>
        {
            Assert.Equal(resident.Accepted, said.Where(s => s.FromBot && s.ReplyTo is not null).Select(s => s.ReplyTo!));
            Assert.Equal(Enumerable.Range(0, resident.Accepted.Count).Select(n => $"听到了:第{n}句"), said.Where(s => s.ReplyTo is not null).Select(s => s.Text));
            Assert.Equal(resident.Claims.Count, said.Count(s => s.Text == "听到了:claim.delivered"));
        });
    }

    /// <summary>The real host with its dialogs. A turn may say several things, so what counts is that each message has its turn, in order, and none is set aside.</summary>
    [Fact]
    public async Task The_real_host_answers_every_accepted_message_in_order()
    {
        await RunAsync(HostProcess.Program, null, claimEvery: int.MaxValue, Math.Max(3, Kills / 4), (resident, said) =>
        {
            var answered = said.Where(s => s.FromBot && s.ReplyTo is not null && s.ReplyTo != resident.Conversation + "|start").Select(s => s.ReplyTo!).ToList();
            // Each message's answers stand together: a message answered a second time would show up again later.
            var groups = answered.Where((id, i) => i == 0 || answered[i - 1] != id).ToList();
            Assert.Equal(resident.Accepted, groups);
        });
    }

    private static async Task RunAsync(string? dll, string? verb, int claimEvery, int kills, Action<Resident, List<(string Id, string? ReplyTo, string Text, bool FromBot)>> hold)
    {
        var seed = Number("CRASH_SEED", Environment.TickCount);
        TestContext.Current.TestOutputHelper?.WriteLine($"CRASH_SEED={seed}, {kills} kills");
        var (random, port, directory) = (new Random(seed), FreePort(), Directory.CreateTempSubdirectory("bothost-crash-").FullName);
        using var sink = new BackOfficeSink(FreePort());
        var residents = Enumerable.Range(0, Residents).Select(i => new Resident(i, port, claimEvery)).ToList();
        var host = await StartAsync(dll, verb, directory, port, sink);
        try
        {
            await Task.WhenAll(residents.Select(r => r.StartAsync()));
            using var enough = new CancellationTokenSource();
            var talking = residents.Select((r, i) => r.TalkUntilAsync(new Random(seed + i), enough.Token)).ToList();
            for (var kill = 0; kill < kills; kill++)
            {
                await Task.Delay(random.Next(20, 1_500), TestContext.Current.CancellationToken);
                host.Kill();
                await host.DisposeAsync();
                host = await StartAsync(dll, verb, directory, port, sink);
            }

            await enough.CancelAsync();
            await Task.WhenAll(talking);
            await AnsweredAsync(residents, hold);
            Assert.Equal(residents.SelectMany(r => r.Claims).Order(), sink.Taken.Keys.Order());
            Assert.All(sink.Taken.Values, bodies => Assert.Single(bodies.Distinct()));
            TestContext.Current.TestOutputHelper?.WriteLine($"{residents.Sum(r => r.Accepted.Count)} messages, {sink.Taken.Count} claims, {sink.Taken.Values.Sum(b => b.Count - 1)} deliveries tried again under the same key");
        }
        finally
        {
            await host.DisposeAsync();
            residents.ForEach(r => r.Dispose());
            Directory.Delete(directory, recursive: true);
        }
    }

    private static Task<HostProcess> StartAsync(string? dll, string? verb, string directory, int port, BackOfficeSink sink) =>
        HostProcess.StartAsync(dll, verb, directory, port, verb is null ? [] : [$"--BackOffice:Url={sink.Url}"]);

    /// <summary>Waits until nothing is owed any more, then holds each conversation against what its resident knows.</summary>
    private static async Task AnsweredAsync(List<Resident> residents, Action<Resident, List<(string Id, string? ReplyTo, string Text, bool FromBot)>> hold)
    {
        foreach (var resident in residents)
        {
            for (var tries = 0; ; tries++)
            {
                var said = await resident.ReadAsync();
                var owed = resident.Accepted.Except(said.Select(s => s.ReplyTo ?? "")).Any() || said.Count(s => s.FromBot) < resident.Accepted.Count + resident.Claims.Count;
                if (owed && tries < 600)
                {
                    await Task.Delay(100, TestContext.Current.CancellationToken);
                    continue;
                }

                Assert.Equal(resident.Accepted, said.Where(s => !s.FromBot).Select(s => s.Id));
                hold(resident, said);
                break;
            }
        }
    }

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
