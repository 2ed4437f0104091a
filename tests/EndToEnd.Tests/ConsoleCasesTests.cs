using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EdgeWatch.Contracts;
using EdgeWatch.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EdgeWatch.EndToEnd.Tests;

/// <summary>What a person decides at the console, each test about cases of its own.</summary>
public sealed class ConsoleCasesTests(OwnCases cases, ConsoleBrowser browser) : IClassFixture<OwnCases>, IClassFixture<ConsoleBrowser>
{
    [Fact]
    public async Task A_person_confirms_with_the_keyboard_alone_and_the_case_is_filed_under_their_name()
    {
        var (first, second) = (await cases.OpenAsync(), await cases.OpenAsync());
        await using var visit = await browser.VisitAsync();
        var page = visit.Page;
        await ShowAsync(page, second);

        await page.Keyboard.PressAsync("c");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Who is deciding?");
        await visit.PictureAsync("who-is-deciding");
        await page.Keyboard.TypeAsync("Wang Fang");
        await page.Keyboard.PressAsync("Enter");

        (await DecidedAsync(second, "filed"))["actor"]!.GetValue<string>().ShouldBe("Wang Fang");
        await Expect(page.Locator(".toast-done")).ToContainTextAsync("filed");
        await Expect(page.Locator($"#case-{first}")).ToHaveAttributeAsync("aria-selected", "true");
        await visit.PictureAsync("confirmed");
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_person_rejects_with_a_reason_is_told_what_that_teaches_and_may_end_it()
    {
        var id = await cases.OpenAsync();
        await using var visit = await browser.VisitAsync("Chen");
        var page = visit.Page;
        await ShowAsync(page, id);

        await page.Keyboard.PressAsync("r");
        await Expect(page.GetByRole(AriaRole.Menuitem).First).ToBeVisibleAsync();
        await visit.PictureAsync("reject");
        await page.Keyboard.PressAsync("2");

        var verdict = await DecidedAsync(id, "rejected");
        verdict["actor"]!.GetValue<string>().ShouldBe("Chen");
        verdict["reason"]!.GetValue<string>().ShouldBe("not-a-problem");
        await Expect(page.Locator(".toast-detail")).ToContainTextAsync("kept quiet until");

        var camera = (await cases.Api.GetAsync($"/api/cases/{id}"))["camera"]!.GetValue<string>();
        await page.GotoAsync($"{cases.Address}/#/suppressions");
        var taught = page.Locator("tbody tr").Filter(new() { HasText = camera });
        await Expect(taught).ToContainTextAsync("learnt from a rejection");
        await taught.GetByRole(AriaRole.Button, new() { Name = "End now" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "End now" }).ClickAsync();
        await Expect(taught).ToHaveCountAsync(0);
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_filed_case_is_taken_through_its_life_by_digits()
    {
        var id = await cases.OpenAsync();
        await using var visit = await browser.VisitAsync("Chen");
        var page = visit.Page;
        await FileAsync(page, id);
        await ShowAsync(page, id);
        await Expect(page.Locator(".limits")).ToContainTextAsync("4工作时");

        await StepAsync(page, "1", "Dispatch");
        await page.Keyboard.TypeAsync("East depot");
        await page.Keyboard.PressAsync("Enter");
        await cases.IsAsync(id, "dispatched");
        await visit.PictureAsync("dispatched");
        await ShowAsync(page, id);
        await StepAsync(page, "2", "Suspend");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".change-form")).ToBeVisibleAsync();
        (await cases.StateAsync(id)).ShouldBe("dispatched", "nothing stands still without a reason");
        await page.Keyboard.TypeAsync("a part is missing");
        await page.Keyboard.PressAsync("Enter");
        await cases.IsAsync(id, "suspended");

        var suspended = await DecidedAsync(id, "suspended");
        suspended["reason"]!.GetValue<string>().ShouldBe("a part is missing");
        (await cases.Api.GetAsync($"/api/cases/{id}"))["department"]!.GetValue<string>().ShouldBe("East depot");
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_digit_chooses_the_condition_that_a_case_is_filed_under()
    {
        var id = await cases.OpenAsync(Problems.ManholeOpen);
        await using var visit = await browser.VisitAsync("Chen");
        var page = visit.Page;
        await ShowAsync(page, id);
        await Expect(page.GetByRole(AriaRole.Radio)).ToHaveCountAsync(3);
        await page.Keyboard.PressAsync("2");
        await Expect(page.GetByRole(AriaRole.Radio).Nth(1)).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("c");

        await cases.IsAsync(id, "filed");
        (await cases.Api.GetAsync($"/api/cases/{id}"))["filing"]!["when"]!.GetValue<string>().ShouldBe("破损超过25cm²的");
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_filing_that_is_not_sent_yet_is_let_go_by_a_person()
    {
        var id = await cases.OpenAsync();
        await using var visit = await browser.VisitAsync("Chen");
        var page = visit.Page;
        await FileAsync(page, id);

        await page.GotoAsync($"{cases.Address}/#/filings");
        var number = (await cases.Api.GetAsync($"/api/cases/{id}"))["number"]!.GetValue<long>();
        var filing = page.Locator("tbody tr").Filter(new() { HasText = $"#{number} " });
        await Expect(filing).ToContainTextAsync("waiting");
        await visit.PictureAsync("filings");
        await filing.GetByRole(AriaRole.Button, new() { Name = "Let go" }).ClickAsync();

        await Expect(filing).ToContainTextAsync("let go");
        (await cases.Api.GetAsync($"/api/cases/{id}"))["filings"]![0]!["settledBy"]!.GetValue<string>().ShouldBe("Chen");
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_case_is_found_by_its_camera_and_by_its_place_on_the_map()
    {
        var id = await cases.OpenAsync(Problems.ManholeOpen);
        var one = await cases.Api.GetAsync($"/api/cases/{id}");
        await using var visit = await browser.VisitAsync("Chen");
        var page = visit.Page;
        await page.GotoAsync(cases.Address);
        await Expect(page.Locator(".case-row").First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync(one["camera"]!.GetValue<string>());
        await Expect(page.Locator(".case-row")).ToHaveCountAsync(1);
        await Expect(page.Locator($"#case-{id}")).ToBeVisibleAsync();

        await page.GotoAsync($"{cases.Address}/#/map/{one["place"]!["lat"]},{one["place"]!["lon"]}");
        var point = page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex($"No\\. {one["number"]} ") });
        await Expect(point).ToBeVisibleAsync();
        await visit.PictureAsync("map");
        await point.ClickAsync();
        await Expect(page.Locator($"#case-{id}")).ToHaveAttributeAsync("aria-selected", "true");
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_verdict_stands_in_the_reports_at_once_and_they_can_be_taken_away_as_a_sheet_wherever_the_reader_sits()
    {
        var id = await cases.OpenAsync();
        // The end of the world at which it is another day than in the city (UTC+8) now.
        await using var visit = await browser.VisitAsync("Chen", zone: TimeProvider.System.GetUtcNow().Hour is >= 11 and < 16 ? "Pacific/Kiritimati" : "Pacific/Pago_Pago");
        var page = visit.Page;
        await FileAsync(page, id);

        await page.GotoAsync($"{cases.Address}/#/reports");
        await Expect(page.Locator("tbody tr").Filter(new() { HasText = "Overflowing bin" })).ToContainTextAsync("%");
        await visit.PictureAsync("reports");
        await page.GetByRole(AriaRole.Button, new() { Name = "Indices" }).ClickAsync();
        await Expect(page.Locator("tbody tr").Filter(new() { HasText = "Filing rate" }).First).ToContainTextAsync(new Regex(@"\d+\.\d %.*\d+ / \d+"));
        await visit.PictureAsync("indices");
        var sheet = await cases.Api.TryGetBytesAsync((await page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).GetAttributeAsync("href"))!);
        Encoding.UTF8.GetString(sheet!).ShouldContain("Filing rate");
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_storm_is_one_item_and_one_verdict_but_for_the_member_that_is_left_out()
    {
        const int members = 20;
        var ids = await Task.WhenAll(Enumerable.Range(0, members).Select(_ => cases.OpenAsync(Problems.Garbage)));
        await Eventually.TrueAsync(
            async () =>
            {
                // The bridge looks for storms with what comes later; open covers are grouped in none.
                await cases.OpenAsync(Problems.ManholeOpen);
                return (await cases.Api.GetAsync("/api/storms"))["items"]!.AsArray().Any(storm => storm!["pending"]!.GetValue<int>() == members);
            },
            "the bridge finds the storm");
        await using var visit = await browser.VisitAsync("Chen");
        var page = visit.Page;
        await page.GotoAsync(cases.Address);
        var storm = page.Locator(".storm-row");
        await Expect(storm).ToContainTextAsync($"{members} × Loose refuse");
        await Expect(page.Locator($"#case-{ids[0]}")).ToHaveCountAsync(0);
        await visit.PictureAsync("storm-row");

        await storm.ClickAsync();
        var spared = page.GetByRole(AriaRole.Checkbox).First;
        await spared.ClickAsync();
        await Expect(spared).Not.ToBeCheckedAsync();
        await visit.PictureAsync("storm");
        await page.Keyboard.PressAsync("r");
        await page.Keyboard.PressAsync("1");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync($"Reject {members - 1} cases?");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator(".storm-member")).ToHaveCountAsync(1);
        var states = await Task.WhenAll(ids.Select(cases.StateAsync));
        states.Count(state => state == "rejected").ShouldBe(members - 1);
        states.Count(state => state == "pending").ShouldBe(1);
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_market_is_permitted_without_a_map()
    {
        await using var visit = await browser.VisitAsync("Chen");
        var page = visit.Page;
        await page.GotoAsync($"{cases.Address}/#/suppressions");
        await Expect(page.Locator("#quiet-title")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("n");
        var form = page.Locator(".quiet-form");
        await form.GetByLabel("Reason").FillAsync("morning market");
        await form.GetByRole(AriaRole.Button, new() { Name = "Permit something" }).ClickAsync();
        await Expect(form.GetByRole(AriaRole.Alert)).ToContainTextAsync("longitude");
        await visit.PictureAsync("permit");
        await form.GetByLabel("Longitude").FillAsync("118.9");
        await form.GetByLabel("Latitude").FillAsync("24.9");
        await form.GetByRole(AriaRole.Button, new() { Name = "Permit something" }).ClickAsync();

        await Expect(page.Locator("tbody tr").Filter(new() { HasText = "morning market" })).ToContainTextAsync("within 30 m");
        var listed = (await cases.Api.GetAsync("/api/suppressions"))["items"]!.AsArray().Single(item => item!["reason"]!.GetValue<string>() == "morning market")!;
        listed["author"]!.GetValue<string>().ShouldBe("Chen");
        visit.Complaints.ShouldBeEmpty();
    }

    private async Task FileAsync(IPage page, string id)
    {
        await ShowAsync(page, id);
        await page.Keyboard.PressAsync("c");
        await cases.IsAsync(id, "filed");
    }

    /// <summary>Nobody judges before the reason is on the screen, and until then the keys do nothing.</summary>
    private async Task ShowAsync(IPage page, string id)
    {
        // By way of another page: from the case's own address, which a decided case is about to leave, this would lead nowhere.
        await page.GotoAsync($"{cases.Address}/#/system");
        await Expect(page.Locator("main.review")).ToHaveCountAsync(0);
        await page.GotoAsync($"{cases.Address}/#/cases/{id}");
        await Expect(page.Locator($"#case-{id}")).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(page.Locator(".why")).ToBeVisibleAsync();
    }

    /// <summary>Opens the form of a step by its digit.</summary>
    private static async Task StepAsync(IPage page, string digit, string step)
    {
        await Expect(page.Locator(".act-confirm")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync(digit);
        await Expect(page.Locator(".change-form h2")).ToHaveTextAsync(step);
    }

    /// <summary>The last entry of the case's history once it is in this state.</summary>
    private async Task<JsonNode> DecidedAsync(string id, string state)
    {
        await cases.IsAsync(id, state);
        return (await cases.Api.GetAsync($"/api/cases/{id}"))["history"]!.AsArray().Last(entry => entry!["to"]?.GetValue<string>() == state)!;
    }
}
