namespace BotHost.Understanding.Hardship;

/// <summary>One hardship told in two words: what it happened to, and what happened. Both are groups of the lexicon.</summary>
/// <param name="Thing">Group of what it happened to.</param>
/// <param name="Befell">Group of what happened.</param>
/// <param name="Within">So many characters may stand between them.</param>
/// <param name="NotBetween">A group that takes the thing's place when it stands between (玉米还没收,房子叫风刮倒了); null for none.</param>
/// <param name="Before">What happened may also be named first, so closely: 凑不齐学费.</param>
internal sealed record Pair(string Kind, string Thing, string Befell, int Within, string? NotBetween = null, int Before = -1)
{
    /// <summary>The kinds beside which this one is told as well; where any other is told it is only what follows from that. Null: beside all.</summary>
    public string[]? With { get; private init; }

    /// <summary>Fees of a school that cannot be paid.</summary>
    public static readonly Pair UnpaidFees = new("education", "school_fee", "cannot_pay", 30, Before: 4);

    /// <summary>An old or sick person who can do nothing alone.</summary>
    public static readonly Pair Dependent = new("elderly_care", "old_person", "helpless", 10, Before: 4) { With = [] };

    /// <summary>In the order in which they are told of: the first of those that stand alone is what is wrong.</summary>
    public static readonly Pair[] OfKinds =
    [
        new("crop_or_livestock_loss", "grown", "ruined", 16, "dwelling"),
        new("crop_or_livestock_loss", "grown", "spoilt", 8, "dwelling", Before: 4) { With = ["disaster"] },
        new("housing", "house.noun", "house.bad", 14),
        new("housing", "house.noun", "house.unaffordable", 6, Before: 4) { With = [] },
        UnpaidFees,
        new("education", "schooling.cost", "cannot_afford", 8, Before: 8) { With = [] },
        new("fraud", "lure", "money_gone", 24),
        new("fraud", "fee_asked", "paid_over", 24),
        new("wage_arrears", "worked", "unpaid", 14),
        new("wage_arrears", "employer", "unpaid", 8) { With = [] },
        new("wage_arrears", "wages", "withheld", 8, Before: 6) { With = [] },
        new("death", "mortal", "died", 5, "grown") { With = ["accident", "illness", "disaster", "child_care", "debt"] },
        new("disaster", "element", "destroyed", 8) { With = ["crop_or_livestock_loss", "death"] },
        new("disaster", "destroyed", "by_element", 8) { With = ["crop_or_livestock_loss", "death"] },
        new("accident", "machine", "hurt", 6) { With = ["death"] },
        new("accident", "hurt", "body", 3) { With = [] },
        Dependent,
        new("child_care", "small_child", "uncared", 8, Before: 6) { With = [] },
        new("child_care", "parent_of_child", "left_child", 6) { With = [] },
        new("unemployment", "workplace", "closed", 6) { With = [] },
        new("unemployment", "workplace", "turned_away", 6, Before: 2) { With = [] },
        new("income_drop", "earning", "lessened", 6, Before: 2) { With = [] },
        new("debt", "owed_for", "on_credit", 8, Before: 6) { With = [] },
    ];
}
