namespace BotHost.Channels.Platforms;

/// <summary>Settings of a platform.</summary>
public interface IPlatformOptions
{
    /// <summary>Where they stand in the configuration.</summary>
    static abstract string Section { get; }

    /// <summary>False: the channel is off and nothing of it is there.</summary>
    bool IsOn { get; }

    /// <summary>Base address of the platform's API.</summary>
    string ApiUrl { get; }

    /// <summary>What is wrong with the settings, in words for whoever set them; empty when nothing is.</summary>
    IEnumerable<string> Problems();
}
