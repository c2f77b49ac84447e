namespace BotHost.Core.Matching;

/// <summary>Places as people say them, as fine as matters at a distance.</summary>
internal sealed class PlaceWords(Func<string, string?> name)
{
    /// <summary>The village for the village, the township within the county, else prefecture and county. Empty when only what the listener shares is known.</summary>
    public string Of(string code, Reach reach) => reach switch
    {
        Reach.Village => Divisions.AsSaid(Named(code, 12)),
        Reach.Township => Named(code, 9),
        Reach.County => code.Length >= 9 ? Named(code, 9) : "",
        _ => Far(code),
    };

    /// <summary>For somebody who is told of one place without its distance.</summary>
    public string InCounty(string code) => code.Length >= 9 ? Named(code, 9) : code.Length >= 6 ? Named(code, 6) : Far(code);

    private string Far(string code) => code.Length switch
    {
        >= 6 => Named(code, 4) + Named(code, 6),
        >= 4 => Named(code, 4),
        _ => name(code) ?? "",
    };

    private string Named(string code, int digits) => code.Length >= digits ? name(code[..digits]) ?? code[..digits] : name(code) ?? code;
}
