using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Host.Tests.Channels;

/// <summary>What the webhooks counted as refused on one channel. Other tests of the same channel must not run at the same time.</summary>
internal sealed class RefusalCount : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<string, int> reasons = new();

    public RefusalCount(string channel)
    {
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument is { Meter.Name: "BotHost.Channels", Name: "bothost.channel.refused" }) l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            var tagged = tags.ToArray().ToDictionary(t => t.Key, t => t.Value?.ToString());
            if (tagged["channel"] == channel) reasons.AddOrUpdate(tagged["reason"]!, (int)count, (_, n) => n + (int)count);
        });
        listener.Start();
    }

    /// <summary>How often this reason was counted since it was last asked for.</summary>
    public int Take(string reason) => reasons.TryRemove(reason, out var count) ? count : 0;

    public void Dispose() => listener.Dispose();
}
