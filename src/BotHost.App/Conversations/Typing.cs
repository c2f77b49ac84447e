using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotHost.App.Conversations;

/// <summary>A channel's way to show that an answer is being written. It is shown or not: nothing depends on it and nothing is stored.</summary>
public interface ITypingSign
{
    string Channel { get; }

    /// <param name="accountAddress">Where answers go, as for <see cref="Outbox.OutgoingTurn.AccountAddress"/>.</param>
    Task ShowAsync(string conversationId, string accountAddress, CancellationToken cancellation);
}

/// <summary>Lets people see that a turn which takes long (a model reads, a recording is written down) is being worked on.</summary>
public sealed class Typing(IEnumerable<ITypingSign> signs, TimeProvider clock, IOptions<TurnOptions> options, ILogger<Typing> log)
{
    /// <summary>Channels show it for some five seconds.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, ITypingSign> signs = signs.ToDictionary(s => s.Channel, StringComparer.Ordinal);

    /// <summary>Shows it while <paramref name="work"/> goes on, from <see cref="TurnOptions.TypingAfter"/> on. Returns at once; neither waits nor fails.</summary>
    public void While(Task work, InboundActivity inbound)
    {
        if (signs.TryGetValue(inbound.Channel, out var sign)) _ = ShowAsync(sign, work, inbound);
    }

    private async Task ShowAsync(ITypingSign sign, Task work, InboundActivity inbound)
    {
        try
        {
            for (var wait = options.Value.TypingAfter; !await EndsWithinAsync(work, wait); wait = Again)
            {
                using var limit = new CancellationTokenSource(Again, clock);
                await sign.ShowAsync(inbound.ConversationId, inbound.ReplyTo ?? inbound.AccountAddress, limit.Token);
            }
        }
        catch (Exception e)
        {
            log.LogDebug("Typing could not be shown on {Channel}: {Kind}", inbound.Channel, e.GetType().Name);
        }
    }

    private async Task<bool> EndsWithinAsync(Task work, TimeSpan wait)
    {
        using var over = new CancellationTokenSource();
        var first = await Task.WhenAny(work, Task.Delay(wait, clock, over.Token));
        await over.CancelAsync();
        return first == work;
    }
}
