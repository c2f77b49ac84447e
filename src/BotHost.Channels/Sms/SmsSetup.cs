using BotHost.App.Outbox;
using BotHost.Channels.WxCrypt;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
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
    public static IServiceCollection AddSms(this IServiceCollection services, IConfiguration configuration)
    {
        if (!services.AddPlatform<SmsOptions>(configuration, SmsOptions.Section, SmsGateway.Client)) return services;
        services.AddSingleton<SmsGateway>().AddSingleton<SmsTaken>().AddSingleton<SmsNotices>().AddSingleton<SmsWebhook>();
        services.AddSingleton<IContentFreeNotices>(s => s.GetRequiredService<SmsNotices>());
        return services.AddSingleton<IChannelSender, SmsSender>();
    }

    /// <summary>Nothing is mapped while the channel is off.</summary>
    public static IEndpointRouteBuilder MapSms(this IEndpointRouteBuilder endpoints)
    {
        if (endpoints.ServiceProvider.GetService<SmsWebhook>() is null) return endpoints;
        endpoints.MapPost(Path + "/receipts", (HttpContext http, SmsWebhook sms) => sms.ReceiptsAsync(http)).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        endpoints.MapPost(Path + "/replies", (HttpContext http, SmsWebhook sms) => sms.RepliesAsync(http)).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        return endpoints;
    }
}
