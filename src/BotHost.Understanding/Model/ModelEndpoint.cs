using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Connectors.AzureOpenAI;
using Microsoft.SemanticKernel.Connectors.OpenAI;

namespace BotHost.Understanding.Model;

/// <summary>Settings of a model or speech endpoint that cannot be used; the host does not start on them.</summary>
public sealed class EndpointRefusedException(string message) : Exception(message);

/// <summary>Makes the chat of a configured endpoint, or says why it is refused.</summary>
internal static class ModelEndpoint
{
    /// <summary>Longer answers are cut off: a closed form never needs more.</summary>
    public const int LongestAnswer = 64 * 1024;

    /// <exception cref="EndpointRefusedException">The settings name the section and the setting to change.</exception>
    public static IChatCompletionService Chat(ModelOptions options, IReadOnlyCollection<string> allowedRegions, HttpMessageHandler? transport = null)
    {
        var endpoint = Checked(ModelOptions.Section, options.Kind, options.Endpoint, options.Model, options.Region, options.TimeLimit, allowedRegions);
        var client = Client(LongestAnswer, transport);
        return options.Kind == "azure-openai"
            ? new AzureOpenAIChatCompletionService(options.Model, endpoint.ToString(), options.ApiKey, httpClient: client)
#pragma warning disable SKEXP0010 // the address of a compatible endpoint is given by this constructor only
            : new OpenAIChatCompletionService(options.Model, endpoint, options.ApiKey.Length == 0 ? "none" : options.ApiKey, httpClient: client);
#pragma warning restore SKEXP0010
    }

    public static HttpClient Client(int longestAnswer, HttpMessageHandler? transport) =>
        new(new BoundedAnswers(longestAnswer) { InnerHandler = transport ?? new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) } }) { Timeout = TimeSpan.FromMinutes(1) };

    public static Uri Checked(string section, string kind, string address, string model, string region, TimeSpan limit, IReadOnlyCollection<string> allowedRegions)
    {
        if (kind is not ("azure-openai" or "openai")) throw new EndpointRefusedException($"{section}:Kind is '{kind}'; use azure-openai or openai, or leave it empty to switch it off");
        if (!Uri.TryCreate(address, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https")) throw new EndpointRefusedException($"{section}:Endpoint is no http(s) address");
        if (endpoint.Scheme == "http" && !endpoint.IsLoopback) throw new EndpointRefusedException($"{section}:Endpoint must use https, unless it is on this machine");
        if (model.Length == 0) throw new EndpointRefusedException($"{section}:Model is empty; name the model or the deployment");
        if (limit <= TimeSpan.Zero || limit > TimeSpan.FromMinutes(2)) throw new EndpointRefusedException($"{section}:TimeLimit must be more than nothing and at most two minutes");
        if (region.Length == 0 || !allowedRegions.Contains(region, StringComparer.OrdinalIgnoreCase))
            throw new EndpointRefusedException($"{section}:Region is '{region}', which is not among Understanding:AllowedRegions ({string.Join(", ", allowedRegions)}); residents' data must not leave the allowed regions");
        return endpoint;
    }
}
