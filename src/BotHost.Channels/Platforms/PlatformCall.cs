using Microsoft.AspNetCore.Http;

namespace BotHost.Channels.Platforms;

/// <summary>A call that a platform makes to the host.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path on the host; what the platform's settings page wants after the host's name.</param>
internal sealed record PlatformCall<TWebhook>(string Method, string Path, Func<TWebhook, HttpContext, Task<IResult>> Answer)
{
    /// <summary>The platform asks whether the address is ours.</summary>
    public static PlatformCall<TWebhook> Handshake(string path, Func<TWebhook, HttpContext, IResult> answer) => new(HttpMethods.Get, path, (webhook, http) => Task.FromResult(answer(webhook, http)));

    /// <summary>The platform brings something.</summary>
    public static PlatformCall<TWebhook> Push(string path, Func<TWebhook, HttpContext, Task<IResult>> answer) => new(HttpMethods.Post, path, answer);
}
