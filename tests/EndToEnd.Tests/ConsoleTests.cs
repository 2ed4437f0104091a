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
        var quickest = TimeSpan.MaxValue;

        // Demo, browser and tests share one machine, which may be late once; what takes the product that long is late each time.
        for (var change = 0; change < 3 && quickest >= InForceWithin; change++)
        {
            var threshold = 0.62f + (change * 0.01f);
            await overflow.GetByRole(AriaRole.Spinbutton).First.FillAsync(threshold.ToString("F2", System.Globalization.CultureInfo.InvariantCulture));
            var began = Stopwatch.GetTimestamp();
            await page.GetByRole(AriaRole.Button, new() { Name = "Save and send" }).ClickAsync();
            await Eventually.TrueAsync(async () => IsInForce(await demo.Api.GetAsync("/api/cameras/demo/bin-corner"), threshold), "the agent reports the new threshold");
            var took = Stopwatch.GetElapsedTime(began);
            output.WriteLine($"in force after {took.TotalMilliseconds:F0} ms");
            quickest = took < quickest ? took : quickest;
        }

        quickest.ShouldBeLessThan(InForceWithin);
        await Expect(page.Locator(".save-bar")).ToContainTextAsync("In force on the agent");
        await visit.PictureAsync("threshold");
    }

    [Fact]
    public async Task What_was_really_handled_is_shown_before_and_after_side_by_side_and_a_person_takes_the_proposal_by_keyboard()
    {
        var id = await HandledAsync("road-occupied");
        await using var visit = await browser.VisitAsync("Chen");
        var page = visit.Page;
        await page.GotoAsync($"{demo.Address}/#/cases/{id}");

        // The page was opened while cameras looked: the proposal comes to it by itself.
        await Expect(page.Locator(".proposal-verified")).ToContainTextAsync("It is gone: verify?", new() { Timeout = 60_000 });
        await Expect(page.Locator(".proposal-verified")).ToContainTextAsync(new System.Text.RegularExpressions.Regex(@"Camera lane: not seen in \d of \d looks"));
        var sides = page.Locator(".before-after .side");
        await Expect(sides).ToHaveCountAsync(2);
        await Expect(sides.Nth(0)).ToContainTextAsync("Before");
        await Expect(sides.Nth(1)).ToContainTextAsync("After");
        var pictures = page.Locator(".before-after .side image");
        await Expect(pictures).ToHaveCountAsync(2);
        var (before, after) = ((await pictures.Nth(0).BoundingBoxAsync())!, (await pictures.Nth(1).BoundingBoxAsync())!);
        (before.X + before.Width).ShouldBeLessThanOrEqualTo(after.X + 1);
        before.Y.ShouldBe(after.Y, 1);
        before.Width.ShouldBe(after.Width, 1);
        var shown = await pictures.EvaluateAllAsync<string[]>("async all => Promise.all(all.map(async one => { const it = new Image(); it.src = one.href.baseVal; await it.decode(); return `${it.naturalWidth > 320} ${it.src}`; }))");
        shown.Distinct().Count().ShouldBe(2, "two pictures, not one twice");
        shown.ShouldAllBe(one => one.StartsWith("true ", StringComparison.Ordinal));
        await Expect(sides.Nth(0).Locator(".boxes")).ToContainTextAsync("bin");
        await visit.PictureAsync("before-after");

        await page.Keyboard.PressAsync("c");

        await Eventually.TrueAsync(async () => (await demo.Api.GetAsync($"/api/cases/{id}"))["state"]!.GetValue<string>() == "verified", "the case is verified");
        var settled = (await demo.Api.GetAsync($"/api/cases/{id}"))["recheck"]!["settled"]!;
        settled["by"]!.GetValue<string>().ShouldBe("Chen");
        settled["accepted"]!.GetValue<bool>().ShouldBeTrue();
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_map_draws_the_grid_cells_of_the_registers_and_names_them()
    {
        await using var visit = await browser.VisitAsync("Chen");
        await visit.Page.GotoAsync($"{demo.Address}/#/map");

        await Expect(visit.Page.Locator(".map-cell").First).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".map-cells")).ToContainTextAsync("001");
        await visit.Page.Keyboard.PressAsync("+");
        await Expect(visit.Page.Locator(".map-cells")).ToContainTextAsync("359901001001001");
        await visit.PictureAsync("map-cells");
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_camera_of_many_is_found_by_keyboard()
    {
        await using var visit = await browser.VisitAsync("Chen");
        await visit.Page.GotoAsync($"{demo.Address}/#/cameras");
        await Expect(visit.Page.Locator("tbody tr")).ToHaveCountAsync(3);

        await visit.Page.Keyboard.PressAsync("/");
        await visit.Page.Keyboard.TypeAsync("bin-c");

        await Expect(visit.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(visit.Page.Locator("tbody tr")).ToContainTextAsync("Bin corner");
        await Expect(visit.Page.GetByRole(AriaRole.Group, new() { Name = "How many cameras are in each state" })).ToContainTextAsync("All 3");
    }

    /// <summary>A case of the demo's street that a person confirmed, and that was reported handled just now.</summary>
    private async Task<string> HandledAsync(string problem)
    {
        string? id = null;
        await Eventually.TrueAsync(
            async () => (id = (await demo.Api.GetAsync($"/api/cases?problem={problem}&state=pending"))["items"]!.AsArray().FirstOrDefault(one => one!["evidence"] is not null)?["id"]!.GetValue<string>()) is not null,
            $"the demo shows {problem} with its picture",
            TimeSpan.FromSeconds(90));
        await demo.Api.PostAsync($"/api/cases/{id}/verdicts", new JsonObject { ["kind"] = "confirm", ["actor"] = "Chen" });
        await demo.Api.PostAsync($"/api/cases/{id}/changes", new JsonObject { ["kind"] = "handle", ["actor"] = "the crew" });
        return id!;
    }

    /// <summary>A case that the demo's bin has made, whatever has become of it.</summary>
    private async Task<string> OverflowAsync() => (await demo.Api.GetAsync("/api/cases?problem=bin-overflow"))["items"]![0]!["id"]!.GetValue<string>();

    private static bool IsInForce(JsonNode camera, float overflow) =>
        camera["settings"] is { } settings && settings["revision"]!.GetValue<long>() > 0 && settings["inForce"]!.GetValue<long>() == settings["revision"]!.GetValue<long>()
        && Math.Abs(camera["thresholds"]!["overflow"]!.GetValue<float>() - overflow) < 0.001f;
}
