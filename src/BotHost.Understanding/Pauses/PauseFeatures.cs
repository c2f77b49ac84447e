using BotHost.Understanding.Training;

namespace BotHost.Understanding.Pauses;

/// <summary>What the pause model sees of a place between two characters: the characters around it, singly and together, as hashed slots.</summary>
internal static class PauseFeatures
{
    public const int Slots = 1 << 17;

    /// <summary>So many slots a place has.</summary>
    public const int Count = 16;

    /// <summary>How far an edge of the clause is told apart.</summary>
    private const int Edge = 6;

    /// <summary>The slots of the place before <paramref name="index"/> in a stretch without pauses.</summary>
    public static void Fill(ReadOnlySpan<char> stretch, int index, Span<int> slots)
    {
        char a = At(stretch, index - 3), b = At(stretch, index - 2), c = At(stretch, index - 1), d = At(stretch, index), e = At(stretch, index + 1), f = At(stretch, index + 2);
        slots[0] = Hash(0, c);
        slots[1] = Hash(1, d);
        slots[2] = Hash(2, b, c);
        slots[3] = Hash(3, d, e);
        slots[4] = Hash(4, c, d);
        slots[5] = Hash(5, a, b, c);
        slots[6] = Hash(6, d, e, f);
        slots[7] = Hash(7, b, c, d);
        slots[8] = Hash(8, c, d, e);
        slots[9] = Hash(9, b, c, d, e);
        slots[10] = Hash(10, b);
        slots[11] = Hash(11, e);
        slots[12] = Hash(12, a);
        slots[13] = Hash(13, f);
        slots[14] = Hash(14, (char)Math.Min(index, Edge));
        slots[15] = Hash(15, (char)Math.Min(stretch.Length - index, Edge));
    }

    private static char At(ReadOnlySpan<char> stretch, int index) => index >= 0 && index < stretch.Length ? stretch[index] : '^';

    private static int Hash(int kind, params ReadOnlySpan<char> gram) => Grams.Slot(kind, Slots, gram);
}
