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
        var overflow = (await demo.Api.GetAsync("/api/cases?problem=bin-overflow"))["items"]![0]!["id"]!.GetValue<string>();
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
    public async Task A_person_confirms_with_the_keyboard_alone_and_the_case_is_filed_under_their_name()
    {
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await page.GotoAsync(demo.Address);
        var chosen = await SelectedCaseAsync(page);

        await page.Keyboard.PressAsync("c");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Who is deciding?");
        await visit.PictureAsync("who-is-deciding");
        await page.Keyboard.TypeAsync("Wang Fang");
        await page.Keyboard.PressAsync("Enter");

        var verdict = await DecidedAsync(chosen, "filed");
        verdict["actor"]!.GetValue<string>().ShouldBe("Wang Fang");
        await Expect(page.Locator(".toast-done")).ToContainTextAsync("filed");
        (await SelectedCaseAsync(page)).ShouldNotBe(chosen, "the next case comes up by itself");
        await visit.PictureAsync("confirmed");
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_person_rejects_with_a_reason()
    {
        await using var visit = await browser.VisitAsync("Chen");
        var page = visit.Page;
        await page.GotoAsync(demo.Address);
        var chosen = await SelectedCaseAsync(page);

        await page.Keyboard.PressAsync("r");
        await Expect(page.GetByRole(AriaRole.Menuitem).First).ToBeVisibleAsync();
        await visit.PictureAsync("reject");
        await page.Keyboard.PressAsync("2");

        var verdict = await DecidedAsync(chosen, "rejected");
        verdict["actor"]!.GetValue<string>().ShouldBe("Chen");
        verdict["reason"]!.GetValue<string>().ShouldBe("not-a-problem");
    }

    [Fact]
    public async Task A_person_who_reads_Chinese_is_served_Chinese_and_stays_so()
    {
        await using var visit = await browser.VisitAsync("陈静");
        var page = visit.Page;
        await page.GotoAsync(demo.Address);

        await page.GetByRole(AriaRole.Button, new() { Name = "中文" }).ClickAsync();

        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "zh-CN");
        await Expect(page.Locator(".act-confirm")).ToContainTextAsync("确认立案");
        await page.ReloadAsync();
        await Expect(page.Locator(".act-confirm")).ToContainTextAsync("确认立案");
        // A reason, too, is told in Chinese: no English sentence is left in it.
        await Expect(page.Locator(".why")).Not.ToContainTextAsync(new System.Text.RegularExpressions.Regex("[A-Za-z]{4,}"));
        await visit.PictureAsync("review-zh");
    }

    [Fact]
    public async Task The_console_asks_nothing_of_any_other_host_and_the_browser_complains_of_nothing()
    {
        await using var visit = await browser.VisitAsync("Chen");
        foreach (var (route, shows) in new[] { ("#/", ".stage-picture image"), ("#/cameras", "table"), ("#/cameras/demo/bin-corner", ".stage-picture image"), ("#/sensors", "#sensors-title"), ("#/system", "table") })
        {
            await visit.Page.GotoAsync($"{demo.Address}/{route}");
            await Expect(visit.Page.Locator(shows).First).ToBeVisibleAsync();
            await visit.PictureAsync("page" + route.Replace("#", "").Replace('/', '-').TrimEnd('-'));
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

    private static bool IsInForce(JsonNode camera, float overflow) =>
        camera["settings"] is { } settings && settings["revision"]!.GetValue<long>() > 0 && settings["inForce"]!.GetValue<long>() == settings["revision"]!.GetValue<long>()
        && Math.Abs(camera["thresholds"]!["overflow"]!.GetValue<float>() - overflow) < 0.001f;

    /// <summary>The case that is up for a verdict. Nobody judges before the reason is on the screen, and until then the keys do nothing.</summary>
    private static async Task<string> SelectedCaseAsync(IPage page)
    {
        await Expect(page.Locator(".why")).ToBeVisibleAsync();
        return (await page.Locator(".case-row[aria-selected=true]").GetAttributeAsync("id"))!["case-".Length..];
    }

    /// <summary>The last entry of the case's history once it is in this state.</summary>
    private async Task<JsonNode> DecidedAsync(string id, string state)
    {
        await Eventually.TrueAsync(async () => (await demo.Api.GetAsync($"/api/cases/{id}"))["state"]!.GetValue<string>() == state, $"case {id} is {state}");
        return (await demo.Api.GetAsync($"/api/cases/{id}"))["history"]!.AsArray().Last(entry => entry!["to"]?.GetValue<string>() == state)!;
    }
}
