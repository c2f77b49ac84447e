using System.Net;
using System.Net.Sockets;
using Benchmarks;
using EndToEnd.Story;

namespace EndToEnd.Clients;

/// <summary>A Telegram made by others (npm telegram-test-api) with the library that we send by (Telegram.Bot): a person presses buttons, writes, and reads.</summary>
public class TelegramEmulatorTests
{
    private const string Secret = "a-secret_of_16-or-more", BotToken = "42:TEST";

    [Fact]
    public async Task Somebody_reports_a_hardship_through_an_independent_Telegram()
    {
        var port = FreePort();
        var data = Directory.CreateTempSubdirectory("bothost-telegram-").FullName;
        await using var host = await HostProcess.StartAsync(RealHost.Program, null, data, null,
            $"--Channels:Telegram:BotToken={BotToken}", $"--Channels:Telegram:SecretToken={Secret}", $"--Channels:Telegram:ApiUrl=http://127.0.0.1:{port}/");

        var saw = await NodeClient.RunAsync("telegram.cjs", $"{port}", $"http://127.0.0.1:{host.Port}/channels/telegram", Secret, BotToken);

        // The one call before the emulator knew the secret.
        Assert.Equal([401], saw.GetProperty("refused").EnumerateArray().Select(s => s.GetInt32()));
        var texts = saw.GetProperty("texts").EnumerateArray().Select(t => t.GetString()!).ToList();
        string[] expected = ["您想办哪件事", "可以记吗", "困难申报", "叫什么名字"];
        Assert.Equal(expected.Length, texts.Count);
        Assert.All(expected.Zip(texts), pair => Assert.Contains(pair.First, pair.Second, StringComparison.Ordinal));
        Assert.Equal(expected.Length, saw.GetProperty("all").GetInt32());
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
