using System.Collections.Immutable;
using BotHost.Understanding.Words;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace BotHost.Understanding.Intents;

/// <summary>Trains the classifier: maximum entropy by ML.NET and naive Bayes on hashed character n-grams; then its confidence is calibrated on sentences held back.</summary>
internal sealed class IntentTrainer(Lexicon lexicon)
{
    /// <summary>Every n-th sentence is held back for calibration.</summary>
    private const int HeldBack = 6;

    /// <summary>How far intents with few sentences are made up for: 0 not at all, 1 fully.</summary>
    private const float Balance = 1f;

    /// <summary>How often a gram counts where it was never seen.</summary>
    private const float Unseen = 0.05f;

    public IntentModel Train(IntentExamples examples)
    {
        var intents = examples.Intents;
        var rows = examples.All.Select(e => Row(e, examples, intents)).ToList();
        var seen = rows.Where((_, i) => i % HeldBack != 0).ToList();
        var held = rows.Where((_, i) => i % HeldBack == 0).ToList();
        var temperature = Calibrate(Fit(seen, intents), held);
        return Fit(rows, intents).At(temperature);
    }

    /// <summary>Trains without every sixth sentence and asks for those.</summary>
    public IntentEvaluation Evaluate(IntentExamples examples)
    {
        var intents = examples.Intents;
        var rows = examples.All.Select(e => Row(e, examples, intents)).ToList();
        var model = Fit([.. rows.Where((_, i) => i % HeldBack != 0)], intents);
        var answers = rows.Where((_, i) => i % HeldBack == 0).Select(row =>
        {
            var scores = model.Score([.. row.Features.GetIndices()], [.. row.Features.GetValues()]);
            return (Asked: intents[(int)row.Label], TakenFor: intents[Array.IndexOf(scores, scores.Max())]);
        }).ToList();
        return new(answers.Count(a => a.Asked == a.TakenFor), answers.Count,
            [.. answers.Where(a => a.Asked != a.TakenFor).GroupBy(a => a).OrderByDescending(g => g.Count()).ThenBy(g => g.Key.Asked, StringComparer.Ordinal).Select(g => (g.Key.Asked, g.Key.TakenFor, g.Count()))]);
    }

    private Sample Row(IntentExample example, IntentExamples examples, ImmutableArray<string> intents)
    {
        var words = Utterance.Of(example.Text, lexicon.HeardWords);
        var (slots, weights) = IntentFeatures.Of(words.Text, lexicon.Find(words));
        var order = slots.Order().ToArray();
        var byOrder = order.Select(s => weights[Array.IndexOf(slots, s)]).ToArray();
        return new() { Weight = MathF.Pow((float)examples.All.Length / intents.Length / examples.All.Count(e => e.Intent == example.Intent), Balance), Label = (uint)intents.IndexOf(example.Intent), Features = new(IntentFeatures.Slots, order.Length, byOrder, order) };
    }

    private static IntentModel Fit(List<Sample> rows, ImmutableArray<string> intents)
    {
        var ml = new MLContext(seed: 1);
        var schema = SchemaDefinition.Create(typeof(Sample));
        schema[nameof(Sample.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, IntentFeatures.Slots);
        schema[nameof(Sample.Label)].ColumnType = new KeyDataViewType(typeof(uint), intents.Length);
        var data = ml.Data.LoadFromEnumerable(rows, schema);
        var options = new LbfgsMaximumEntropyMulticlassTrainer.Options { ExampleWeightColumnName = nameof(Sample.Weight), L1Regularization = 0f, L2Regularization = 0.15f, MaximumNumberOfIterations = 60, NumberOfThreads = 1, OptimizationTolerance = 1e-4f };
        var model = ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(options).Fit(data).Model;
        VBuffer<float>[]? byIntent = null;
        model.GetWeights(ref byIntent, out var count);
        var weights = new float[IntentFeatures.Slots * count];
        for (var k = 0; k < count; k++)
        {
            foreach (var (slot, weight) in byIntent![k].Items()) weights[(slot * count) + k] = weight;
        }

        return new(intents, weights, Evidence(rows, count), [.. model.GetBiases()], 1f);
    }

    /// <summary>How much more likely each slot is in the sentences of an intent than on average, as a logarithm.</summary>
    private static float[] Evidence(List<Sample> rows, int intents)
    {
        var counts = new float[IntentFeatures.Slots * intents];
        var of = new float[intents];
        foreach (var row in rows)
        {
            of[row.Label]++;
            foreach (var slot in row.Features.GetIndices()) counts[(slot * intents) + row.Label]++;
        }

        var evidence = new float[counts.Length];
        for (var slot = 0; slot < IntentFeatures.Slots; slot++)
        {
            var seen = counts.AsSpan(slot * intents, intents);
            if (!seen.ContainsAnyExcept(0f)) continue;
            var row = evidence.AsSpan(slot * intents, intents);
            for (var k = 0; k < intents; k++) row[k] = MathF.Log((seen[k] + Unseen) / (of[k] + (2 * Unseen)));
            var mean = row.ToArray().Average();
            for (var k = 0; k < intents; k++) row[k] -= mean;
        }

        return evidence;
    }

    /// <summary>The temperature under which the held-back sentences are least surprising.</summary>
    private static float Calibrate(IntentModel model, List<Sample> held)
    {
        var best = (Temperature: 1f, Loss: double.MaxValue);
        for (var temperature = 0.2f; temperature <= 2f; temperature += 0.1f)
        {
            var tried = model.At(temperature);
            var loss = held.Sum(h => -Math.Log(Math.Max(tried.Score([.. h.Features.GetIndices()], [.. h.Features.GetValues()])[h.Label], 1e-6)));
            if (loss < best.Loss) best = (temperature, loss);
        }

        return best.Temperature;
    }

    private sealed class Sample
    {
        public VBuffer<float> Features { get; set; }

        public uint Label { get; set; }

        public float Weight { get; set; }
    }
}
