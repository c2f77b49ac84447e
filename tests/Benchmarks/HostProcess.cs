using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Benchmarks;

/// <summary>A server of ours in a process of its own.</summary>
public sealed class HostProcess : IAsyncDisposable
{
    private readonly Process process;

    private HostProcess(Process process, int port, Stopwatch running) => (this.process, Port, Running) = (process, port, running);

    /// <summary>The host, built with the same configuration as this program.</summary>
    public static string Program { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "..", "src", "BotHost", "bin",
        AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug", "net10.0", "BotHost.dll"));

    public int Port { get; }

    /// <summary>Since the process was started.</summary>
    public Stopwatch Running { get; }

    /// <summary>Resident memory in MB.</summary>
    public double MemoryMb => long.Parse(File.ReadLines($"/proc/{process.Id}/status").First(l => l.StartsWith("VmRSS", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0;

    public double CpuSeconds
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <param name="dll">The program; null for a verb of this one.</param>
    public static async Task<HostProcess> StartAsync(string? dll, string? verb, string directory, int? onPort = null, params string[] more)
    {
        var port = onPort ?? FreePort();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, WorkingDirectory = directory };
        start.ArgumentList.Add(dll ?? typeof(HostProcess).Assembly.Location);
        if (verb is not null) start.ArgumentList.Add(verb);
        foreach (var argument in (string[])["--urls", $"http://127.0.0.1:{port}", $"--Storage:Directory={directory}", "--DirectLine:Secrets:0=bench", "--DirectLine:MessageBurst=1000000", "--DirectLine:MessagesPerMinute=100000000", "--DirectLine:PageTokensPerMinute=1000000", "--Logging:LogLevel:Default=Warning", .. more])
            start.ArgumentList.Add(argument);
        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        while (true)
        {
            if (process.HasExited) throw new InvalidOperationException($"the host ended with {process.ExitCode}");
            if (watch.Elapsed > TimeSpan.FromSeconds(60)) throw new TimeoutException("the host does not answer");
            try
            {
                using var http = await RawHttp.ConnectAsync(port);
                return new(process, port, watch);
            }
            catch (SocketException)
            {
                await Task.Delay(10);
            }
        }
    }

    /// <summary>SIGKILL: no goodbye.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>A port that nobody listens on now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
