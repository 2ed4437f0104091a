using System.Diagnostics.Metrics;
using EdgeWatch.CaseBridge.Intake;
using EdgeWatch.CaseBridge.Live;

namespace EdgeWatch.CaseBridge;

/// <summary>What the bridge counts and measures. docs/metrics.md lists the names.</summary>
internal sealed class BridgeMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "EdgeWatch.CaseBridge";

    private readonly Counter<long> _messages;
    private readonly Counter<long> _decisions;
    private readonly Counter<long> _corroborations;
    private readonly Counter<long> _sensorChanges;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _broken;
    private readonly Counter<long> _lostAcknowledgements;
    private readonly Counter<long> _verdicts;
    private readonly Counter<long> _changes;
    private readonly Counter<long> _rechecks;
    private readonly Counter<long> _recheckLooks;
    private readonly Counter<long> _deadlines;
    private readonly Counter<long> _storms;
    private readonly Counter<long> _sweptBytes;
    private readonly Counter<long> _facts;
    private readonly Counter<long> _pagesBehind;
    private readonly UpDownCounter<long> _pages;
    private readonly Counter<long> _filings;
    private readonly Histogram<double> _filingDelay;
    private readonly Counter<long> _cityUpdates;
    private readonly Counter<long> _cityImports;
    private readonly UpDownCounter<long> _storeAway;
    private readonly UpDownCounter<long> _evidenceAway;
    private readonly Histogram<double> _commit;
    private readonly Histogram<long> _batch;

    public BridgeMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        _messages = meter.CreateCounter<long>("edgewatch.bridge.messages", "{message}", "Messages taken, repeated or refused, by kind and outcome.");
        _decisions = meter.CreateCounter<long>("edgewatch.bridge.decisions", "{candidate}", "Candidates by the reason of the deduplication.");
        _corroborations = meter.CreateCounter<long>("edgewatch.bridge.corroborations", "{answer}", "Answers of second sources that came with candidates, by answer.");
        _sensorChanges = meter.CreateCounter<long>("edgewatch.bridge.sensors.changed", "{sensor}", "Sensors that came, went or were in another state on a new page.");
        _dropped = meter.CreateCounter<long>("edgewatch.bridge.dropped", "{message}", "Messages dropped before the intake, by reason; their agents send them again.");
        _broken = meter.CreateCounter<long>("edgewatch.bridge.broken", "{message}", "Messages that broke the intake by a fault of the bridge; not acknowledged.");
        _lostAcknowledgements = meter.CreateCounter<long>("edgewatch.bridge.acknowledgements.lost", "{message}", "Acknowledgements that could not be sent.");
        _verdicts = meter.CreateCounter<long>("edgewatch.bridge.verdicts", "{verdict}", "Verdicts by kind.");
        _changes = meter.CreateCounter<long>("edgewatch.bridge.changes", "{change}", "Changes in the life of filed cases, by kind.");
        _rechecks = meter.CreateCounter<long>("edgewatch.bridge.rechecks", "{case}", "Cases reported handled that were looked at again, by what is proposed: verified, returned; or impossible, failed.");
        _recheckLooks = meter.CreateCounter<long>("edgewatch.bridge.recheck.looks", "{look}", "Looks made to check cases that were reported handled, by answer.");
        _storms = meter.CreateCounter<long>("edgewatch.bridge.storms.cases", "{case}", "Cases that were grouped into storms, by problem.");
        _deadlines = meter.CreateCounter<long>("edgewatch.bridge.deadlines", "{case}", "Cases whose limit was nearly used up or passed, by mark.");
        _sweptBytes = meter.CreateCounter<long>("edgewatch.bridge.evidence.swept", "By", "Bytes of pictures deleted to keep the disk budget.");
        _facts = meter.CreateCounter<long>("edgewatch.bridge.facts.counted", "{subject}", "Cases, quiet findings and zero reports whose daily facts were counted.");
        _pagesBehind = meter.CreateCounter<long>("edgewatch.bridge.live.behind", "{page}", "Live pages disconnected because they fell behind.");
        _pages = meter.CreateUpDownCounter<long>("edgewatch.bridge.live.pages", "{page}", "Pages that listen for live updates.");
        _filings = meter.CreateCounter<long>("edgewatch.bridge.filings", "{attempt}", "Attempts to file, by destination, kind and outcome (sent, taken, away, failed, dead, broken).");
        _filingDelay = meter.CreateHistogram<double>("edgewatch.bridge.filings.delay", "s", "Time from the change of a case until its destination had it, the minute of the undo with it, by destination.");
        _cityUpdates = meter.CreateCounter<long>("edgewatch.bridge.city.updates", "{update}", "What platforms said of cases, by outcome.");
        _cityImports = meter.CreateCounter<long>("edgewatch.bridge.city.imports", "{case}", "Cases of the city's platform, by what became of them (opened, joined, known, refused).");
        _storeAway = meter.CreateUpDownCounter<long>("edgewatch.bridge.store.away", "{store}", "1 while the case store takes no writes.");
        _evidenceAway = meter.CreateUpDownCounter<long>("edgewatch.bridge.evidence.away", "{store}", "1 while the evidence store takes no pictures.");
        _commit = meter.CreateHistogram<double>("edgewatch.bridge.commit.duration", "s", "Time from the first step of a batch to its commit and acknowledgement.");
        _batch = meter.CreateHistogram<long>("edgewatch.bridge.batch.size", "{message}", "Messages that shared one transaction.");
    }

    public void StormGrouped(string problem, int cases) => _storms.Add(cases, new KeyValuePair<string, object?>("problem", problem));

    public void Took(Outcome outcome)
    {
        _messages.Add(1, new("kind", Kind(outcome.Message)), new("outcome", outcome.Kind.ToString()));
        if (outcome.Decision is { } decision)
            _decisions.Add(1, new KeyValuePair<string, object?>("reason", decision.Reason.ToString()));
        if (outcome is { Kind: OutcomeKind.Taken, Message: CandidateMessage { Candidate.Data.Corroboration: { } said } })
            _corroborations.Add(1, new KeyValuePair<string, object?>("answer", said.Answer));
        foreach (var change in outcome.Updates.Select(update => update.Body).OfType<SensorsChange>())
            _sensorChanges.Add(change.Changed);
    }

    public void BatchTaken(int messages, TimeSpan duration)
    {
        _batch.Record(messages);
        _commit.Record(duration.TotalSeconds);
    }

    public void Dropped(string reason) => _dropped.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void BrokeIntake() => _broken.Add(1);

    public void AcknowledgementLost(int messages) => _lostAcknowledgements.Add(messages);

    public void VerdictGiven(string kind) => _verdicts.Add(1, new KeyValuePair<string, object?>("kind", kind));

    public void CaseChanged(string kind) => _changes.Add(1, new KeyValuePair<string, object?>("kind", kind));

    public void Rechecked(string proposal) => _rechecks.Add(1, new KeyValuePair<string, object?>("proposal", proposal));

    public void LookedAgain(string answer) => _recheckLooks.Add(1, new KeyValuePair<string, object?>("answer", answer));

    public void DeadlineMarked(string mark) => _deadlines.Add(1, new KeyValuePair<string, object?>("mark", mark));

    public void Filed(string filer, string kind, string outcome, TimeSpan? delay = null)
    {
        _filings.Add(1, new("filer", filer), new("kind", kind), new("outcome", outcome));
        if (delay is { } waited)
            _filingDelay.Record(waited.TotalSeconds, new KeyValuePair<string, object?>("filer", filer));
    }

    public void CityTold(string outcome) => _cityUpdates.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void CityImported(string result) => _cityImports.Add(1, new KeyValuePair<string, object?>("result", result));

    public void Swept(long bytes) => _sweptBytes.Add(bytes);

    public void FactsCounted(int subjects) => _facts.Add(subjects);

    public void StoreAway(bool isAway) => _storeAway.Add(isAway ? 1 : -1);

    public void EvidenceAway(bool isAway) => _evidenceAway.Add(isAway ? 1 : -1);

    public void LivePagesChanged(int by) => _pages.Add(by);

    public void LivePageFellBehind() => _pagesBehind.Add(1);

    private static string Kind(Message message) => message switch
    {
        CandidateMessage => "candidate",
        PictureMessage => "evidence",
        SampleMessage => "score",
        ReportMessage => "report",
        StatusMessage => "status",
        SensorPageMessage => "sensors",
        ReportedSettingsMessage => "settings",
        _ => "malformed",
    };
}
