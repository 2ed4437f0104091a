using System.Collections.Frozen;
using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.EdgeAgent.Sensors;

/// <summary>The sensors of one source, by device and by when they are next to be asked. Belongs to the source's task.</summary>
internal sealed class SensorGroup
{
    private readonly FrozenDictionary<string, Sensor> _byDevice;
    private readonly PriorityQueue<Sensor, long> _due = new();

    public SensorGroup(IReadOnlyList<Sensor> sensors)
    {
        Sensors = sensors;
        _byDevice = sensors.ToFrozenDictionary(sensor => sensor.Settings.Device, StringComparer.Ordinal);
    }

    public IReadOnlyList<Sensor> Sensors { get; }

    public Sensor? Find(string device) => _byDevice.GetValueOrDefault(device);

    /// <summary>Begins to listen: from now on silence counts.</summary>
    public void Begin(in SensorRound round)
    {
        foreach (var sensor in Sensors)
        {
            sensor.Begin(round);
            Schedule(sensor, round.Deaf);
        }
    }

    /// <summary>An uplink came; <see cref="Pass"/> comes before it.</summary>
    /// <returns>Whether something happened that must not be forgotten over a crash.</returns>
    public bool Take(Sensor sensor, DecodedUplink uplink, in SensorRound round)
    {
        var turned = sensor.Take(uplink, round);
        Schedule(sensor, round.Deaf);
        return turned;
    }

    /// <summary>Asks every sensor for which passing time has settled something, in the order in which it did and as of that moment.</summary>
    /// <param name="round">Up to when.</param>
    /// <param name="turned">Takes the sensors to which something happened that must not be forgotten over a crash.</param>
    public void Pass(in SensorRound round, ICollection<Sensor> turned)
    {
        while (_due.TryPeek(out var sensor, out var at) && at <= round.Now.UtcTicks)
        {
            _due.Dequeue();
            if (at != sensor.ScheduledAt)
                continue; // It was scheduled for earlier meanwhile.
            sensor.ScheduledAt = long.MaxValue;
            var due = sensor.DueAt(round.Deaf);
            if (due <= round.Now && sensor.Pass(round with { Now = due }))
                turned.Add(sensor);
            Schedule(sensor, round.Deaf);
        }
    }

    /// <summary>A sensor that is due later than it is scheduled is looked at in vain once; that is cheaper than keeping the queue exact.</summary>
    private void Schedule(Sensor sensor, TimeSpan deaf)
    {
        var due = sensor.DueAt(deaf);
        if (due.UtcTicks >= sensor.ScheduledAt || due == DateTimeOffset.MaxValue)
            return;
        sensor.ScheduledAt = due.UtcTicks;
        _due.Enqueue(sensor, due.UtcTicks);
    }
}
