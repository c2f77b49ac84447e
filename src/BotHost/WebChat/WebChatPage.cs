using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;

namespace BotHost.WebChat;

/// <summary>One file of the page as it goes over the wire, in each encoding browsers ask for.</summary>
internal sealed record PageFile(string Name, string ContentType, byte[] Plain, byte[] Gzip, byte[] Brotli, string Tag);

/// <summary>
/// The web chat page. Its files are inside the program (no folder to find, whatever directory the host was started from), are
/// packed once at start, and stand under an address that changes with their content, so that a phone fetches them once.
/// </summary>
internal sealed class WebChatPage
{
    public const string Worker = "worker.js";
    private const string Folder = "WebChat.Page.";

    private static readonly Dictionary<string, string> Types = new()
    {
        [".html"] = "text/html; charset=utf-8", [".css"] = "text/css; charset=utf-8", [".js"] = "text/javascript; charset=utf-8", [".svg"] = "image/svg+xml",
    };

    private static readonly string[] Filled = ["index.html", Worker];

    private readonly Dictionary<string, PageFile> files = [];

    public WebChatPage(string title)
    {
        var assembly = typeof(WebChatPage).Assembly;
        var sources = assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .ToDictionary(n => n[Folder.Length..], n => Read(assembly, n));
        Version = Hash([.. sources.Values.SelectMany(s => s), .. Encoding.UTF8.GetBytes(title)]);
        foreach (var (name, source) in sources) files[name] = Pack(name, Filled.Contains(name) ? Fill(source, title) : source);
    }

    /// <summary>Changes when any file changes.</summary>
    public string Version { get; }

    public PageFile? Find(string name) => files.GetValueOrDefault(name);

    private byte[] Fill(byte[] source, string title) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(source)
        .Replace("{{title}}", HtmlEncoder.Default.Encode(title), StringComparison.Ordinal).Replace("{{version}}", Version, StringComparison.Ordinal));

    private static PageFile Pack(string name, byte[] plain) =>
        new(name, Types[Path.GetExtension(name)], plain, Squeeze(plain, s => new GZipStream(s, CompressionLevel.SmallestSize)), Squeeze(plain, s => new BrotliStream(s, CompressionLevel.SmallestSize)), $"\"{Hash(plain)}\"");

    private static byte[] Squeeze(byte[] plain, Func<Stream, Stream> over)
    {
        using var packed = new MemoryStream();
        using (var stream = over(packed)) stream.Write(plain);
        return packed.ToArray();
    }

    private static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        using var whole = new MemoryStream();
        stream.CopyTo(whole);
        return whole.ToArray();
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..12];
}
