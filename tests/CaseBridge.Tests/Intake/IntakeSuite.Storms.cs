using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Tests.Intake;

public abstract partial class IntakeSuite
{
    /// <summary>Cameras that begin to see a problem some seconds one after the other.</summary>
    private List<CandidateEvent> Everywhere(string problem, int cameras) => [.. Enumerable.Range(0, cameras).Select(number => _factory.Opened($"camera-{number}", problem: problem))];

    /// <summary>Long enough after the first look that the next batch looks again.</summary>
    private static void Look(TestIntake intake, string problem) =>
        intake.Store.Write(transaction => transaction.GroupStorm(problem, intake.Time.GetUtcNow()));

    [Fact]
    public async Task What_many_cameras_open_within_minutes_is_one_item_to_review_and_each_stays_a_case_of_its_own()
    {
        using var intake = Start();
        await intake.TakeAsync([.. Everywhere(Problems.Garbage, 24)]);
        Look(intake, Problems.Garbage);
        await intake.TakeAsync(_factory.Opened("latecomer", problem: Problems.Garbage));
        Look(intake, Problems.Garbage);

        var storm = intake.Store.Read(transaction => transaction.Storms(10)).ShouldHaveSingleItem();
        (storm.Problem, storm.Cases, storm.Pending, storm.Sources).ShouldBe((Problems.Garbage, 25L, 25L, 25L));
        intake.Cases.Count.ShouldBe(25);
        intake.Cases.ShouldAllBe(one => one.Storm == Guid.Parse(storm.Id) && one.State == CaseStates.Pending);
        Select(intake, storm.Id).ShouldBe(25);
        Select(intake, "none").ShouldBe(0);
    }

    [Fact]
    public async Task Open_covers_and_a_handful_of_cases_are_never_grouped()
    {
        using var intake = Start();
        await intake.TakeAsync([.. Everywhere(Problems.ManholeOpen, 30), .. Everywhere(Problems.Garbage, StormRules.FewestSources - 1)]);
        await intake.TakeAsync(_factory.Opened("elsewhere", problem: Problems.BinOverflow));
        Look(intake, Problems.Garbage);

        intake.Store.Read(transaction => transaction.Storms(10)).ShouldBeEmpty();
        intake.Cases.ShouldAllBe(one => one.Storm == null);
    }

    [Fact]
    public async Task The_intake_looks_for_storms_by_itself_with_the_next_batch()
    {
        var time = new ManualTime();
        using var intake = new TestIntake(dialect: Dialect, time: time);
        using var grouped = new MetricReader(intake, "edgewatch.bridge.storms.cases");
        await intake.TakeAsync([.. Everywhere(Problems.Garbage, 24)]);
        time.Advance(TimeSpan.FromSeconds(3));
        await intake.TakeAsync(_factory.Opened("gate", problem: Problems.BinOverflow));

        intake.Store.Read(transaction => transaction.Storms(10)).ShouldHaveSingleItem().Cases.ShouldBe(24);
        grouped.Total.ShouldBe(24);
    }

    [Fact]
    public async Task A_finding_that_opens_and_clears_again_and_again_is_one_case_that_says_how_often()
    {
        using var intake = Start();
        for (var time = 0; time < 4; time++)
        {
            var opened = _factory.Opened();
            await intake.TakeAsync(opened, _factory.Cleared(opened));
        }

        await intake.TakeAsync(_factory.Opened());

        var opening = intake.Only.Openings.ShouldHaveSingleItem();
        (opening.Source, opening.Zone, opening.Times, opening.GoesOn).ShouldBe(("/agents/street-1/cameras/crossing", "kerb", 5L, true));
    }

    private static int Select(TestIntake intake, string storm) =>
        intake.Store.Read(transaction => transaction.Cases(new CaseFilter(null, null, null, null, null, 500, null) { Storm = storm })).Items.Count;
}
