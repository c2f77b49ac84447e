using BotHost.App.Understanding;
using BotHost.Core.Facts;
using BotHost.Core.Readings;
using Microsoft.Extensions.Logging;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Connectors.OpenAI;
using OpenAI.Chat;

namespace BotHost.Understanding.Model;

/// <summary>
/// Reads by rules first. Where they left words unexplained, and the resident agreed to a model, the model may fill what is missing in a closed
/// form; each of its facts must pass <see cref="LiteralEvidence"/>. It never changes what the rules read, never hears danger, never ends
/// anything, and a turn never waits longer for it than its time limit or fails because of it.
/// </summary>
internal sealed partial class ModelReader(RuleReader rules, FactCatalogue catalogue, ClosedForm form, ReadPrompt prompt, IChatCompletionService chat, ModelOptions options, ModelCounts counts, ILogger<ModelReader> log) : IReader
{
    /// <summary>Intents with consequences: only the rules and the resident's own words may bring them about.</summary>
    private static readonly string[] NeverByModel = ["crisis", "delete-my-data", "unsubscribe", "cancel", "affirm", "deny", "answer-offer"];

    private readonly LiteralEvidence evidence = new(rules, form);

    public async ValueTask<Reading> ReadAsync(string text, ReadingContext context, CancellationToken cancellation)
    {
        var read = await rules.ReadAsync(text, context, cancellation);
        if (!context.ModelAllowed || text.Length > LongMessages.Piece * 4 || read.Urgent is not null || read.Answer != AnswerKind.None || !rules.LeftWords(text, read)) return read;
        var sent = Redaction.Of(text, read, catalogue);
        var answer = await AskAsync(sent, context, cancellation);
        return answer is null ? read : Join(read, answer, sent, context);
    }

    private Reading Join(Reading read, ModelAnswer answer, string sent, ReadingContext context)
    {
        var joined = read with { Reader = "rules+" + options.Model };
        foreach (var claimed in answer.Facts)
        {
            var (verdict, fact, doubt) = evidence.Check(sent, claimed, joined, context);
            counts.Checked(verdict);
            if (fact is not null) joined = joined with { Facts = joined.Facts.Add(fact) };
            if (doubt is not null) joined = joined with { Doubts = joined.Doubts.Add(doubt) };
        }

        return joined.Intent == "none" && answer.Intent != "none" && form.Intents.Contains(answer.Intent) && !NeverByModel.Contains(answer.Intent) ? joined with { Intent = answer.Intent, Confidence = 0.5 } : joined;
    }

    private async Task<ModelAnswer?> AskAsync(string sent, ReadingContext context, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(options.TimeLimit);
        try
        {
            // Waiting for the limit itself: an endpoint that ignores being cancelled must not hold the turn.
            var reply = await CompleteAsync(sent, context, limit.Token).WaitAsync(limit.Token);
            var answer = ModelAnswer.Parse(reply);
            counts.Called(answer is null ? "unreadable" : "answered");
            return answer;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            counts.Called("late");
            LogWithout("it took too long");
            return null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever a foreign endpoint does, the rules' reading stands. The exception's text may quote words of a resident: only its kind is logged.
            counts.Called("failed");
            LogWithout(e.GetType().Name);
            return null;
        }
    }

    private async Task<string?> CompleteAsync(string sent, ReadingContext context, CancellationToken cancellation)
    {
        var values = new Dictionary<string, string>
        {
            ["intents"] = string.Join(",", form.Intents), ["facts"] = form.Lines, ["today"] = context.Today.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            ["expecting"] = context.Expecting ?? "", ["message"] = sent,
        };
        var history = new ChatHistory(ReadPrompt.Fill(prompt.System, values));
        history.AddUserMessage(ReadPrompt.Fill(prompt.User, values));
        var settings = new OpenAIPromptExecutionSettings
        {
            Temperature = 0, MaxTokens = 1200,
            ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat("reading", form.SchemaBytes, jsonSchemaIsStrict: true),
        };
        var replies = await chat.GetChatMessageContentsAsync(history, settings, cancellationToken: cancellation);
        return replies.Count == 0 ? null : replies[0].Content;
    }

    [LoggerMessage(LogLevel.Warning, "The reading model gave nothing ({Why}); the turn goes on with what the rules read")]
    private partial void LogWithout(string why);
}
