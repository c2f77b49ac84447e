using BotHost.Understanding.Training;

namespace BotHost.Understanding.Pauses;

/// <summary>
/// Where somebody who speaks without pauses would have made them: a weight for each slot of <see cref="PauseFeatures"/>. Trained by ML.NET
/// (<see cref="PauseTrainer"/>) but scored here, so that reading needs no training library in memory.
/// </summary>
internal sealed class PauseModel(float[] weights, float bias) : IKeptModel<PauseModel>
{
    private const int Format = 1;

    /// <summary>Finds nothing; for messages whose pauses are those typed.</summary>
    public static PauseModel Deaf { get; } = new([], 0);

    /// <summary>How likely a pause is before this character, from 0 to 1.</summary>
    public float Probability(ReadOnlySpan<char> stretch, int index)
    {
        if (weights.Length == 0) return 0;
        Span<int> slots = stackalloc int[PauseFeatures.Count];
        PauseFeatures.Fill(stretch, index, slots);
        var score = bias;
        foreach (var slot in slots) score += weights[slot];
        return 1 / (1 + MathF.Exp(-score));
    }

    public void Save(Stream stream)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(Format);
        writer.Write(bias);
        // Most slots are empty: only those with a weight are kept.
        writer.Write(weights.Count(w => w != 0));
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] == 0) continue;
            writer.Write(i);
            writer.Write((Half)weights[i]);
        }
    }

    public static PauseModel? Load(Stream stream)
    {
        try
        {
            using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
            if (reader.ReadInt32() != Format) return null;
            var bias = reader.ReadSingle();
            var weights = new float[PauseFeatures.Slots];
            for (var left = reader.ReadInt32(); left > 0; left--)
            {
                var slot = reader.ReadInt32();
                if (slot is < 0 or >= PauseFeatures.Slots) return null;
                weights[slot] = (float)reader.ReadHalf();
            }

            return new(weights, bias);
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            return null;
        }
    }
}
