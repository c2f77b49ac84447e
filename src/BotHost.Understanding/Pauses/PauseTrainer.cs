using System.Collections.Immutable;
using BotHost.Core.Content;
using BotHost.Understanding.Words;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace BotHost.Understanding.Pauses;

/// <summary>Learns from sentences written with their pauses where they are, by ML.NET's logistic regression: the pauses are taken out, and each place is asked for.</summary>
internal static class PauseTrainer
{
    public const string File = "dialogs/pauses.txt";

    /// <summary>Every n-th sentence is held back when the model is measured.</summary>
    private const int HeldBack = 6;

    /// <summary>Reads the sentences, one a line; # begins a comment. A line without a pause teaches nothing and is told.</summary>
    public static ImmutableArray<string> Sentences(string text, List<ContentProblem> problems)
    {
        var sentences = ImmutableArray.CreateBuilder<string>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var sentence = line.Trim();
            if (sentence.Length == 0 || sentence[0] == '#') continue;
            if (Utterance.Of(sentence).Clauses.Length < 2) problems.Add(new(File, number, 1, "no-pause", $"'{sentence}' has no pause", "write the sentence with its commas, or leave it out"));
            else sentences.Add(sentence);
        }

        return sentences.ToImmutable();
    }

    /// <summary>Trains without every sixth sentence and asks for those: how many of their pauses are found, of how many, and how many are found where none was.</summary>
    public static PauseEvaluation Evaluate(ImmutableArray<string> sentences)
    {
        var model = Train([.. sentences.Where((_, i) => i % HeldBack != 0)]);
        var (found, of, wrong) = (0, 0, 0);
        foreach (var (stretch, pauses) in sentences.Where((_, i) => i % HeldBack == 0).Select(Unpaused))
        {
            of += pauses.Count;
            for (var i = 2; i <= stretch.Length - 2; i++)
            {
                if (model.Probability(stretch, i) < Hearing.Sure) continue;
                if (pauses.Contains(i)) found++;
                else wrong++;
            }
        }

        return new(found, of, wrong);
    }

    public static PauseModel Train(ImmutableArray<string> sentences)
    {
        var samples = sentences.SelectMany(Samples).ToList();
        if (samples.Count == 0) return PauseModel.Deaf;
        var ml = new MLContext(seed: 1);
        var schema = SchemaDefinition.Create(typeof(Sample));
        schema[nameof(Sample.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, PauseFeatures.Slots);
        var options = new LbfgsLogisticRegressionBinaryTrainer.Options { L1Regularization = 0f, L2Regularization = 0.01f, MaximumNumberOfIterations = 60, NumberOfThreads = 1, OptimizationTolerance = 1e-4f };
        var linear = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(options).Fit(ml.Data.LoadFromEnumerable(samples, schema)).Model.SubModel;
        return new([.. linear.Weights], linear.Bias);
    }

    /// <summary>The sentence without its pauses, and where they were.</summary>
    private static (string Stretch, HashSet<int> Pauses) Unpaused(string sentence)
    {
        var words = Utterance.Of(sentence);
        HashSet<int> pauses = [];
        var length = 0;
        foreach (var clause in words.Clauses.SkipLast(1)) pauses.Add(length += clause.Length);
        return (string.Concat(words.Clauses.Select(c => words.Text[c.Start..c.End])), pauses);
    }

    private static IEnumerable<Sample> Samples(string sentence)
    {
        var (stretch, pauses) = Unpaused(sentence);
        for (var i = 1; i < stretch.Length; i++) yield return Of(stretch, i, pauses.Contains(i));
    }

    private static Sample Of(string stretch, int index, bool pause)
    {
        var slots = new int[PauseFeatures.Count];
        PauseFeatures.Fill(stretch, index, slots);
        // Two grams may fall into one slot: it then counts as both.
        var counted = slots.CountBy(s => s).OrderBy(s => s.Key).ToList();
        return new() { Label = pause, Features = new(PauseFeatures.Slots, counted.Count, [.. counted.Select(c => (float)c.Value)], [.. counted.Select(c => c.Key)]) };
    }

    private sealed class Sample
    {
        public bool Label { get; set; }

        public VBuffer<float> Features { get; set; }
    }
}
