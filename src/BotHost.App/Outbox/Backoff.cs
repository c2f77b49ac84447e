namespace BotHost.App.Outbox;

/// <summary>How long to wait before the next try: doubled each time, with a cap.</summary>
public static class Backoff
{
    public static readonly TimeSpan First = TimeSpan.FromSeconds(2);

    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    /// <param name="attempts">Tries so far, at least 1.</param>
    public static TimeSpan After(int attempts)
    {
        var doublings = Math.Clamp(attempts - 1, 0, 16);
        var wait = First * Math.Pow(2, doublings);
        return wait < Longest ? wait : Longest;
    }
}
