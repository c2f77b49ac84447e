namespace BotHost.Core.Matching;

/// <summary>How far apart two places are by the division tree, and how far somebody would go: the smallest division that holds both.</summary>
public enum Reach
{
    Village,
    Township,
    County,
    Prefecture,
    Province,
    Anywhere,
}

/// <summary>Division codes: 2 digits a province, 4 a prefecture, 6 a county, 9 a township, 12 a village.</summary>
public static class Divisions
{
    private static readonly int[] Digits = [12, 9, 6, 4, 2, 0];

    /// <summary>Digits of a code at this reach; 0 for anywhere.</summary>
    public static int DigitsAt(Reach reach) => Digits[(int)reach];

    /// <summary>True for a code of a known length made of digits.</summary>
    public static bool IsCode(string code) => code.Length > 0 && Array.IndexOf(Digits, code.Length) >= 0 && code.All(char.IsAsciiDigit);

    /// <summary>The smallest division that both codes are known to lie in. A coarse code is never taken to be near: an opening "in the county" is as far as the county.</summary>
    public static Reach Between(string a, string b)
    {
        for (var reach = Reach.Village; reach < Reach.Anywhere; reach++)
        {
            var digits = DigitsAt(reach);
            if (a.Length >= digits && b.Length >= digits && a.AsSpan(0, digits).SequenceEqual(b.AsSpan(0, digits))) return reach;
        }

        return Reach.Anywhere;
    }

    /// <summary>毛铺村民委员会 is 毛铺村 to those who live there.</summary>
    public static string AsSaid(string village) => village.Replace("村民委员会", "村", StringComparison.Ordinal).Replace("居民委员会", "", StringComparison.Ordinal).Replace("村委会", "村", StringComparison.Ordinal);

    /// <summary>The word of a file: village … anywhere; near_home, as residents say it, is the village. Null for any other word.</summary>
    public static Reach? Named(string word) => word switch
    {
        "village" or "near_home" => Reach.Village,
        "township" => Reach.Township,
        "county" => Reach.County,
        "prefecture" => Reach.Prefecture,
        "province" => Reach.Province,
        "anywhere" => Reach.Anywhere,
        _ => null,
    };
}
