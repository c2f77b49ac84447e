using System.Collections.Immutable;
using System.Runtime.InteropServices;
using BotHost.Understanding.Training;

namespace BotHost.Understanding.Intents;

/// <summary>
/// The trained classifier: for each slot and intent a weight, by maximum entropy, and how much oftener the slot is seen there than elsewhere, by naive
/// Bayes; the two err on different sentences, and their sum errs on fewer than either. Trained by ML.NET and counting (<see cref="IntentTrainer"/>) but
/// scored here, so that answering needs no training library in memory.
/// </summary>
/// <param name="weights">Of maximum entropy, a row of intents for each slot.</param>
/// <param name="evidence">Logarithms of naive Bayes, in the same order; 0 for slots never seen.</param>
internal sealed class IntentModel(ImmutableArray<string> intents, float[] weights, float[] evidence, float[] biases, float temperature) : IKeptModel<IntentModel>
{
    private const int Format = 5;

    /// <summary>Naive Bayes takes its grams for independent, which they are not: it is far too sure.</summary>
    private const float EvidenceShare = 1 / 8f;

    /// <summary>So many grams a sentence has.</summary>
    private const int Sentence = 60;

    public ImmutableArray<string> Intents { get; } = intents;

    /// <summary>The probability of each intent, calibrated on held-back sentences.</summary>
    public float[] Score(int[] slots, float[] values)
    {
        var scores = (float[])biases.Clone();
        // A story is no surer than a sentence: its grams share the say that a sentence has.
        var share = EvidenceShare * Math.Min(1f, Sentence / (float)slots.Length);
        for (var i = 0; i < slots.Length; i++)
        {
            var row = weights.AsSpan(slots[i] * scores.Length, scores.Length);
            var seen = evidence.AsSpan(slots[i] * scores.Length, scores.Length);
            for (var k = 0; k < row.Length; k++) scores[k] += (row[k] * values[i]) + (seen[k] * share);
        }

        var top = scores.Max();
        var sum = 0f;
        for (var k = 0; k < scores.Length; k++) sum += scores[k] = MathF.Exp((scores[k] - top) / temperature);
        for (var k = 0; k < scores.Length; k++) scores[k] /= sum;
        return scores;
    }

    public IntentModel At(float newTemperature) => new(Intents, weights, evidence, biases, newTemperature);

    public void Save(Stream stream)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(Format);
        writer.Write(Intents.Length);
        foreach (var intent in Intents) writer.Write(intent);
        writer.Write(temperature);
        foreach (var bias in biases) writer.Write(bias);
        // Most slots are empty: only rows with a weight are kept.
        var rows = Enumerable.Range(0, weights.Length / biases.Length).Where(r => weights.AsSpan(r * biases.Length, biases.Length).ContainsAnyExcept(0f) || evidence.AsSpan(r * biases.Length, biases.Length).ContainsAnyExcept(0f)).ToList();
        writer.Write(rows.Count);
        foreach (var row in rows)
        {
            writer.Write(row);
            foreach (var weight in weights.AsSpan(row * biases.Length, biases.Length)) writer.Write((Half)weight);
            foreach (var seen in evidence.AsSpan(row * biases.Length, biases.Length)) writer.Write((Half)seen);
        }
    }

    public static IntentModel? Load(Stream stream)
    {
        try
        {
            using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
            if (reader.ReadInt32() != Format) return null;
            var count = reader.ReadInt32();
            if (count is < 2 or > 200) return null;
            ImmutableArray<string> intents = [.. Enumerable.Range(0, count).Select(_ => reader.ReadString())];
            var temperature = reader.ReadSingle();
            var biases = new float[count];
            for (var k = 0; k < count; k++) biases[k] = reader.ReadSingle();
            float[] weights = new float[IntentFeatures.Slots * count], evidence = new float[IntentFeatures.Slots * count];
            var both = new Half[2 * count];
            for (var rows = reader.ReadInt32(); rows > 0; rows--)
            {
                var row = reader.ReadInt32();
                if (row is < 0 or >= IntentFeatures.Slots) return null;
                // A row at a time, not number by number: this is read at every start.
                stream.ReadExactly(MemoryMarshal.AsBytes(both.AsSpan()));
                for (var k = 0; k < count; k++) (weights[(row * count) + k], evidence[(row * count) + k]) = ((float)both[k], (float)both[count + k]);
            }

            return new(intents, weights, evidence, biases, temperature);
        }
        catch (Exception e) when (e is IOException or ArgumentException or FormatException)
        {
            return null;
        }
    }
}
