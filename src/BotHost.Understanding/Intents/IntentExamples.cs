namespace BotHost.Understanding.Intents;

/// <summary>What people say for each intent.</summary>
internal sealed class IntentExamples
{
    public const string File = "dialogs/intents.yaml";
}
