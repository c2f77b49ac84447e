using System.Collections.Concurrent;
using System.Net;

namespace EndToEnd.Crash;

/// <summary>A back-office that outlives the host and counts what it is handed, by idempotency key.</summary>
internal sealed class BackOfficeSink : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly ConcurrentDictionary<string, ConcurrentBag<string>> taken = new();

    public BackOfficeSink(int port)
    {
        Url = $"http://127.0.0.1:{port}/claims/";
        listener.Prefixes.Add(Url);
        listener.Start();
        _ = ServeAsync();
    }

    public string Url { get; }

    /// <summary>Bodies by key: more than one body under a key is the same delivery tried again, which the key makes harmless.</summary>
    public IReadOnlyDictionary<string, ConcurrentBag<string>> Taken => taken;

    public void Dispose() => listener.Close();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream);
                taken.GetOrAdd(context.Request.Headers["Idempotency-Key"]!, _ => []).Add(await reader.ReadToEndAsync());
                context.Response.StatusCode = 201;
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
