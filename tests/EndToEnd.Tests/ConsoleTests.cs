using System.Diagnostics;
using System.Text.Json.Nodes;
using EdgeWatch.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace EdgeWatch.EndToEnd.Tests;

/// <summary>What a person does at the console, in a real browser before a running demo.</summary>
[Collection(DemoCollection.Name)]
public sealed class ConsoleTests(RunningDemo demo, ConsoleBrowser browser, ITestOutputHelper output) : IClassFixture<ConsoleBrowser>
{
    private static readonly TimeSpan InForceWithin = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task The_review_page_shows_a_picture_a_box_and_the_reason()
    {
        await using var visit = await browser.VisitAsync("Chen");
        var page = visit.Page;
        var overflow = await OverflowAsync();
        await page.GotoAsync($"{demo.Address}/#/cases/{overflow}");

        await Expect(page.Locator($"#case-{overflow}")).ToHaveAttributeAsync("aria-selected", "true");
        var picture = page.Locator(".stage-picture image");
        await Expect(picture).ToBeVisibleAsync();
        (await picture.EvaluateAsync<int>(
            "async shown => { const picture = new Image(); picture.src = shown.href.baseVal; await picture.decode(); return picture.naturalWidth; }")).ShouldBeGreaterThan(320);
        (await picture.BoundingBoxAsync())!.Width.ShouldBeGreaterThan(300);
        var box = await page.Locator(".boxes .box-counts .box-line").First.BoundingBoxAsync();
        box!.Width.ShouldBeGreaterThan(10);
        box.Height.ShouldBeGreaterThan(10);
        await Expect(page.Locator(".boxes")).ToContainTextAsync("overflowing bin");
        await Expect(page.Locator(".why")).ToContainTextAsync(new System.Text.RegularExpressions.Regex(@"\d+ of \d+ looks? showed it.*asked for: .+\."));
        await visit.PictureAsync("review");
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_person_who_reads_Chinese_is_served_Chinese_and_stays_so()
    {
        await using var visit = await browser.VisitAsync("陈静");
        var page = visit.Page;
        await page.GotoAsync($"{demo.Address}/#/cases/{await OverflowAsync()}");

        await page.GetByRole(AriaRole.Button, new() { Name = "中文" }).ClickAsync();

        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "zh-CN");
        await Expect(page.Locator(".facts-title")).ToContainTextAsync("垃圾箱满溢");
        await page.ReloadAsync();
        await Expect(page.Locator(".facts-title")).ToContainTextAsync("垃圾箱满溢");
        // A reason, too, is told in Chinese: no English sentence is left in it.
        await Expect(page.Locator(".why")).Not.ToContainTextAsync(new System.Text.RegularExpressions.Regex("[A-Za-z]{4,}"));
        await visit.PictureAsync("review-zh");
    }

    [Fact]
    public async Task The_console_asks_nothing_of_any_other_host_and_the_browser_complains_of_nothing()
    {
        await using var visit = await browser.VisitAsync("Chen");
        // A case by its address: whether any waits depends on what was decided meanwhile.
        var pages = new[]
        {
            ($"#/cases/{await OverflowAsync()}", ".stage-picture image"), ("#/map", ".map-scale"), ("#/reports", "#reports-title"), ("#/filings", "#filings-title"), ("#/suppressions", "#quiet-title"), ("#/cameras", "table"),
            ("#/cameras/demo/bin-corner", ".stage-picture image"), ("#/sensors", "#sensors-title"), ("#/system", "table"),
        };
        foreach (var (route, shows) in pages)
        {
            await visit.Page.GotoAsync($"{demo.Address}/{route}");
            await Expect(visit.Page.Locator(shows).First).ToBeVisibleAsync();
            await visit.PictureAsync("page-" + route.Split('/')[1] + (route.Contains("demo", StringComparison.Ordinal) ? "-one" : ""));
        }

        visit.Requests.Count.ShouldBeGreaterThan(10);
        visit.Requests.Where(url => new Uri(url).Authority != new Uri(demo.Address).Authority).ShouldBeEmpty();
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_threshold_that_is_changed_on_the_camera_page_is_in_force_on_the_agent_within_two_seconds()
    {
        await using var visit = await browser.VisitAsync("Chen");
        var page = visit.Page;
        await page.GotoAsync($"{demo.Address}/#/cameras/demo/bin-corner");
        var overflow = page.Locator(".class-threshold").Filter(new() { Has = page.Locator(".code", new() { HasTextString = "overflow" }) });
        await overflow.GetByRole(AriaRole.Spinbutton).First.FillAsync("0.62");

        var began = Stopwatch.GetTimestamp();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and send" }).ClickAsync();
        await Eventually.TrueAsync(async () => IsInForce(await demo.Api.GetAsync("/api/cameras/demo/bin-corner"), 0.62f), "the agent reports the new threshold");
        var took = Stopwatch.GetElapsedTime(began);

        output.WriteLine($"in force after {took.TotalMilliseconds:F0} ms");
        took.ShouldBeLessThan(InForceWithin);
        await Expect(page.Locator(".save-bar")).ToContainTextAsync("In force on the agent");
        await visit.PictureAsync("threshold");
    }

    /// <summary>A case that the demo's bin has made, whatever has become of it.</summary>
    private async Task<string> OverflowAsync() => (await demo.Api.GetAsync("/api/cases?problem=bin-overflow"))["items"]![0]!["id"]!.GetValue<string>();

    private static bool IsInForce(JsonNode camera, float overflow) =>
        camera["settings"] is { } settings && settings["revision"]!.GetValue<long>() > 0 && settings["inForce"]!.GetValue<long>() == settings["revision"]!.GetValue<long>()
        && Math.Abs(camera["thresholds"]!["overflow"]!.GetValue<float>() - overflow) < 0.001f;
}
