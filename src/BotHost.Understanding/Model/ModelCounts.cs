using System.Diagnostics.Metrics;

namespace BotHost.Understanding.Model;

/// <summary>What the model did, in numbers; no words of residents in them.</summary>
internal sealed class ModelCounts : IDisposable
{
    public const string MeterName = "BotHost.Understanding";

    private readonly Meter meter = new(MeterName);
    private readonly Counter<long> calls;
    private readonly Counter<long> facts;

    public ModelCounts()
    {
        calls = meter.CreateCounter<long>("bothost.model.calls", description: "Calls of the reading model by outcome: answered, late, failed, unreadable.");
        facts = meter.CreateCounter<long>("bothost.model.facts", description: "Facts the model claimed by what the literal-evidence check made of them.");
    }

    public void Called(string outcome) => calls.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Checked(Verdict verdict) => facts.Add(1, new KeyValuePair<string, object?>("verdict", verdict.ToString()));

    public void Dispose() => meter.Dispose();
}
