using BotHost.Understanding.Model;
using Microsoft.SemanticKernel.AudioToText;
using Microsoft.SemanticKernel.Connectors.AzureOpenAI;
using Microsoft.SemanticKernel.Connectors.OpenAI;

namespace BotHost.Understanding.Speech;

#pragma warning disable SKEXP0001, SKEXP0010 // audio to text is still marked as experimental in Semantic Kernel
internal static class SpeechEndpoint
{
    /// <exception cref="EndpointRefusedException">The settings name the section and the setting to change.</exception>
    public static IAudioToTextService Open(SpeechOptions options, IReadOnlyCollection<string> allowedRegions, HttpMessageHandler? transport = null)
    {
        var endpoint = ModelEndpoint.Checked(SpeechOptions.Section, options.Kind, options.Endpoint, options.Model, options.Region, options.TimeLimit, allowedRegions);
        if (options.Kind == "azure-openai") return new AzureOpenAIAudioToTextService(options.Model, endpoint.ToString(), options.ApiKey, httpClient: ModelEndpoint.Client(ModelEndpoint.LongestAnswer, transport));
        // This connector takes the address from the client.
        var client = ModelEndpoint.Client(ModelEndpoint.LongestAnswer, transport);
        client.BaseAddress = endpoint;
        return new OpenAIAudioToTextService(options.Model, options.ApiKey.Length == 0 ? "none" : options.ApiKey, httpClient: client);
    }
}
#pragma warning restore SKEXP0001, SKEXP0010
