using System.Threading.Channels;
using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Outbox;
using EdgeWatch.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.EdgeAgent.Centre;

/// <summary>
/// Empties the outbox: sends what may leave, a window of rows at a time, pictures before their events, the steps of an incident one after the other, and
/// again what no bridge has acknowledged in time. One task owns the window; it sleeps until a row, an acknowledgement or a connection comes.
/// </summary>
internal sealed class OutboxPublisher(string agent, OutboxOptions options, Outbox.Outbox outbox, IMqttClient client, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Forever = TimeSpan.FromHours(1);
    private readonly Signal _signal = new();
    private readonly Dictionary<Guid, SentRow> _window = [];

    private readonly Channel<Acknowledgement> _acknowledgements = Channel.CreateBounded<Acknowledgement>(
        new BoundedChannelOptions(1024) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private int _reconnected;

    /// <summary>Something was appended.</summary>
    public void Appended() => _signal.Set();

    /// <summary>A connection stands: what is in the window may have been lost with the last one and is sent again.</summary>
    public void Connected()
    {
        Volatile.Write(ref _reconnected, 1);
        _signal.Set();
    }

    /// <summary>Takes what a bridge said.</summary>
    public async ValueTask AcknowledgeAsync(Acknowledgement acknowledgement, CancellationToken abort)
    {
        await _acknowledgements.Writer.WriteAsync(acknowledgement, abort);
        _signal.Set();
    }

    /// <summary>Runs until told to stop; what waits then stays in the outbox.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var wait = Forever;
            try
            {
                await SettleAsync(stop);
                wait = await SendAsync(stop);
            }
            catch (Exception error) when (!stop.IsCancellationRequested)
            {
                Log.LinkRoundFailed(logger, error, "The publisher");
                wait = TimeSpan.FromSeconds(1);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await _signal.WaitAsync(wait, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SettleAsync(CancellationToken stop)
    {
        List<Guid>? committed = null;
        List<Refusal>? refused = null;
        while (_acknowledgements.Reader.TryRead(out var acknowledgement))
        {
            (committed ??= []).AddRange(acknowledgement.Committed);
            (refused ??= []).AddRange(acknowledgement.Refused);
        }

        if (committed is null || refused is null)
            return;
        foreach (var refusal in refused)
            Log.BridgeRefused(logger, refusal.Id, refusal.Reason);
        await outbox.SettleAsync(new Acknowledgement { Committed = committed, Refused = refused }, stop);

        // Only now: a row that is still on disk but no longer in the window would be read and sent once more.
        foreach (var id in committed.Concat(refused.Select(refusal => refusal.Id)))
            _window.Remove(id);
    }

    /// <summary>Sends what is due; returns how long nothing will be.</summary>
    private async Task<TimeSpan> SendAsync(CancellationToken stop)
    {
        if (!client.IsConnected)
            return Forever;
        if (Interlocked.Exchange(ref _reconnected, 0) != 0)
        {
            foreach (var row in _window.Values)
                row.DueAt = DateTimeOffset.MinValue;
        }

        var rows = Due();
        Fill(rows);
        if (rows.Count > 0)
            await PublishAsync(rows, stop);
        if (_window.Count == 0)
            return Forever;
        var wait = _window.Values.Min(row => row.DueAt) - time.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(1);
    }

    /// <summary>Rows of the window that were not acknowledged in time. One that has gone from the outbox meanwhile (dropped there) leaves the window.</summary>
    private List<OutboxRow> Due()
    {
        var now = time.GetUtcNow();
        var rows = new List<OutboxRow>();
        foreach (var (id, sent) in _window.Where(entry => entry.Value.DueAt <= now).OrderBy(entry => entry.Value.Sequence).ToArray())
        {
            if (outbox.Read(id) is { } row)
                rows.Add(row);
            else
                _window.Remove(id);
        }

        return rows;
    }

    /// <summary>Fills the window. Samples take at most half of it, so that an event never waits behind them.</summary>
    private void Fill(List<OutboxRow> rows)
    {
        var free = options.InFlight - _window.Count;
        if (free <= 0)
            return;
        free -= Take(outbox.ReadUrgent(options.InFlight + _window.Count), free);
        var samples = Math.Min(free, options.InFlight / 2 - _window.Values.Count(row => row.Kind == RowKind.Sample));
        if (samples > 0)
            Take(outbox.ReadSamples(options.InFlight), samples);

        int Take(IReadOnlyList<OutboxRow> candidates, int most)
        {
            var taken = 0;
            foreach (var row in candidates)
            {
                if (taken == most)
                    break;
                if (!_window.TryAdd(row.Id, new SentRow(row.Sequence, row.Kind)))
                    continue;
                rows.Add(row);
                taken++;
            }

            return taken;
        }
    }

    private async Task PublishAsync(List<OutboxRow> rows, CancellationToken stop)
    {
        // Begun in order on one connection, so the broker gets them in order; awaited together. Samples that are due again go behind a fresh event.
        var publishes = rows.OrderBy(row => row.Kind == RowKind.Sample).ThenBy(row => row.Sequence)
            .Select(row => (Row: row, Task: client.PublishAsync(MessageOf(row), stop).AsTask())).ToArray();
        foreach (var (row, task) in publishes)
        {
            try
            {
                await task;
            }
            catch (MqttException failure)
            {
                Log.PublishFailed(logger, row.Kind.ToString(), row.Id, failure.Message);
            }

            if (_window.TryGetValue(row.Id, out var sent))
                sent.DueAt = time.GetUtcNow() + options.ResendAfter;
        }
    }

    private MqttPublish MessageOf(OutboxRow row) => row.Kind switch
    {
        RowKind.Report => new MqttPublish(Topics.Report(agent), row.Body) { ContentType = "application/json", ResponseTopic = Topics.Acks(agent) },
        RowKind.Sample => new MqttPublish(Topics.Scores(agent), row.Body) { ContentType = "application/json", ResponseTopic = Topics.Acks(agent) },
        _ when row.Kind.IsPicture() => new MqttPublish(Topics.Evidence(agent, row.Id), row.Body) { ContentType = "image/jpeg", ResponseTopic = Topics.Acks(agent) },
        _ => new MqttPublish(Topics.Events(agent), row.Body) { ContentType = CandidateEvent.ContentType, ResponseTopic = Topics.Acks(agent) },
    };

    private sealed class SentRow(long sequence, RowKind kind)
    {
        public long Sequence => sequence;

        public RowKind Kind => kind;

        public DateTimeOffset DueAt { get; set; }
    }
}
