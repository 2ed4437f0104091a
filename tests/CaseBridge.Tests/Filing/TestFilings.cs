using EdgeWatch.CaseBridge.Api;
using EdgeWatch.CaseBridge.Cities;
using EdgeWatch.CaseBridge.Filing;
using EdgeWatch.CaseBridge.Filing.City;
using EdgeWatch.CaseBridge.Life;
using EdgeWatch.CaseBridge.Options;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.CaseBridge.Verdicts;
using Microsoft.Extensions.Logging.Abstractions;
using Sent = EdgeWatch.CaseBridge.Filing.Filing;

namespace EdgeWatch.CaseBridge.Tests.Filing;

/// <summary>Cases that are filed on a real store, with lanes that a test moves by hand.</summary>
internal sealed class TestFilings : IDisposable
{
    private readonly CandidateFactory _factory = new();
    private int _cameras;

    public TestFilings(SqlDialect? dialect = null, params FilerOptions[] filers)
    {
        Bridge = new BridgeOptions { Filers = filers.Length > 0 ? filers : [Default], PublicUrl = "https://cases.example" };
        Intake = new TestIntake(Bridge, dialect, Time, new FilingHook());
        Desk = new CityDesk(Intake.Store, Intake.Live, Intake.Metrics, Time, NullLogger<CityDesk>.Instance);
        foreach (var filer in Bridge.Filers)
            Intake.Store.Write(transaction => transaction.Announce(filer, KnownFilers.Of(filer.Kind).Kinds, Time.GetUtcNow()));
    }

    public static FilerOptions Default { get; } = new() { Name = "platform", Kind = "webhook", Url = "http://127.0.0.1:9", Secret = "0123456789abcdef", RetryDelay = TimeSpan.FromSeconds(10) };

    public BridgeOptions Bridge { get; }

    public ManualTime Time { get; } = new();

    public TestIntake Intake { get; }

    public CityDesk Desk { get; }

    public CandidateFactory Factory => _factory;

    public IReadOnlyList<FilingItem> Filings => [.. Intake.Store.Read(transaction => transaction.Filings(null, null, 500, null)).Items.Reverse()];

    /// <summary>Each lane is of another bridge.</summary>
    public FilerLane Lane(ICaseFiler filer, FilerOptions? options = null) => new(
        options ?? Bridge.Filers[0], filer,
        new FilingTools(Intake.Store, new FilingDocumentWriter(Bridge, new CaseLocality(Locality.Unknown, new FiledProfiles(Locality.Unknown), Intake.Store, Time)), Intake.Metrics, Time, new Random(1), NullLogger.Instance));

    public FilerLane Lane() => Lane(KnownFilers.Of(Bridge.Filers[0].Kind).Make(Bridge.Filers[0], new FilerWorkshop(Time, Intake.Files)));

    /// <summary>A case that a person confirmed; its minute is not over.</summary>
    public async Task<string> ConfirmAsync(string? problem = null, byte[]? picture = null)
    {
        var candidate = _factory.Opened($"camera-{++_cameras}", problem: problem ?? Contracts.Problems.BinOverflow, picture: picture);
        await Intake.TakeAsync(candidate);
        if (picture is not null)
            await Intake.TakePictureAsync(candidate.Data.Evidence!, picture);
        var id = Intake.Cases[0].Id.ToString();
        Judge(id).Result.ShouldBe(VerdictResult.Accepted);
        // No two people decide in the same microsecond.
        Time.Advance(TimeSpan.FromMilliseconds(1));
        return id;
    }

    public VerdictDecision Judge(string id) => Intake.Store.Write(transaction => transaction.Judge(id, new Verdict { Kind = VerdictKinds.Confirm, Actor = "li" }, Time.GetUtcNow()));

    public CaseDetail Case(string id) => Intake.Store.Read(transaction => transaction.Case(id))!;

    /// <summary>Confirms a case and lets its minute pass.</summary>
    public async Task<string> FileAsync(string? problem = null, byte[]? picture = null)
    {
        var id = await ConfirmAsync(problem, picture);
        Time.Advance(FilingRows.HeldFor);
        return id;
    }

    /// <summary>Sends all that is due.</summary>
    public static async Task<int> DrainAsync(FilerLane lane)
    {
        var sent = 0;
        while (await lane.SendNextAsync(CancellationToken.None))
            sent++;
        return sent;
    }

    public void Dispose() => Intake.Dispose();
}

/// <summary>A destination that answers as a test says, one answer after another, the last one for ever.</summary>
internal sealed class ScriptedFiler(params FilingAnswer[] answers) : ICaseFiler
{
    private readonly List<Sent> _sent = [];

    public IReadOnlyList<Sent> Sent => _sent;

    public Task<FilingAnswer> SendAsync(Sent filing, CancellationToken stop)
    {
        _sent.Add(filing);
        return Task.FromResult(answers[Math.Min(_sent.Count, answers.Length) - 1]);
    }
}
