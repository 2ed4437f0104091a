using System.Text.Json;
using EdgeWatch.CaseBridge.Cities;
using EdgeWatch.CaseBridge.Life;
using EdgeWatch.CaseBridge.Reports.Api;
using EdgeWatch.CaseBridge.Reports.Facts;
using EdgeWatch.CaseBridge.Reports.Indices;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.CaseBridge.Tests.Cities;
using EdgeWatch.CaseBridge.Verdicts;
using EdgeWatch.Contracts;
using EdgeWatch.Geography.Index;
using EdgeWatch.Geography.Registers;

namespace EdgeWatch.CaseBridge.Tests.Reports;

/// <summary>A store with its intake, and the reports on it, in the example city.</summary>
internal sealed class ReportBench : IDisposable
{
    private static readonly PlaceIndex Registers = ReadRegisters();

    private readonly Dictionary<string, string> _cases = [];

    public ReportBench(SqlDialect dialect, DateTimeOffset start, CityOptions? city = null)
    {
        Time = new ManualTime(start);
        Locality = new Locality(new City(city ?? Options), Registers);
        Intake = new TestIntake(dialect: dialect, time: Time, hooks: [new Deadlines(new FiledProfiles(Locality)), new FactHook()]);
        Book = new FactBook(Intake.Store, Locality, Intake.Metrics);
        Desk = new ReportDesk(Intake.Store, Book, Time);
    }

    /// <summary>The profile of docs/indices.md.</summary>
    public static CityOptions Options { get; } = ExampleCity.Options with { Indices = new IndicesOptions { Filing = "0.5工作时", Verification = "0.5工作时", Inspection = "0.25工作时" } };

    public ManualTime Time { get; }

    public Locality Locality { get; }

    public TestIntake Intake { get; }

    public FactBook Book { get; }

    public ReportDesk Desk { get; }

    public CaseStore Store => Intake.Store;

    public static ReportQuery Query(string from, string? to = null, string? by = null) => new(from, to ?? from, by, null, null, null, null, null, null, null, null, null, null, null, null, null);

    public ReportRequest Request(string from, string? to = null, string? by = null) => Request(Query(from, to, by));

    public ReportRequest Request(ReportQuery query)
    {
        var request = ReportRequest.Read(query, Desk.Today, "", out var flaw);
        flaw.ShouldBeNull();
        return request;
    }

    /// <summary>A camera reports a finding at the present time; the case that it comes to bears the name from then on.</summary>
    public async Task ReportAsync(string name, string camera, string problem)
    {
        var candidate = new CandidateFactory(start: Time.GetUtcNow()).Opened(camera, problem: problem);
        await Intake.TakeAsync(candidate);
        _cases.TryAdd(name, Store.Read(transaction => transaction.One<string>("SELECT case_id FROM incidents WHERE incident = @incident", new { incident = candidate.Data.Incident.ToString("D") }))!);
    }

    /// <summary>A step as the worked example writes it: <c>confirm</c>, <c>correct garbage</c>, <c>duplicate C</c>, <c>handle</c> …</summary>
    public void Do(string name, string step)
    {
        var words = step.Split(' ');
        var id = _cases[name];
        var verdict = new Verdict { Kind = words[0], Actor = "li", Reason = words[0] == VerdictKinds.Reject ? "a shadow" : null };
        var result = words switch
        {
            ["undo"] => Store.Write(transaction => transaction.TakeBack(id, new Undo { Actor = "li" }, Time.GetUtcNow())).Result,
            ["confirm" or "reject"] => Judge(id, verdict),
            ["correct", var problem] => Judge(id, verdict with { Problem = problem }),
            ["duplicate", var other] => Judge(id, verdict with { DuplicateOf = _cases[other] }),
            _ => Change(id, new CaseChange { Kind = step, Actor = "platform", Reason = "as it is" }),
        };
        result.ShouldBe(VerdictResult.Accepted, $"{name} {step}");
    }

    public VerdictResult Judge(string id, Verdict verdict) => Store.Write(transaction => transaction.Judge(id, verdict, Time.GetUtcNow())).Result;

    public VerdictResult Change(string id, CaseChange change) => Store.Write(transaction => transaction.Change(id, change, Time.GetUtcNow())).Result;

    public Task TakeReportAsync(ZeroReport report) => Intake.Intake.TakeAsync(
        [Intake.Message("report", JsonSerializer.SerializeToUtf8Bytes(report, ContractsJson.Default.ZeroReport), report.Agent)], CancellationToken.None);

    /// <summary>Counts until nothing is left.</summary>
    public void CountAll()
    {
        while (Book.Count() != CountResult.Idle)
        {
            // Each round is committed by itself.
        }
    }

    public void Dispose()
    {
        Book.Dispose();
        Intake.Dispose();
    }

    private static PlaceIndex ReadRegisters()
    {
        var import = new RegisterImport(new RegisterOptions(), new DateOnly(2026, 11, 22));
        import.Read(Directory.GetFiles(Repository.File("deploy", "registers")).Where(file => !file.Contains("district", StringComparison.Ordinal)).Select(file => new RegisterFile(file)));
        return PlaceIndex.Of(import.Contents);
    }
}
