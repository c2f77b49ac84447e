namespace Host.Tests.Channels;

/// <summary>How much the fuzz tests do: a share in every run, <c>CHANNEL_FUZZ=1000000</c> for all of it.</summary>
internal static class Fuzz
{
    public static int Iterations { get; } = int.TryParse(Environment.GetEnvironmentVariable("CHANNEL_FUZZ"), out var asked) ? asked : 5_000;
}
