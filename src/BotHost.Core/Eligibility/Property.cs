using BotHost.Core.Facts;

namespace BotHost.Core.Eligibility;

/// <summary>Homes as the property rules count them (豫民〔2021〕5号: freehold and homestead houses both count).</summary>
internal static class Property
{
    private static readonly string[] Strangers = ["neighbour", "neighbor", "friend", "relative", "cousin", "outsider", "non_member", "not_member", "邻居", "朋友", "亲戚", "外人"];

    /// <summary>Dwellings of the household; a shop turned from the only home is a dwelling.</summary>
    public static Derivation Homes(Circumstances c) => c.Find("assets.homes") is FactValue.List list
        ? Derivation.Of(Math.Max(list.Items.Count(i => i.GetValueOrDefault("kind") is not FactValue.Choice { Value: not "home" }), c.Number("assets.houses") ?? 0), "assets.homes")
        : c.Amount("assets.houses") is { } said ? new(said, said.Approximate ? ["assets.houses"] : [], ["assets.houses"]) : Derivation.Unknown("assets.houses");

    /// <summary>
    /// The vehicles in the name of somebody who counts; a name that belongs to nobody of the household (a grown son who lives away) does not bar.
    /// An empty or unreadable owner is taken as the household's.
    /// </summary>
    public static Derivation Vehicles(Circumstances c)
    {
        if (c.Find("assets.vehicles") is not FactValue.List list)
        {
            return c.Number("assets.cars") switch
            {
                0 => new(new FactValue.List([]), [], ["assets.cars"]),
                null => Derivation.Unknown("assets.cars"),
                _ => Derivation.Unknown("assets.vehicles"),
            };
        }

        return new(new FactValue.List([.. list.Items.Where(v => !Elsewhere(v.GetValueOrDefault("owner")?.ToString() ?? "", c))]), ["assets.vehicles"], ["assets.vehicles"]);
    }

    private static bool Elsewhere(string owner, Circumstances c)
    {
        var named = c.Members.Where(m => m.Relation == owner).ToList();
        if (named.Count > 0) return named.All(m => !m.Counts);
        return Strangers.Any(s => owner.Contains(s, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Floor area of all dwellings; unknown while one of them is.</summary>
    public static Derivation Area(Circumstances c)
    {
        if (c.Find("assets.homes") is not FactValue.List list) return Derivation.Unknown("assets.homes");
        var areas = list.Items.Where(i => i.GetValueOrDefault("kind") is not FactValue.Choice { Value: not "home" }).Select(i => (i.GetValueOrDefault("area_sqm") as FactValue.Number)?.Value).ToList();
        return areas.Contains(null) || areas.Count < (c.Number("assets.houses") ?? 0) ? Derivation.Unknown("assets.homes") : Derivation.Of(areas.Sum(a => a!.Value), "assets.homes");
    }
}
