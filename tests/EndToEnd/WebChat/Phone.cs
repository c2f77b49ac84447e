using Microsoft.Playwright;

namespace EndToEnd.WebChat;

/// <summary>One browser for all tests of the page: Debian's Chromium, without anything it would fetch by itself.</summary>
public sealed class Phone : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    public static string Pictures { get; } = Directory.CreateDirectory(Path.Combine(Repository(), "artifacts", "webchat")).FullName;

    public async ValueTask InitializeAsync()
    {
        // Whole hosts, other browsers and crash tests share two cores with this one; how fast it is, the benchmarks say.
        Assertions.SetDefaultExpectTimeout(20_000);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A 5-inch phone that nobody has used before.</summary>
    public async Task<IPage> OpenAsync(Uri address, int width = 360, int height = 740, bool reducedMotion = true)
    {
        var context = await browser!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            Locale = "zh-CN",
            HasTouch = width < 600,
            ReducedMotion = reducedMotion ? ReducedMotion.Reduce : ReducedMotion.NoPreference,
        });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(15_000);
        await page.GotoAsync(address.ToString());
        return page;
    }

    /// <summary>Says something in the chat page and waits for the answer.</summary>
    public static async Task SayAsync(IPage page, string words, string answer)
    {
        await page.FillAsync("#words", words);
        await page.PressAsync("#words", "Enter");
        await Assertions.Expect(page.Locator("#log .line:not(.mine)").Last).ToContainTextAsync(answer);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.CloseAsync();
        playwright?.Dispose();
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "BotHost.sln"))) folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no repository above the tests");
        return folder;
    }
}
