using BotHost.App.Outbox;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Telegram.Bot.Requests;
using Telegram.Bot.Types.Enums;

namespace BotHost.Channels.Telegram;

/// <summary>Tells Telegram at each start where to call, when <see cref="TelegramOptions.PublicUrl"/> says so.</summary>
internal sealed class TelegramRegistration(TelegramApi api, IOptions<TelegramOptions> options, TimeProvider clock, ILogger<TelegramRegistration> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.PublicUrl.Length == 0) return;
        var request = new SetWebhookRequest
        {
            Url = options.Value.PublicUrl.TrimEnd('/') + TelegramSetup.Path, SecretToken = options.Value.SecretToken,
            AllowedUpdates = [UpdateType.Message, UpdateType.EditedMessage, UpdateType.CallbackQuery, UpdateType.MyChatMember],
        };
        while (await api.SendAsync(request, stoppingToken) is { Outcome: not SendOutcome.Sent } refusal)
        {
            log.LogError("Telegram did not take the callback address: {Detail}", refusal.Detail);
            if (refusal.Outcome != SendOutcome.Retry) return;
            await Task.Delay(refusal.RetryAfter ?? TimeSpan.FromMinutes(1), clock, stoppingToken);
        }
    }
}
