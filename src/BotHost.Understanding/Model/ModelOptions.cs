namespace BotHost.Understanding.Model;

/// <summary>The model that may help reading, section <c>Understanding:Model</c>. Off until <see cref="Kind"/> names one.</summary>
public sealed class ModelOptions
{
    public const string Section = "Understanding:Model";

    /// <summary>Empty (off), <c>azure-openai</c>, or <c>openai</c> for any endpoint that speaks that protocol.</summary>
    public string Kind { get; set; } = "";

    /// <summary>Base address: <c>https://NAME.openai.azure.com</c>, or with the version part for others (<c>http://localhost:8000/v1</c>).</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>Name of the model, or of the Azure deployment.</summary>
    public string Model { get; set; } = "";

    public string ApiKey { get; set; } = "";

    /// <summary>Where the endpoint processes data; must be one of <c>Understanding:AllowedRegions</c>.</summary>
    public string Region { get; set; } = "";

    /// <summary>After this long the turn goes on without the model.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(4);

    public bool On => Kind.Length > 0;
}
