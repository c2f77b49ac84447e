namespace BotHost.Understanding.People;

/// <summary>Who a word names, seen from the speaker.</summary>
internal enum Kin
{
    /// <summary>我, 俺, 本人.</summary>
    Self,
    /// <summary>俺家, 全家: the household as a whole.</summary>
    Household,
    Spouse, Son, Daughter, Child, Father, Mother, Parents, Grandparent, Grandchild, Sibling,
    /// <summary>大伯, 姑, 舅: kin who keep their own household.</summary>
    Elder,
    /// <summary>他, 她: whoever was spoken of last.</summary>
    Pronoun,
    /// <summary>Neighbours, workmates, other people: what happens to them is not ours.</summary>
    Outside,
}

/// <param name="Start">First character, possessive included (俺男人).</param>
/// <param name="End">One past the last.</param>
/// <param name="Oblique">True when the person only stands beside the deed (跟邻居借, 给娃交): the words after it are not about them.</param>
internal sealed record Mention(Kin Kin, int Start, int End, bool Oblique)
{
    /// <summary>From this character on nothing more is told of them.</summary>
    public int Until { get; init; } = int.MaxValue;

    /// <summary>True for 她.</summary>
    public bool IsShe { get; init; }
}
