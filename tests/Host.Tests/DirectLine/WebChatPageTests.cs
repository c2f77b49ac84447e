using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Host.Tests.DirectLine;

public sealed partial class WebChatPageTests
{
    [Fact]
    public async Task Page_and_files_come_packed_guarded_and_are_kept_by_version()
    {
        await using var host = await DirectLineHost.StartAsync(settings: new() { ["WebChat:Title"] = "<石坪村>帮手" });
        using var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.Brotli }) { BaseAddress = host.Address };
        var page = await http.GetAsync("/", TestContext.Current.CancellationToken);
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains("<title>&lt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<石坪村>", html, StringComparison.Ordinal);
        Assert.DoesNotMatch(Inline(), html);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("no-cache", page.Headers.CacheControl!.ToString());

        var files = Files().Matches(html).Select(m => m.Value).Distinct().ToList();
        Assert.True(files.Count >= 6);
        foreach (var file in files)
        {
            var answer = await http.GetAsync(file, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            var old = await http.GetAsync(Regex.Replace(file, "/webchat/[^/]+/", "/webchat/older/"), TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.OK, "no-cache"), (old.StatusCode, old.Headers.CacheControl!.ToString()));
        }

        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/webchat/x/nothing.js", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/webchat/x/..%2f..%2fappsettings.json", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip, deflate", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("identity", "")]
    public async Task Each_phone_gets_the_packing_it_understands(string accepts, string sent)
    {
        await using var host = await DirectLineHost.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = host.Address };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Encoding", accepts);
        var page = await http.GetAsync("/", TestContext.Current.CancellationToken);
        Assert.Equal(sent, string.Join(',', page.Content.Headers.ContentEncoding));

        using var again = new HttpRequestMessage(HttpMethod.Get, "/");
        again.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(page.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, (await http.SendAsync(again, TestContext.Current.CancellationToken)).StatusCode);
    }

    [GeneratedRegex("""<style|<script(?![^>]* src=)|\son\w+=|\sstyle=""")]
    private static partial Regex Inline();

    [GeneratedRegex("""/webchat/[0-9a-f]{12}/[a-z.-]+""")]
    private static partial Regex Files();
}
