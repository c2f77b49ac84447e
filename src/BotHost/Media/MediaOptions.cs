namespace BotHost.Media;

/// <summary>Section <c>Media</c>.</summary>
internal sealed class MediaOptions
{
    public const string Section = "Media";

    /// <summary>Address of a ClamAV daemon (<c>host:port</c>); empty: photos are drawn anew but not scanned.</summary>
    public string ClamAv { get; set; } = "";
}
