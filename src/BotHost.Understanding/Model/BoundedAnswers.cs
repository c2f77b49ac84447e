namespace BotHost.Understanding.Model;

/// <summary>Reads an answer up to a limit; a longer one fails instead of filling memory.</summary>
internal sealed class BoundedAnswers(int longest) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var bytes = new MemoryStream();
        var buffer = new byte[8192];
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (bytes.Length + read > longest)
            {
                response.Dispose();
                throw new HttpRequestException($"the answer is longer than {longest} bytes");
            }

            bytes.Write(buffer, 0, read);
        }

        var content = new ByteArrayContent(bytes.ToArray());
        foreach (var (name, values) in response.Content.Headers) content.Headers.TryAddWithoutValidation(name, values);
        response.Content = content;
        return response;
    }
}
