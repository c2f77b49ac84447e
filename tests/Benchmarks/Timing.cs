using System.Diagnostics;

namespace Benchmarks;

/// <summary>Seconds by the clock, and of this process on the processors: on a machine shared with others only the second says what the work costs.</summary>
internal sealed class Timing
{
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly double before = Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;

    public double Wall => watch.Elapsed.TotalSeconds;

    public double Cpu => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds - before;
}
