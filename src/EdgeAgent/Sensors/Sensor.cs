using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Pipelines;
using EdgeWatch.EdgeAgent.Rules;
using EdgeWatch.EdgeAgent.Rules.Readings;
using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.EdgeAgent.Sensors;

/// <summary>
/// One sensor at work: its rules with the lives of their findings, its series and its state. It is asked by the task of its source; how it is doing may be read
/// from any thread.
/// </summary>
internal sealed class Sensor
{
    /// <summary>A series reaches back for so many reports.</summary>
    private const int SeriesReports = 24;

    private static readonly TimeSpan ShortestSeries = TimeSpan.FromHours(6);
    private static readonly TimeSpan LongestSeries = TimeSpan.FromDays(7);

    private readonly Lock _gate = new();
    private readonly ReadingSlot[] _slots;
    private readonly ReadingSeries[] _series;
    private readonly PipelineReport _report;
    private readonly List<SensorReading> _latest = [];
    private FindingLife[] _orphans;
    private DateTimeOffset? _heardAt;
    private DateTimeOffset _since;
    private string _state = SensorStates.Expected;
    private string? _error;
    private long _undecoded;

    /// <param name="settings">Checked options without an error.</param>
    /// <param name="restored">Findings that were open when the agent ended.</param>
    /// <param name="report">Told of rules that fail.</param>
    /// <param name="time">For incident ids.</param>
    public Sensor(SensorSettings settings, IReadOnlyList<OpenFinding> restored, PipelineReport report, TimeProvider time)
    {
        (Settings, _report, _since) = (settings, report, time.GetUtcNow());
        _slots =
        [
            Slot(new SilenceRule(settings.Interval, settings.SilentAfter), "silence", Problems.SensorSilent),
            .. settings.Rules.Select(options => Slot(
                KnownReadingRules.Make(new RuleContext(options, settings.Interval, settings.SilentAfter)), options.Rule, KnownReadingRules.ProblemOf(options)!)),
        ];
        _orphans = [.. restored.Where(finding => !_slots.Any(slot => slot.Life.Key == finding.Key)).Select(finding => new FindingLife(finding.Key, finding, time))];
        var span = settings.Interval * SeriesReports;
        var keep = span < ShortestSeries ? ShortestSeries : span > LongestSeries ? LongestSeries : span;
        _series = [.. _slots.Select(slot => slot.Rule.Quantity).OfType<Quantity>().Distinct().Select(quantity => new ReadingSeries(quantity, keep))];

        ReadingSlot Slot(IReadingRule rule, string name, string problem)
        {
            var key = new FindingKey(rule.Quantity is { } quantity ? Quantities.NameOf(quantity) : SilenceRule.Zone, name, problem);
            return new ReadingSlot(rule, new FindingLife(key, restored.FirstOrDefault(finding => finding.Key == key), time));
        }
    }

    public SensorSettings Settings { get; }

    /// <summary>The page of the status that it stands on.</summary>
    public PageMark Page { get; set; } = new();

    /// <summary>When it is next to be asked although nothing came; kept by its group.</summary>
    public long ScheduledAt { get; set; } = long.MaxValue;

    /// <summary>When it was heard last; null: not since it is known.</summary>
    public DateTimeOffset? HeardAt
    {
        get
        {
            lock (_gate)
                return _heardAt;
        }
    }

    /// <summary>One of <see cref="SensorStates"/>.</summary>
    public string State
    {
        get
        {
            lock (_gate)
                return _state;
        }
    }

    /// <summary>Whether it remembers something that is not on disk yet.</summary>
    public bool IsDirty { get; private set; }

    /// <summary>Begins to listen. Findings whose rules were taken out of the settings end; those that were only opened are not answered yet.</summary>
    public void Begin(in SensorRound round)
    {
        lock (_gate)
        {
            foreach (var life in _orphans)
            {
                if (life.Remove(round.Now) is { } change)
                    round.Found(new SensorFinding(Settings, change, round.Now, [], round.HeardAt));
            }

            _orphans = [];
            foreach (var slot in _slots)
            {
                if (Settings.Camera is not null && slot.Life.Open is { Sequence: 1 } open)
                    round.Found(new SensorFinding(Settings, Reminder(open), open.AnnouncedAt, SeriesOf(slot), round.HeardAt) { IsReminder = true });
            }
        }

        Pass(round);
    }

    /// <summary>An uplink of it came.</summary>
    /// <param name="uplink">What was understood.</param>
    /// <param name="round">When.</param>
    /// <returns>Whether something happened that must not be forgotten over a crash.</returns>
    public bool Take(DecodedUplink uplink, in SensorRound round)
    {
        lock (_gate)
        {
            (_heardAt, IsDirty) = (round.Now, true);
            var turned = Ask(_slots[0], ReadingMoment.Heard(round.Now, round.Deaf), round);
            if (uplink.Refusal is { } refusal)
                (_undecoded, _error) = (_undecoded + 1, refusal);
            var readings = uplink.Readings;
            for (var i = 0; i < readings.Count; i++)
            {
                var reading = readings[i];
                turned |= Take(reading, round);
                if (reading.Quantity == Quantity.Distance && Settings.Mounting is { } mounting)
                {
                    turned |= Take(mounting.FillOf(reading), round);
                    turned |= Take(mounting.LevelOf(reading), round);
                }
            }

            SetState(uplink, round.Now);
            return turned;
        }
    }

    /// <summary>Nothing came; time has passed.</summary>
    /// <returns>Whether something happened that must not be forgotten over a crash.</returns>
    public bool Pass(in SensorRound round)
    {
        lock (_gate)
        {
            var turned = false;
            foreach (var slot in _slots)
                turned |= Ask(slot, ReadingMoment.Passed(round.Now, round.Deaf), round);
            if (_slots[0].Life.Open is not null)
                Become(SensorStates.Silent, round.Now);
            IsDirty |= turned;
            return turned;
        }
    }

    /// <summary>When passing time alone will change something, by the agent's clock.</summary>
    public DateTimeOffset DueAt(TimeSpan deaf)
    {
        lock (_gate)
        {
            var due = DateTimeOffset.MaxValue;
            foreach (var slot in _slots)
            {
                if (!slot.IsAside && slot.Rule.DueAt(slot.Life.Open, deaf) is var at && at < due)
                    due = at;
            }

            return due;
        }
    }

    /// <summary>A second source has answered: an update of the finding, where it is still open.</summary>
    public void Answer(SensorAnswer answer, in SensorRound round)
    {
        lock (_gate)
        {
            if (_slots.FirstOrDefault(slot => slot.Life.Open?.Incident == answer.About.Change.State.Incident) is not { } slot)
                return;
            var asked = answer.About;
            if (slot.Life.Update(asked.Change.Ruling, asked.SeenAt) is { } change)
                round.Found(new SensorFinding(Settings, change, asked.SeenAt, SeriesOf(slot), asked.HeardAt) { Corroboration = answer.Said.Said, Picture = answer.Said.Picture });
        }
    }

    /// <summary>The findings that are open.</summary>
    public IReadOnlyList<OpenFinding> OpenFindings()
    {
        lock (_gate)
            return [.. _slots.Select(slot => slot.Life.Open).OfType<OpenFinding>()];
    }

    /// <summary>How far a finding of a problem is; of several the farthest.</summary>
    public FindingStanding StandingOf(string problem)
    {
        lock (_gate)
        {
            var mine = _slots.Where(slot => slot.Life.Key.Problem == problem).ToList();
            var open = mine.FindAll(slot => slot.Life.Open is not null);
            return open.Count > 0
                ? open.TrueForAll(slot => slot.IsFading) ? FindingStanding.Fading : FindingStanding.Open
                : mine.Exists(slot => slot.Life.Suspected is not null) ? FindingStanding.Suspected : FindingStanding.None;
        }
    }

    /// <summary>The newest reading of a quantity; null where there is none.</summary>
    public SensorReading? Latest(Quantity quantity)
    {
        lock (_gate)
        {
            var index = _latest.FindIndex(reading => reading.Quantity == quantity);
            return index < 0 ? null : _latest[index];
        }
    }

    /// <summary>What it read of a quantity that is judged, oldest first; empty for another.</summary>
    public IReadOnlyList<ReadingPoint> Series(Quantity quantity)
    {
        lock (_gate)
            return _series.FirstOrDefault(series => series.Quantity == quantity)?.ToPoints() ?? [];
    }

    /// <summary>How it is doing.</summary>
    public SensorStatus Status()
    {
        lock (_gate)
        {
            return new SensorStatus
            {
                Sensor = Settings.Id,
                Name = Settings.Name,
                State = _state,
                Since = _since,
                HeardAt = _heardAt,
                Latest = [.. _latest.Select(reading => ReadingSeries.ToPoint(reading))],
                Undecoded = _undecoded,
                LastError = _error,
                Component = Settings.Component,
                Camera = Settings.Camera,
                Zone = Settings.Zone,
                Place = Settings.Place,
            };
        }
    }

    /// <summary>What must not be forgotten over a restart.</summary>
    public byte[] Save()
    {
        lock (_gate)
        {
            IsDirty = false;
            return SensorMemory.Save(new SensorMemory(_heardAt, _since, _state, _latest, _series, _slots));
        }
    }

    /// <summary>Takes over what <see cref="Save"/> gave; false, and nothing taken over, where it is of other rules or damaged.</summary>
    public bool Load(byte[] saved)
    {
        lock (_gate)
        {
            if (SensorMemory.Load(saved, _series, _slots) is not { } memory)
                return false;
            (_heardAt, _since, _state) = (memory.HeardAt, memory.Since, memory.State);
            _latest.AddRange(memory.Latest);
            return true;
        }
    }

    private bool Take(in SensorReading reading, in SensorRound round)
    {
        foreach (var series in _series)
        {
            if (series.Quantity == reading.Quantity && !series.Add(reading))
                return false;
        }

        Keep(reading);
        var (turned, moment) = (false, ReadingMoment.Of(reading, round.Now, round.Deaf));
        foreach (var slot in _slots)
        {
            if (slot.Quantity == reading.Quantity)
                turned |= Ask(slot, moment, round);
        }

        return turned;
    }

    /// <summary>A rule that fails costs its own ruling, not those of the other rules; it is set aside, as it would fail again and again.</summary>
    private bool Ask(ReadingSlot slot, in ReadingMoment moment, in SensorRound round)
    {
        if (slot.IsAside)
            return false;
        try
        {
            var ruling = slot.Rule.Judge(moment, slot.Life.Open);
            if (ruling.Condition is Condition.Unchanged or Condition.Quiet && slot.Life.Suspected is null)
                return false;
            var fades = ruling.Condition == Condition.Fading;
            var turned = fades != slot.IsFading;
            slot.IsFading = fades;
            if (slot.Life.Step(ruling, ruling.SeenAt) is not { } change)
                return turned;
            if (change.Step is FindingStep.Suspected)
                return turned || change.State.AnnouncedAt == ruling.SeenAt;
            if (change.Step >= FindingStep.Opened)
                round.Found(new SensorFinding(Settings, change, ruling.SeenAt, SeriesOf(slot), round.HeardAt));
            return true;
        }
        catch (Exception error)
        {
            slot.IsAside = true;
            _error = $"rule {slot.Life.Key.Rule} failed and is set aside until the agent starts again: {error.Message}";
            _report.Failed($"rule-{slot.Life.Key.Rule}", error);
            return false;
        }
    }

    private static FindingChange Reminder(OpenFinding open) => new(FindingStep.Opened, open, new Ruling
    {
        Condition = Condition.Holds,
        Since = open.Since,
        SeenAt = open.AnnouncedAt,
        Score = open.Score,
        Threshold = open.Threshold,
        Confidence = open.Confidence,
        Judgement = new Judgement { Rule = open.Key.Rule, Zone = open.Key.Zone, LooksFor = 0, LooksAgainst = 0, Dwell = open.Dwell, Asked = "asked again after the agent started anew" },
    });

    /// <summary>Silence shows what was read last, whatever it was.</summary>
    private IReadOnlyList<ReadingPoint> SeriesOf(ReadingSlot slot) =>
        (slot.Rule.Quantity is { } quantity ? _series.FirstOrDefault(series => series.Quantity == quantity) : _series.FirstOrDefault())?.ToPoints() ?? [];

    private void Keep(in SensorReading reading)
    {
        for (var i = 0; i < _latest.Count; i++)
        {
            if (_latest[i].Quantity != reading.Quantity)
                continue;
            if (reading.At >= _latest[i].At)
                _latest[i] = reading;
            return;
        }

        _latest.Add(reading);
    }

    private void SetState(DecodedUplink uplink, DateTimeOffset now)
    {
        Become(IsUseless(uplink) || HasFault() ? SensorStates.Faulty : SensorStates.Live, now);
        Page.Heard();
    }

    /// <summary>Nothing was understood, or nothing could be measured.</summary>
    private static bool IsUseless(DecodedUplink uplink)
    {
        for (var i = 0; i < uplink.Readings.Count; i++)
        {
            if (uplink.Readings[i].Quality != ReadingQuality.Bad)
                return false;
        }

        return uplink.Readings.Count > 0 || uplink.Refusal is not null;
    }

    private bool HasFault()
    {
        foreach (var slot in _slots)
        {
            if (slot.IsAside || slot.Life is { Key.Problem: Problems.SensorStuck, Open: not null })
                return true;
        }

        return false;
    }

    private void Become(string state, DateTimeOffset now)
    {
        if (_state == state)
            return;
        (_state, _since) = (state, now);
        Page.Turned();
    }
}

/// <summary>One rule of a sensor with the life of its finding.</summary>
internal sealed class ReadingSlot(IReadingRule rule, FindingLife life)
{
    public IReadingRule Rule { get; } = rule;

    /// <summary>What the rule judges; asked for at every reading.</summary>
    public Quantity? Quantity { get; } = rule.Quantity;

    public FindingLife Life { get; } = life;

    /// <summary>Whether the last reading spoke against what is open.</summary>
    public bool IsFading { get; set; }

    /// <summary>Whether the rule has failed and judges nothing any more.</summary>
    public bool IsAside { get; set; }
}
