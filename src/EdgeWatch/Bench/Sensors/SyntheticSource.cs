using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using EdgeWatch.Bench.Dedup.City;
using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.Bench.Sensors;

/// <summary>
/// The uplinks of one source's sensors in the order in which they arrive, each a message of bytes as from a broker: half a second after it was measured; some hours late; one in a
/// hundred twice. No network gives ids here, so that repeats must be known by what they say.
/// </summary>
internal sealed class SyntheticSource(SyntheticPlan plan, int source) : IUplinkSource
{
    private const double Late = 0.003;
    private const double Repeated = 0.01;
    private readonly DateTimeOffset _since = SyntheticPlan.Begin;
    private long _received;
    private volatile bool _ended;

    public UplinkSourceStatus Status => new() { Source = SyntheticPlan.SourceOf(source), Live = !_ended, Since = _since, Received = Volatile.Read(ref _received) };

    /// <summary>Readings that were sent so far, repeats not counted.</summary>
    public long Readings { get; private set; }

    public async IAsyncEnumerable<Uplink> ReadAsync([EnumeratorCancellation] CancellationToken stop)
    {
        foreach (var uplink in Uplinks())
        {
            if (stop.IsCancellationRequested)
                break;
            Volatile.Write(ref _received, _received + 1);
            yield return uplink;
        }

        _ended = true;
        await Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>All of them.</summary>
    public IEnumerable<Uplink> Uplinks()
    {
        var (dice, weather, end) = (new Dice(plan.Seed + source), plan.Weather(), plan.End);
        var queue = new PriorityQueue<Sending, long>();
        for (var index = source; index < plan.Sensors; index += plan.Sources)
            Plan(new Sending($"s/{SyntheticPlan.NameOf(index)}", plan.Make(index, weather), null), queue, dice);
        while (queue.TryDequeue(out var sending, out var at) && at < end.UtcTicks)
        {
            yield return new Uplink { Source = SyntheticPlan.SourceOf(source), Address = sending.Address, Payload = sending.Payload!, ReceivedAt = new DateTimeOffset(at, TimeSpan.Zero) };
            if (sending.Sensor is null)
                continue;
            if (dice.Happens(Repeated))
                queue.Enqueue(sending with { Sensor = null }, at + dice.Between(TimeSpan.FromSeconds(0.1), TimeSpan.FromMinutes(1)).Ticks);
            Plan(sending, queue, dice);
        }
    }

    /// <summary>The sensor's next report, on its way. A late one travels alone; the one after it does not wait.</summary>
    private void Plan(Sending sending, PriorityQueue<Sending, long> queue, Dice dice)
    {
        while (true)
        {
            var report = sending.Sensor!.Next();
            var arrives = report.At.UtcTicks + dice.Between(TimeSpan.FromSeconds(0.4), TimeSpan.FromSeconds(0.6)).Ticks;
            var next = sending with { Payload = PayloadOf(sending.Sensor.Quantity, report) };
            Readings += report.Battery is null ? 1 : 2;
            if (!dice.Happens(Late))
            {
                queue.Enqueue(next, arrives);
                return;
            }

            queue.Enqueue(next with { Sensor = null }, arrives + dice.Between(TimeSpan.FromSeconds(1), TimeSpan.FromHours(5)).Ticks);
        }
    }

    private static byte[] PayloadOf(string quantity, in Report report)
    {
        Span<byte> text = stackalloc byte[128];
        var length = Encoding.UTF8.GetBytes("{\"at\":", text);
        length += Write(text[length..], report.At.ToUnixTimeMilliseconds());
        length += Encoding.UTF8.GetBytes(",\"", text[length..]);
        length += Encoding.UTF8.GetBytes(quantity, text[length..]);
        length += Encoding.UTF8.GetBytes("\":", text[length..]);
        if (double.IsNaN(report.Value))
            length += Encoding.UTF8.GetBytes("null", text[length..]);
        else if (report.Value.TryFormat(text[length..], out var written, default, CultureInfo.InvariantCulture))
            length += written;
        if (report.Battery is { } battery)
        {
            length += Encoding.UTF8.GetBytes(",\"battery\":", text[length..]);
            length += Write(text[length..], battery);
        }

        text[length++] = (byte)'}';
        return text[..length].ToArray();
    }

    private static int Write(Span<byte> text, long number) => Utf8Formatter.TryFormat(number, text, out var written) ? written : 0;

    private readonly record struct Sending(string Address, ISyntheticSensor? Sensor, byte[]? Payload);
}
