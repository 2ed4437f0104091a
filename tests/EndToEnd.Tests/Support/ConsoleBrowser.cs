using Microsoft.Playwright;

namespace EdgeWatch.EndToEnd.Tests.Support;

/// <summary>The installed Chromium, without a window; no browser is ever downloaded.</summary>
public sealed class ConsoleBrowser : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        File.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot", "index.html"))
            .ShouldBeTrue("the console is not built: run ./edgewatch test, or `npm ci && npm run build` in src/Console, and build the tests again");
        // As long as everything else may take: browser, demo and tests share one machine, and Playwright's own 5 s are soon over there.
        Assertions.SetDefaultExpectTimeout((float)Eventually.Limit.TotalMilliseconds);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Find(), Args = Arguments, Headless = true });
    }

    /// <summary>A person's browser: their own storage, a common screen.</summary>
    /// <param name="actor">Who has said already who they are; null: a newcomer.</param>
    /// <param name="zone">Time zone of their computer; null: that of this one.</param>
    public async Task<ConsoleVisit> VisitAsync(string? actor = null, string? zone = null)
    {
        var context = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = 1366, Height = 768 }, Locale = "en-GB", TimezoneId = zone });
        if (actor is not null)
            await context.AddInitScriptAsync($"localStorage.setItem('edgewatch.operator', '{actor}')");
        return new ConsoleVisit(context, await context.NewPageAsync());
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    private static string Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        return folders.SelectMany(folder => new[] { Path.Combine(folder, "chromium"), Path.Combine(folder, "google-chrome") }).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException("chromium is not on the PATH: apt-get install chromium");
    }
}
