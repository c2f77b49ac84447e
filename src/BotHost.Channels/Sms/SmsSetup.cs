using BotHost.Channels.Platforms;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BotHost.Channels.Sms;

/// <summary>Short messages through a gateway: notices without content out, answers and 退订 in. Rests on <c>IInbox</c>, <c>IOptOuts</c> and the outbox; settings: <see cref="SmsOptions"/>.</summary>
public static class SmsSetup
{
    public const string Channel = SmsDecoder.Channel;

    public const string Path = "/channels/sms";

    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The section is there but wrong; the message says what to change.</exception>
    public static IServiceCollection AddSms(this IServiceCollection services, IConfiguration configuration) =>
        services.AddPlatform<SmsOptions, SmsWebhook, SmsSender>(configuration, SmsGateway.Client, on => on.AddSingleton<SmsGateway>());

    /// <summary>True where phones can be told that there is news.</summary>
    public static bool IsOn(IConfiguration configuration) => configuration.GetSection(SmsOptions.Section).Get<SmsOptions>()?.IsOn == true;

    /// <summary>Nothing is mapped while the channel is off.</summary>
    public static IEndpointRouteBuilder MapSms(this IEndpointRouteBuilder endpoints) => endpoints.MapPlatform(
        PlatformCall<SmsWebhook>.Push(Path + "/receipts", (webhook, http) => webhook.ReceiptsAsync(http)),
        PlatformCall<SmsWebhook>.Push(Path + "/replies", (webhook, http) => webhook.RepliesAsync(http)));
}
