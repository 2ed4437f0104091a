using System.Text.Json;
using EdgeWatch.Bench.Sensors;
using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.EdgeWatch.Tests.Replay;

/// <summary>A finding of the reference.</summary>
internal sealed record ReferenceFinding(string Sensor, string Rule, DateTimeOffset OpenedAt, DateTimeOffset? ClearedAt);

/// <summary>
/// The rules of docs/configuration.md once more, slowly and by themselves: for each sensor the whole list of what came, looked through again from its end at each arrival. Knows
/// nothing of the agent's code.
/// </summary>
internal sealed class ReferenceJudge(IEnumerable<Uplink> uplinks)
{
    private sealed record Came(DateTimeOffset Arrived, DateTimeOffset At, double Value);

    private sealed record Limits(bool Above, double Limit, double Clear, TimeSpan For, TimeSpan ClearAfter, TimeSpan Stands)
    {
        public bool IsAlarm(double value) => Above ? value >= Limit : value <= Limit;

        public bool IsClear(double value) => Above ? value < Clear : value > Clear;
    }

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ILookup<string, Uplink> _byAddress = uplinks.ToLookup(uplink => uplink.Address);

    /// <summary>Every finding of one sensor.</summary>
    /// <param name="sensor">Its id.</param>
    /// <param name="kind">Its profile.</param>
    /// <param name="begin">The first arrival of any sensor of the source.</param>
    /// <param name="end">The last.</param>
    public IEnumerable<ReferenceFinding> Judge(string sensor, string kind, DateTimeOffset begin, DateTimeOffset end)
    {
        var mine = _byAddress[$"s/{sensor}"].ToArray();
        var silent = (kind == "cover" ? CoverSensor.Interval : kind == "bin" ? BinSensor.Interval : WaterSensor.Interval) * 3;
        var found = new List<(string Rule, DateTimeOffset, DateTimeOffset?)>();
        found.AddRange(Silence([.. mine.Select(uplink => uplink.ReceivedAt)], begin, end, silent).Select(life => ("silence", life.Item1, life.Item2)));
        found.AddRange(Level(Values(mine, "battery"), new Limits(false, 15, 25, Hour, Hour, silent), end).Select(life => ("battery", life.Item1, life.Item2)));
        switch (kind)
        {
            case "cover":
                found.AddRange(Level(Values(mine, "tilt"), new Limits(true, 15, 10, TimeSpan.FromSeconds(2), Minute, silent), end).Select(life => ("tilt", life.Item1, life.Item2)));
                break;
            case "bin":
                var distances = Values(mine, "distance");
                var fill = distances.Select(came => came with { Value = FillOf(came.Value) }).ToList();
                found.AddRange(Level(fill, new Limits(true, 85, 70, Hour, TimeSpan.Zero, silent), end).Select(life => ("fill", life.Item1, life.Item2)));
                found.AddRange(Stuck(distances, TimeSpan.FromDays(3), 12, silent).Select(life => ("stuck", life.Item1, life.Item2)));
                break;
            default:
                var levels = Values(mine, "level");
                found.AddRange(Level(levels, new Limits(true, 0.5, 0.3, TimeSpan.Zero, TimeSpan.FromMinutes(30), silent), end).Select(life => ("threshold", life.Item1, life.Item2)));
                found.AddRange(Level(Rates(levels, 6 * Hour), new Limits(true, 0.1, 0.09, TimeSpan.Zero, Minute, silent), end).Select(life => ("rate", life.Item1, life.Item2)));
                break;
        }

        return found.Select(one => new ReferenceFinding(sensor, one.Rule, one.Item2, one.Item3));
    }

    private static List<Came> Values(Uplink[] uplinks, string quantity)
    {
        var came = new List<Came>();
        foreach (var uplink in uplinks)
        {
            using var message = JsonDocument.Parse(uplink.Payload);
            if (message.RootElement.TryGetProperty(quantity, out var value))
                came.Add(new Came(uplink.ReceivedAt, DateTimeOffset.FromUnixTimeMilliseconds(message.RootElement.GetProperty("at").GetInt64()), value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble()));
        }

        // What says the same of the same moment is a repeat.
        return [.. came.DistinctBy(one => (one.At, one.Value))];
    }

    private static double FillOf(double distance) => double.IsNaN(distance) || distance > BinSensor.Height * 1.1 ? double.NaN : Math.Clamp(100 * (BinSensor.Height - distance) / BinSensor.Full, 0, 100);

    private static List<Came> Rates(List<Came> values, TimeSpan over)
    {
        var (rates, newer) = (new List<Came>(), new List<Came>());
        foreach (var came in values.Where(came => !double.IsNaN(came.Value)))
        {
            if (newer.Count > 0 && came.At <= newer[^1].At)
                continue;
            newer.Add(came);
            var oldest = newer.TakeLast(32).First(one => one.At >= came.At - over);
            if (came.At > oldest.At && came.At - oldest.At >= over / 4)
                rates.Add(came with { Value = (came.Value - oldest.Value) / (came.At - oldest.At).TotalHours });
        }

        return rates;
    }

    private static IEnumerable<(DateTimeOffset, DateTimeOffset?)> Silence(DateTimeOffset[] arrivals, DateTimeOffset begin, DateTimeOffset end, TimeSpan limit)
    {
        var last = begin;
        foreach (var arrival in arrivals)
        {
            if (arrival - last >= limit)
                yield return (last + limit, arrival);
            last = arrival;
        }

        if (end - last >= limit)
            yield return (last + limit, null);
    }

    private static IEnumerable<(DateTimeOffset, DateTimeOffset?)> Stuck(List<Came> values, TimeSpan least, int readings, TimeSpan stands)
    {
        var inOrder = new List<Came>();
        DateTimeOffset? opened = null;
        foreach (var came in values)
        {
            if (inOrder.Count > 0 && came.At <= inOrder[^1].At)
                continue;
            if (opened is { } since && !Same(inOrder[^1].Value, came.Value))
            {
                yield return (since, came.At);
                opened = null;
            }

            inOrder.Add(came);
            var run = Tail(inOrder, 0, value => Same(value, came.Value));
            if (opened is null && run.Count >= readings && Stood(run, stands) >= least)
                opened = came.At;
        }

        if (opened is { } still)
            yield return (still, null);
    }

    /// <summary>The unbroken end of a list in which something holds.</summary>
    private static List<Came> Tail(List<Came> list, int from, Func<double, bool> holds)
    {
        var first = list.Count;
        while (first > from && holds(list[first - 1].Value))
            first--;
        return list[first..];
    }

    private static bool Same(double one, double other) => one.Equals(other);

    private static TimeSpan Stood(List<Came> run, TimeSpan stands)
    {
        var sum = TimeSpan.Zero;
        for (var i = 1; i < run.Count; i++)
            sum += run[i].At - run[i - 1].At < stands ? run[i].At - run[i - 1].At : stands;
        return sum;
    }

    private static IEnumerable<(DateTimeOffset, DateTimeOffset?)> Level(List<Came> values, Limits limits, DateTimeOffset end)
    {
        var inOrder = new List<Came>();
        var (lives, alarmsFrom, wellFrom) = (new List<(DateTimeOffset, DateTimeOffset?)>(), 0, 0);
        DateTimeOffset? opened = null;
        foreach (var came in values.Where(came => !double.IsNaN(came.Value)))
        {
            PassUntil(came.Arrived);
            if (inOrder.Count > 0 && came.At < inOrder[^1].At)
            {
                if (opened is null && Alarms() is [var first, ..] && came.At > first.At && !limits.IsAlarm(came.Value))
                    alarmsFrom = inOrder.Count - 1;
                else if (opened is not null && Well() is [var level, ..] && came.At > level.At && !limits.IsClear(came.Value))
                    wellFrom = inOrder.Count - 1;
                continue;
            }

            inOrder.Add(came);
            if (opened is null && Alarms() is { Count: > 0 } alarms && Stood(alarms, limits.Stands) >= limits.For)
                opened = came.At;
            else if (opened is not null && Well() is { Count: > 0 } well && Stood(well, limits.Stands) >= limits.ClearAfter)
                Close(came.At);
        }

        PassUntil(end);
        if (opened is { } still)
            lives.Add((still, null));
        return lives;

        List<Came> Alarms() => Tail(inOrder, alarmsFrom, limits.IsAlarm);

        List<Came> Well() => Tail(inOrder, wellFrom, limits.IsClear);

        // Nothing comes until then, and the newest value stands.
        void PassUntil(DateTimeOffset now)
        {
            var waiting = opened is null ? Alarms() : Well();
            if (waiting.Count == 0)
                return;
            var left = (opened is null ? limits.For : limits.ClearAfter) - Stood(waiting, limits.Stands);
            if (left > limits.Stands || waiting[^1].Arrived + left > now)
                return;
            if (opened is null)
                opened = waiting[^1].At + left;
            else
                Close(waiting[^1].At + left);
        }

        void Close(DateTimeOffset at)
        {
            lives.Add((opened!.Value, at));
            (opened, alarmsFrom, wellFrom) = (null, inOrder.Count, inOrder.Count);
        }
    }
}
