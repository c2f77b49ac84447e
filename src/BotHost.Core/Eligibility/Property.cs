using System.Collections.Immutable;
using BotHost.Core.Expressions;
using BotHost.Core.Facts;

namespace BotHost.Core.Eligibility;

/// <summary>Homes as the property rules count them (豫民〔2021〕5号: freehold and homestead houses both count).</summary>
internal static class Property
{
    private static readonly string[] Strangers = ["neighbour", "neighbor", "friend", "relative", "cousin", "outsider", "non_member", "not_member", "邻居", "朋友", "亲戚", "外人"];

    private const string Extra = "assets.extra";

    /// <summary>Yuan a person, as the question words it: below the limit of twice the lowest line a county of Henan may set (420 a month), and above three times any.</summary>
    private const decimal LittleEach = 10_000, MuchEach = 50_000;

    /// <summary>Cars, homes and shares as far as they follow from the one question about all of them; null while it was not answered.</summary>
    public static Derivation? FromExtra(Circumstances c, string factId)
    {
        if (c.Find(Extra) is not FactValue.Set told) return null;
        return factId switch
        {
            "assets.cars" => told.Values.Contains("car") || told.Values.Contains("own_car") ? AtLeast(1, "assets.vehicles") : Derivation.Of(0, Extra),
            "assets.deposits" => Savings(c, told),
            "assets.company_capital" => told.Values.Contains("company") ? AtLeast(1, factId) : Derivation.Of(0, Extra),
            _ => Derivation.Of(told.Values.Contains("third_home") ? 3 : told.Values.Contains("second_home") ? 2 : 1, Extra),
        };
    }

    /// <summary>Savings in bands of each person's part: little passes everywhere, much passes nowhere, and between them the amount is asked for.</summary>
    private static Derivation Savings(Circumstances c, FactValue.Set told)
    {
        if (told.Values.Contains("savings")) return AtLeast(1, "assets.deposits");
        var (little, much) = (told.Values.Contains("savings_little"), told.Values.Contains("savings_much"));
        if (!little && !much) return Derivation.Of(0, Extra);
        if (c.Amount("household.counted") is not { Approximate: false, Value: var people }) return AtLeast(1, "assets.deposits");
        return little ? new(new FactValue.Number(1, 1, people * LittleEach - 1), ["assets.deposits"], [Extra]) : AtLeast(people * MuchEach, "assets.deposits");
    }

    private static Derivation AtLeast(decimal amount, string missing) => new(new FactValue.Number(amount, amount, Span.Unbounded), [missing], [Extra]);

    /// <summary>The homes as a list, from the short answers: one, and what its check said; a second home, a shop.</summary>
    public static Derivation? ToldHomes(Circumstances c)
    {
        if (c.Find(Extra) is not FactValue.Set told) return null;
        var danger = c.Word("assets.home_danger");
        var further = told.Values.Contains("third_home") ? 2 : told.Values.Contains("second_home") ? 1 : 0;
        var home = ImmutableSortedDictionary<string, FactValue>.Empty.Add("kind", new FactValue.Choice("home"));
        home = home.Add("sole_residence", FactValue.Of(further == 0));
        // 危房 by a survey is C or D; what was not surveyed is open.
        if (danger is "C" or "D" || (danger is null && told.Values.Contains("dangerous_home"))) home = home.Add("danger_grade", new FactValue.Choice(danger ?? "C"));
        if (danger is "safe" || (danger is null && !told.Values.Contains("dangerous_home") && !told.Values.Contains("unchecked_home"))) home = home.Add("danger_grade", new FactValue.Choice("B"));
        var homes = ImmutableArray.Create(home);
        for (var i = 0; i < further; i++) homes = homes.Add(home.Remove("danger_grade").Add("danger_grade", new FactValue.Choice("B")));
        if (told.Values.Contains("shop")) homes = homes.Add(ImmutableSortedDictionary<string, FactValue>.Empty.Add("kind", new FactValue.Choice("shop")).Add("danger_grade", new FactValue.Choice("B")).Add("sole_residence", FactValue.Of(false)));
        return new(new FactValue.List(homes), ["assets.homes"], danger is null ? [Extra] : [Extra, "assets.home_danger"]);
    }

    /// <summary>The vehicles as a list, from the kinds that were named.</summary>
    public static Derivation? ToldVehicles(Circumstances c)
    {
        var extra = c.Find(Extra) as FactValue.Set;
        if (c.Find("assets.vehicle_kinds") is not FactValue.Set kinds)
        {
            // A car for the family bars by itself, whatever else there is.
            return extra?.Values.Contains("own_car") == true ? new(new FactValue.List([Vehicle("own_car")]), extra.Values.Contains("car") ? ["assets.vehicle_kinds"] : [], [Extra]) : null;
        }

        if (extra?.Values.Contains("own_car") == true && !kinds.Values.Contains("own_car")) return new(new FactValue.List([Vehicle("own_car"), .. kinds.Values.Select(Vehicle)]), [], [Extra, "assets.vehicle_kinds"]);
        return new(new FactValue.List([.. kinds.Values.Select(Vehicle)]), [], ["assets.vehicle_kinds"]);
    }

    private static ImmutableSortedDictionary<string, FactValue> Vehicle(string kind)
    {
        var (name, business, sole) = kind switch { "own_car" => ("car", false, false), "livelihood" => ("van", true, true), "work" => ("van", true, false), _ => (kind, false, false) };
        return ImmutableSortedDictionary<string, FactValue>.Empty.Add("kind", new FactValue.Choice(name)).Add("use", new FactValue.Choice(business ? "business" : "private")).Add("sole_livelihood", FactValue.Of(sole));
    }

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
        if (c.Find("assets.homes_sqm") is FactValue.Number all) return new(all, all.Approximate ? ["assets.homes_sqm"] : [], ["assets.homes_sqm"]);
        if (c.Find("assets.homes") is not FactValue.List list) return Derivation.Unknown("assets.homes");
        if (c.Find(Extra) is FactValue.Set) return Derivation.Unknown("assets.homes_sqm");
        var areas = list.Items.Where(i => i.GetValueOrDefault("kind") is not FactValue.Choice { Value: not "home" }).Select(i => (i.GetValueOrDefault("area_sqm") as FactValue.Number)?.Value).ToList();
        return areas.Contains(null) || areas.Count < (c.Number("assets.houses") ?? 0) ? Derivation.Unknown("assets.homes") : Derivation.Of(areas.Sum(a => a!.Value), "assets.homes");
    }
}
