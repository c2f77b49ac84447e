namespace BotHost.Understanding.Speech;

/// <summary>The service that turns voice messages into words, section <c>Understanding:Speech</c>. Off until <see cref="Kind"/> names one.</summary>
public sealed class SpeechOptions
{
    public const string Section = "Understanding:Speech";

    /// <summary>Empty (off), <c>azure-openai</c>, or <c>openai</c> for any endpoint that speaks that protocol.</summary>
    public string Kind { get; set; } = "";

    public string Endpoint { get; set; } = "";

    /// <summary>Name of the model (<c>whisper-1</c>), or of the Azure deployment.</summary>
    public string Model { get; set; } = "";

    public string ApiKey { get; set; } = "";

    /// <summary>Where the endpoint processes data; must be one of <c>Understanding:AllowedRegions</c>.</summary>
    public string Region { get; set; } = "";

    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Larger recordings are not sent.</summary>
    public int LargestBytes { get; set; } = 10 * 1024 * 1024;

    public bool On => Kind.Length > 0;
}
