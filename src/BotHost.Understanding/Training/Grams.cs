namespace BotHost.Understanding.Training;

/// <summary>Where what a model sees has its weight: pieces of text as hashed slots (FNV-1a).</summary>
internal static class Grams
{
    private const uint Beginning = 2166136261u, Prime = 16777619u;

    /// <param name="kind">Tells apart pieces that are spelt alike but seen in different places.</param>
    /// <param name="slots">How many slots the model has.</param>
    /// <param name="rest">What follows the piece, where it is told in two.</param>
    public static int Slot(int kind, int slots, ReadOnlySpan<char> gram, ReadOnlySpan<char> rest = default)
    {
        var hash = Beginning ^ (uint)kind;
        foreach (var c in gram) hash = (hash ^ c) * Prime;
        foreach (var c in rest) hash = (hash ^ c) * Prime;
        return (int)((hash ^ (hash >> 15)) % slots);
    }
}
