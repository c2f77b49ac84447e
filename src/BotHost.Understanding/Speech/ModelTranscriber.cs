using BotHost.App.Understanding;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.AudioToText;
using Microsoft.SemanticKernel.Connectors.OpenAI;

namespace BotHost.Understanding.Speech;

#pragma warning disable SKEXP0001, SKEXP0010 // audio to text is still marked as experimental in Semantic Kernel
/// <summary>Transcribes through Semantic Kernel's audio-to-text. Whatever the service does, no turn fails: nothing heard is an answer too.</summary>
internal sealed class ModelTranscriber(IAudioToTextService service, SpeechOptions options) : ITranscriber
{
    /// <summary>A voice message of a minute is some three hundred characters; what is far longer was not heard but made up.</summary>
    private const int LongestText = 4000;

    /// <summary>Kinds of recordings channels give, with the file name that tells the service how to decode them.</summary>
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["audio/amr"] = "voice.amr", ["audio/mpeg"] = "voice.mp3", ["audio/mp3"] = "voice.mp3", ["audio/ogg"] = "voice.ogg", ["audio/opus"] = "voice.ogg", ["audio/wav"] = "voice.wav",
        ["audio/x-wav"] = "voice.wav", ["audio/mp4"] = "voice.m4a", ["audio/m4a"] = "voice.m4a", ["audio/x-m4a"] = "voice.m4a", ["audio/webm"] = "voice.webm", ["audio/silk"] = "voice.silk",
    };

    public async Task<Transcript?> HearAsync(ReadOnlyMemory<byte> recording, string contentType, CancellationToken cancellation)
    {
        var kind = contentType.Split(';')[0].Trim();
        if (recording.IsEmpty || recording.Length > options.LargestBytes || !Names.TryGetValue(kind, out var name)) return null;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(options.TimeLimit);
        try
        {
            var settings = new OpenAIAudioToTextExecutionSettings(name) { Language = "zh", ResponseFormat = "json", Temperature = 0 };
            var heard = await service.GetTextContentsAsync(new AudioContent(recording, kind), settings, cancellationToken: limit.Token).WaitAsync(limit.Token);
            var text = string.Concat(heard.Select(t => t.Text)).Trim();
            return text.Length is 0 or > LongestText ? null : new(text, null);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return null;
        }
    }
}
#pragma warning restore SKEXP0001, SKEXP0010
