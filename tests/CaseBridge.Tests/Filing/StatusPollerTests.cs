using EdgeWatch.CaseBridge.Filing;
using EdgeWatch.CaseBridge.Filing.City;
using EdgeWatch.CaseBridge.Life;
using EdgeWatch.CaseBridge.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.CaseBridge.Tests.Filing;

/// <summary>Platforms that tell only when they are asked.</summary>
public sealed class StatusPollerTests
{
    private static readonly FilerOptions Options = new() { Name = "platform", Kind = "open311", Url = "http://127.0.0.1:9", AskInterval = TimeSpan.FromMinutes(5) };

    [Fact]
    public async Task What_the_platform_closes_is_handled_here_and_what_it_opens_again_is_returned()
    {
        using var filings = new TestFilings(null, Options);
        var id = await FiledAsync(filings);
        var source = new ScriptedStatus([Status(true)], [Status(false, "swept")], [Status(false, "swept")], [Status(true, "still full")]);
        await AskAsync(filings, source, 4);
        filings.Case(id).State.ShouldBe(CaseStates.Returned);
        filings.Case(id).History.Where(entry => entry.From != entry.To).Select(entry => (entry.Change, entry.Actor, entry.Reason)).ShouldBe(
            [("opened", "/agents/street-1/cameras/camera-1", filings.Case(id).History[0].Reason), ("confirm", "li", null), ("handle", "sanitation", "swept"), ("return", "sanitation", "still full")]);
        filings.Case(id).References[0].Heard.ShouldBe("open: still full");
    }

    [Fact]
    public async Task Where_closed_means_closed_the_case_is_closed_and_asked_for_no_more()
    {
        using var filings = new TestFilings(null, Options with { ClosedMeans = "closed" });
        var id = await FiledAsync(filings);
        var source = new ScriptedStatus([Status(false)]);
        await AskAsync(filings, source, 3);
        filings.Case(id).State.ShouldBe(CaseStates.Closed);
        source.Asked.ShouldBe([["A-1"]]);
    }

    [Fact]
    public async Task Of_two_bridges_one_asks_in_each_interval_and_a_platform_that_is_away_is_asked_again()
    {
        using var filings = new TestFilings(null, Options);
        var id = await FiledAsync(filings);
        var source = new ScriptedStatus(null, [Status(false)]);
        var (one, two) = (Poller(filings), Poller(filings));
        foreach (var poller in new[] { one, two, one, two })
            await poller.AskAsync(Options, source, CancellationToken.None);
        source.Asked.Count.ShouldBe(1);
        filings.Time.Advance(TimeSpan.FromMinutes(5));
        await two.AskAsync(Options, source, CancellationToken.None);
        filings.Case(id).State.ShouldBe(CaseStates.Handled);
    }

    [Fact]
    public async Task What_the_cases_life_does_not_allow_is_told_once_and_changes_nothing()
    {
        using var filings = new TestFilings(null, Options);
        var id = await FiledAsync(filings);
        filings.Intake.Store.Write(transaction => transaction.Change(id, new CaseChange { Kind = ChangeKinds.Void, Actor = "li", Reason = "wrong street" }, filings.Time.GetUtcNow()));
        await AskAsync(filings, new ScriptedStatus([Status(false)]), 2);
        filings.Case(id).State.ShouldBe(CaseStates.Voided);
        filings.Case(id).References[0].Heard.ShouldBe("closed");
    }

    private static async Task<string> FiledAsync(TestFilings filings)
    {
        var id = await filings.FileAsync();
        await TestFilings.DrainAsync(filings.Lane(new ScriptedFiler(new FilingAnswer.Accepted("A-1"))));
        return id;
    }

    private static async Task AskAsync(TestFilings filings, ScriptedStatus source, int times)
    {
        var poller = Poller(filings);
        for (var turn = 0; turn < times; turn++)
        {
            await poller.AskAsync(filings.Bridge.Filers[0], source, CancellationToken.None);
            filings.Time.Advance(TimeSpan.FromMinutes(5));
        }
    }

    private static StatusPoller Poller(TestFilings filings) => new(filings.Intake.Store, filings.Desk, filings.Intake.Metrics, filings.Time, NullLogger<StatusPoller>.Instance);

    private static RequestStatus Status(bool isOpen, string? notes = null) => new("A-1", isOpen, notes, "sanitation", null);

    /// <summary>Answers one question after another, the last one for ever; null: it is away.</summary>
    private sealed class ScriptedStatus(params RequestStatus[]?[] answers) : IStatusSource
    {
        private readonly List<IReadOnlyList<string>> _asked = [];

        public IReadOnlyList<IReadOnlyList<string>> Asked => _asked;

        public Task<StatusAnswer> AskAsync(IReadOnlyList<string> references, CancellationToken stop)
        {
            _asked.Add(references);
            return Task.FromResult(answers[Math.Min(_asked.Count, answers.Length) - 1] is { } requests ? new StatusAnswer(requests) : new StatusAnswer([], "away"));
        }
    }
}
