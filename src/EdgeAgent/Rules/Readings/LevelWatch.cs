using EdgeWatch.EdgeAgent.Findings;

namespace EdgeWatch.EdgeAgent.Rules.Readings;

/// <summary>
/// Follows one value: since when it has been an alarm, and since when it has been well again. A value stands until the next one comes, at most for
/// <see cref="LevelLimits.Stands"/>; time beyond that is a gap, which makes no alarm last and clears none. All spans are the sensor's own time; between two
/// readings it is told by the agent's clock, less the time in which the agent was deaf.
/// </summary>
internal sealed class LevelWatch(LevelLimits limits)
{
    private long _arrivedAt;
    private long _deaf;
    private long _dwell;
    private long _back;
    private long _backDwell;
    private double _newest = double.NaN;

    /// <summary>Own time of the newest reading, in ticks; 0 before the first.</summary>
    public long NewestAt { get; private set; }

    /// <summary>Own time at which the alarm began, in ticks; 0: there is none.</summary>
    public long Since { get; private set; }

    /// <summary>How long the alarm has lasted up to the newest reading, gaps taken off.</summary>
    public TimeSpan Dwell => new(_dwell);

    /// <summary>Time since the alarm began in which the sensor said nothing for too long.</summary>
    public TimeSpan Gaps { get; private set; }

    /// <summary>Readings since the alarm began that showed it.</summary>
    public int For { get; private set; }

    /// <summary>Readings since then that did not.</summary>
    public int Against { get; private set; }

    /// <summary>Readings by which the sensor said that it could not measure.</summary>
    public int Blind { get; private set; }

    /// <summary>The worst value since the alarm began.</summary>
    public double Worst { get; private set; }

    /// <summary>The newest value.</summary>
    public double Newest => _newest;

    /// <summary>A value came.</summary>
    /// <param name="at">When it was measured.</param>
    /// <param name="value">In the unit of the limits; NaN where it could not be measured.</param>
    /// <param name="arrivedAt">When it came.</param>
    /// <param name="deaf">Deaf time so far.</param>
    /// <param name="open">The finding that stands open.</param>
    public Condition Take(DateTimeOffset at, double value, DateTimeOffset arrivedAt, TimeSpan deaf, OpenFinding? open)
    {
        if (double.IsNaN(value))
        {
            Blind++;
            return Condition.Unchanged;
        }

        Restore(open);
        var ticks = at.UtcTicks;
        if (ticks < NewestAt)
            return TakeLate(ticks, value, open);
        if (ticks == NewestAt && value.Equals(_newest))
            return Condition.Unchanged;
        Stand(ticks);
        (NewestAt, _newest, _arrivedAt, _deaf) = (ticks, value, arrivedAt.UtcTicks, deaf.Ticks);
        return open is null ? JudgeClosed(value) : JudgeOpen(value);
    }

    /// <summary>Nothing came; the newest value still stands.</summary>
    public Condition Pass(DateTimeOffset now, TimeSpan deaf, OpenFinding? open)
    {
        Restore(open);
        return now < DueAt(open, deaf) ? Condition.Unchanged : open is null ? Condition.Holds : Condition.Gone;
    }

    /// <inheritdoc cref="IReadingRule.DueAt"/>
    public DateTimeOffset DueAt(OpenFinding? open, TimeSpan deaf)
    {
        var left = Left(open);
        return left < 0 || left > limits.Stands.Ticks ? DateTimeOffset.MaxValue : new DateTimeOffset(_arrivedAt + left + (deaf.Ticks - _deaf), TimeSpan.Zero);
    }

    /// <summary>The moment, in own time, at which passing time decided or would.</summary>
    public DateTimeOffset DecidedAt(OpenFinding? open) => new(NewestAt + Math.Max(Left(open), 0), TimeSpan.Zero);

    /// <summary>The alarm is over: the next one begins anew.</summary>
    public void End() => (Since, _dwell, Gaps, For, Against, Blind, _back, _backDwell) = (0, 0, TimeSpan.Zero, 0, 0, 0, 0, 0);

    public void Save(BinaryWriter writer)
    {
        foreach (var ticks in (ReadOnlySpan<long>)[NewestAt, _arrivedAt, _deaf, Since, _dwell, Gaps.Ticks, _back, _backDwell])
            writer.Write(ticks);
        writer.Write(_newest);
        writer.Write(Worst);
        foreach (var count in (ReadOnlySpan<int>)[For, Against, Blind])
            writer.Write(count);
    }

    public void Load(BinaryReader reader)
    {
        (NewestAt, _arrivedAt, _deaf, Since) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        (_dwell, Gaps, _back, _backDwell) = (reader.ReadInt64(), new TimeSpan(reader.ReadInt64()), reader.ReadInt64(), reader.ReadInt64());
        (_newest, Worst) = (reader.ReadDouble(), reader.ReadDouble());
        (For, Against, Blind) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
    }

    /// <summary>Own time that is still missing until the next decision; negative: none is near. The limits may be others than before a restart.</summary>
    private long Left(OpenFinding? open)
    {
        if (open is null)
            return Since == 0 || For < limits.Readings || !limits.IsAlarm(_newest) ? -1 : Math.Max(limits.For.Ticks - _dwell, 0);
        return _back == 0 || !limits.IsClear(_newest) ? -1 : Math.Max(limits.ClearAfter.Ticks - _backDwell, 0);
    }

    private Condition JudgeClosed(double value)
    {
        if (!limits.IsAlarm(value))
        {
            if (Since != 0)
                End();
            return Condition.Quiet;
        }

        if (Since == 0)
            (Since, _dwell, Worst) = (NewestAt, 0, value);
        For++;
        Worst = limits.Worse(Worst, value);
        return For >= limits.Readings && _dwell >= limits.For.Ticks ? Condition.Holds : Condition.Suspected;
    }

    private Condition JudgeOpen(double value)
    {
        if (!limits.IsClear(value))
        {
            (_back, _backDwell) = (0, 0);
            For++;
            Worst = limits.Worse(Worst, value);
            return Condition.Holds;
        }

        Against++;
        if (_back == 0)
            (_back, _backDwell) = (NewestAt, 0);
        return _backDwell >= limits.ClearAfter.Ticks ? Condition.Gone : Condition.Fading;
    }

    /// <summary>
    /// A reading that is older than the newest: it cannot open or clear anything, but one that contradicts what is being waited for makes the waiting begin again
    /// with the newest.
    /// </summary>
    private Condition TakeLate(long at, double value, OpenFinding? open)
    {
        if (open is null && Since != 0 && at > Since && !limits.IsAlarm(value))
        {
            (Since, _dwell, Gaps, For) = (NewestAt, 0, TimeSpan.Zero, 1);
            Against++;
            return Condition.Suspected;
        }

        if (open is not null && _back != 0 && at > _back && !limits.IsClear(value))
        {
            (_back, _backDwell) = (NewestAt, 0);
            For++;
            return Condition.Fading;
        }

        return Condition.Unchanged;
    }

    /// <summary>The value before stood until now.</summary>
    private void Stand(long at)
    {
        if (NewestAt == 0)
            return;
        var span = at - NewestAt;
        var stood = Math.Min(span, limits.Stands.Ticks);
        if (Since != 0)
        {
            _dwell += stood;
            Gaps += new TimeSpan(span - stood);
        }

        if (_back != 0)
            _backDwell += stood;
    }

    /// <summary>A finding from before a start whose memory was lost.</summary>
    private void Restore(OpenFinding? open)
    {
        if (open is null || Since != 0)
            return;
        (Since, _dwell, For) = (open.Since.UtcTicks, open.Dwell.Ticks, 1);
        Worst = limits.Limit;
        if (NewestAt != 0 && limits.IsClear(_newest))
            (_back, _backDwell) = (NewestAt, 0);
    }
}
