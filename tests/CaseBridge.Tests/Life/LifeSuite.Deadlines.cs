using System.Globalization;
using EdgeWatch.CaseBridge.Cities;
using EdgeWatch.CaseBridge.Life;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.CaseBridge.Tests.Cities;
using EdgeWatch.CaseBridge.Verdicts;
using EdgeWatch.Contracts;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.CaseBridge.Tests.Life;

public abstract partial class LifeSuite
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    [Fact]
    public async Task Every_row_of_the_worked_example_of_the_document_holds()
    {
        using var intake = StartIn(ExampleCity.Options);
        foreach (var row in MarkdownTable.Rows("docs/case-life.md", "A worked example"))
        {
            await GoToAsync(intake, At(row[0])!.Value, row[1]);
            var stands = intake.Only;
            (stands.State, stands.DueSoonAt, stands.DueAt, stands.Due).ShouldBe((row[2], At(row[3]), At(row[4]), row[5]), string.Join(" | ", row));
        }

        var closed = intake.Only;
        closed.Filing.ShouldBe(new CaseBridge.Api.CaseFiling("破损", "更换", "4工作时", "yunwan@2026.1"));
        closed.History.Where(entry => entry.Actor == "clock").Select(entry => $"{entry.Change}: {entry.Reason}")
            .ShouldBe(["due-soon: 4工作时: due at 2026-11-04 10:00:00Z", "overdue: 4工作时: due at 2026-11-04 10:00:00Z"]);
    }

    [Fact]
    public async Task A_later_profile_moves_no_deadline_that_was_set_before_also_where_its_clock_goes_on_under_it()
    {
        var later = ExampleCity.Options with
        {
            Version = "2027.1",
            Calendar = ExampleCity.Options.Calendar with { Hours = ["00:00-23:00"] },
            Rules = [new() { Problem = "manhole-open", Filing = [new() { When = "缺失", Closing = "恢复", Limit = "1小时" }] }],
        };
        using (var before = StartIn(ExampleCity.Options))
        {
            await GoToAsync(before, At("2026-11-02 09:00")!.Value, "confirm");
            await GoToAsync(before, At("2026-11-02 10:00")!.Value, "suspend");
        }

        using var after = StartIn(later);
        Watch(after).Adopt(CancellationToken.None);
        await GoToAsync(after, At("2026-11-04 15:00")!.Value, "resume");
        after.Only.DueAt.ShouldBe(At("2026-11-04 18:00"));
        after.Only.Filing!.Profile.ShouldBe("yunwan@2026.1");
        // What is filed now is under the new one.
        await after.TakeAsync(_factory.Opened("gate", problem: Problems.ManholeOpen));
        Judge(after, after.Cases[0].Id.ToString(), VerdictKinds.Confirm);
        after.Cases[0].DueAt.ShouldBe(At("2026-11-04 16:00"));
    }

    [Fact]
    public async Task A_provisional_due_time_is_counted_anew_once_the_holidays_are_known()
    {
        var oneDay = ExampleCity.Options with { Rules = [new() { Problem = "manhole-open", Filing = [new() { When = "破损", Closing = "更换", Limit = "1工作日" }] }] };
        var published = oneDay with
        {
            Version = "2027.1",
            Calendar = oneDay.Calendar with { Holidays = [.. oneDay.Calendar.Holidays, new() { Name = "元旦", First = "2027-01-01", Last = "2027-01-03" }] },
        };
        using (var before = StartIn(oneDay))
        {
            await GoToAsync(before, At("2026-12-31 17:00")!.Value, "confirm");
            before.Only.DueAt.ShouldBe(At("2027-01-01 17:00"));
        }

        using var after = StartIn(published);
        Watch(after).Adopt(CancellationToken.None);
        after.Only.DueAt.ShouldBe(At("2027-01-04 17:00"));
        after.Only.Filing!.Profile.ShouldBe("yunwan@2026.1");
    }

    [Fact]
    public async Task A_verdict_names_the_condition_by_words_or_place_and_an_unknown_one_files_nothing()
    {
        using var intake = StartIn(ExampleCity.Options);
        var id = await OpenManholeAsync(intake, At("2026-11-02 09:00")!.Value);
        var wrong = JudgeUnder(intake, id, "7");
        (wrong.Result, wrong.Detail).ShouldBe((VerdictResult.Invalid, "filing '7' is none of the conditions of manhole-open: write 0 (缺失) or 1 (破损), or leave it out for the first."));
        intake.Only.State.ShouldBe(CaseStates.Pending);
        JudgeUnder(intake, id, "破损");
        intake.Only.Filing!.Limit.ShouldBe("4工作时");
        TakeBack(intake, id).Result.ShouldBe(VerdictResult.Accepted);
        (intake.Only.Filing, intake.Only.DueAt, intake.Only.Due).ShouldBe((null, null, null));
        JudgeUnder(intake, id, "0");
        intake.Only.Filing!.Limit.ShouldBe("2紧急工作时");
        TakeBack(intake, id).Result.ShouldBe(VerdictResult.Accepted);
        JudgeUnder(intake, id, null);
        intake.Only.Filing!.Limit.ShouldBe("2紧急工作时", "the gravest, where nobody says otherwise");
    }

    [Fact]
    public async Task Urgent_hours_run_through_a_suspension_and_are_marked_in_it()
    {
        using var intake = StartIn(ExampleCity.Options);
        var id = await OpenManholeAsync(intake, At("2026-11-07 23:30")!.Value);
        JudgeUnder(intake, id, "0");
        Make(intake, id, "suspend", "the street is closed");
        intake.Only.DueAt.ShouldBe(At("2026-11-08 01:30"));
        using var counted = new MetricReader(intake, "edgewatch.bridge.deadlines");
        using var page = intake.Live.Subscribe();
        await GoToAsync(intake, At("2026-11-08 01:30")!.Value, "clock");
        await GoToAsync(intake, At("2026-11-08 02:00")!.Value, "clock");
        // It was due soon long before anybody looked: the second mark is the one that counts.
        intake.Only.History.Count(entry => entry.Actor == "clock").ShouldBe(1);
        (intake.Only.Due, counted.Total).ShouldBe(("overdue", 1));
        page.Updates.TryRead(out var update).ShouldBeTrue();
        update!.Body.ShouldBe(new CaseBridge.Live.CaseUpdate(id, CaseStates.Suspended, "overdue", At("2026-11-08 01:30")!.Value.ToUniversalTime()));
    }

    [Fact]
    public async Task What_was_filed_without_a_profile_comes_under_the_first_one()
    {
        using (var before = Start())
        {
            await OpenManholeAsync(before, At("2026-11-02 09:00")!.Value);
            Judge(before, before.Only.Id.ToString(), VerdictKinds.Confirm);
            (before.Only.Due, before.Only.Filing).ShouldBe((null, null));
        }

        using var after = StartIn(ExampleCity.Options);
        Watch(after).Adopt(CancellationToken.None);
        (after.Only.Due, after.Only.DueAt).ShouldBe(("running", At("2026-11-02 11:00")));
        after.Store.Write(transaction => new Deadlines(new FiledProfiles(new Locality(new City(ExampleCity.Options), null))).Adopt(transaction, _time.GetUtcNow(), 10)).ShouldBe(0);
    }

    [Fact]
    public async Task Cases_are_listed_by_what_is_due_the_soonest_first_page_by_page()
    {
        using var intake = StartIn(ExampleCity.Options);
        GoTo(At("2026-11-02 09:00")!.Value);
        string[] filings = ["1", "0", "1", "0", "1"];
        foreach (var (filing, number) in filings.Select((filing, index) => (filing, index + 1)))
        {
            await intake.TakeAsync(_factory.Opened($"camera-{number}", problem: Problems.ManholeOpen));
            JudgeUnder(intake, intake.Cases[0].Id.ToString(), filing);
        }

        await intake.TakeAsync(_factory.Opened("camera-6"));
        var paused = intake.Cases.Single(found => found.Number == 3).Id.ToString();
        Make(intake, paused, "suspend", "road works");
        Make(intake, intake.Cases.Single(found => found.Number == 4).Id.ToString(), "handle");

        // Two hours for 2, four for 1 and 5; 3 stands still, 4 is handled and 6 waits for its verdict.
        Listed(intake, new CaseFilter(null, null, null, null, null, 2, null) { ByDue = true }).ShouldBe([2, 1]);
        Listed(intake, new CaseFilter(null, null, null, null, null, 2, 1) { ByDue = true }).ShouldBe([5]);
        GoTo(At("2026-11-02 12:00")!.Value);
        Watch(intake).Look(CancellationToken.None);
        Listed(intake, new CaseFilter(null, null, null, null, null, 9, null) { Due = DueMarks.Overdue }).ShouldBe([2]);
        Listed(intake, new CaseFilter(null, null, null, null, null, 9, null) { Due = DueMarks.DueSoon }).ShouldBe([5, 1]);
        Listed(intake, new CaseFilter("dispatched,handled", null, null, null, null, 9, null) { Due = DueMarks.DueSoon }).ShouldBe([]);
    }

    private TestIntake StartIn(CityOptions city) => Start(new Deadlines(new FiledProfiles(new Locality(new City(city), null))));

    private DeadlineWatch Watch(TestIntake intake) =>
        new(intake.Store, intake.Store.Read(transaction => transaction.Hooks.OfType<Deadlines>().Single()), intake.Live, intake.Metrics, _time, NullLogger<DeadlineWatch>.Instance);

    private async Task GoToAsync(TestIntake intake, DateTimeOffset at, string what)
    {
        if (what == "confirm")
        {
            JudgeUnder(intake, await OpenManholeAsync(intake, at), "破损").Result.ShouldBe(VerdictResult.Accepted);
            return;
        }

        GoTo(at);
        if (what == "clock")
            Watch(intake).Look(CancellationToken.None);
        else
            intake.Store.Write(transaction => transaction.Change(intake.Only.Id.ToString(), new CaseChange { Kind = what, Actor = "wang", Reason = "as the example says" }, _time.GetUtcNow())).Result.ShouldBe(VerdictResult.Accepted);
    }

    private async Task<string> OpenManholeAsync(TestIntake intake, DateTimeOffset at)
    {
        GoTo(at);
        await intake.TakeAsync(_factory.Opened(problem: Problems.ManholeOpen));
        return intake.Only.Id.ToString();
    }

    private VerdictDecision JudgeUnder(TestIntake intake, string id, string? filing) =>
        intake.Store.Write(transaction => transaction.Judge(id, new Verdict { Kind = VerdictKinds.Confirm, Actor = "li", Filing = filing }, _time.GetUtcNow()));

    private void GoTo(DateTimeOffset at) => _time.Advance(at - _time.GetUtcNow());

    private static IReadOnlyList<long> Listed(TestIntake intake, CaseFilter filter) => [.. intake.Store.Read(transaction => transaction.Cases(filter)).Items.Select(found => found.Number)];

    private static DateTimeOffset? At(string text) => text.Length == 0 ? null : new DateTimeOffset(DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), China);
}
