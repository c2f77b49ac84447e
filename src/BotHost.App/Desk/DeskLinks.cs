namespace BotHost.App.Desk;

/// <summary>Addresses that a cadre's chat shows.</summary>
public static class DeskLinks
{
    public const string OncePath = "/console/once";

    /// <summary>The part of a link before its token; null while no public address is configured.</summary>
    public static string? OnceAddress(DeskOptions options) => options.PublicUrl.Length == 0 ? null : options.PublicUrl.TrimEnd('/') + OncePath + "/";
}
