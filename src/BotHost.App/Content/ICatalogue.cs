using BotHost.Core.Facts;

namespace BotHost.App.Content;

/// <summary>The facts of the content that is live now.</summary>
public interface ICatalogue
{
    FactCatalogue Current { get; }
}
