using System.Security.Cryptography;
using System.Text.Json;
using BotHost.App.BackOffice;

namespace BotHost.BackOffice;

/// <summary>Sends signed events from the sandbox to this host, as a back-office would.</summary>
internal sealed class SandboxNews(IHttpClientFactory clients, BackOfficeAddress address, BackOfficeCredentials credentials, TimeProvider clock)
{
    public const string Client = "sandbox-news";

    /// <returns>The status of the answer; 0 when the host could not be reached.</returns>
    public async Task<int> SendAsync(string type, object data, CancellationToken cancellation)
    {
        if (address.Own() is not { } own) return 0;
        var now = clock.GetUtcNow();
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            specversion = "1.0", id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12)), source = "/sandbox", type, time = now, datacontenttype = "application/json", data,
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(own, BackOfficeEndpoints.Path)) { Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/cloudevents+json") } } };
        request.Headers.Add(HostSignature.Header, HostSignature.Sign(credentials.SandboxKey, now, body));
        using var client = clients.CreateClient(Client);
        try
        {
            using var response = await client.SendAsync(request, cancellation);
            return (int)response.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return 0;
        }
    }
}
