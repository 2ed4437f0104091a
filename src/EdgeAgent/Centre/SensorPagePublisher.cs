using System.Text.Json;
using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Sensors;
using EdgeWatch.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.EdgeAgent.Centre;

/// <summary>
/// Keeps the retained pages of the sensors' status true: a page on which a sensor has changed its state at most every 5 s, one on which sensors were only heard
/// every minute, one on which nothing happened not at all; all of them after each connection. Pages that are not needed any more are emptied.
/// </summary>
internal sealed class SensorPagePublisher(string agent, SensorPages pages, SensorKeeper? keeper, IMqttClient client, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RestAfterChange = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RestAfterHearing = TimeSpan.FromMinutes(1);
    private readonly List<DateTimeOffset> _publishedAt = [];
    private readonly Signal _signal = new();
    private int _all = 1;
    private int _before = keeper?.Pages ?? 0;

    /// <summary>A connection stands: the broker may have lost what it kept.</summary>
    public void PublishAll()
    {
        Volatile.Write(ref _all, 1);
        _signal.Set();
    }

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (client.IsConnected)
                    await RoundAsync(stop);
            }
            catch (MqttException failure)
            {
                Volatile.Write(ref _all, 1);
                Log.StateNotPublished(logger, "The sensors' status", failure.Message);
            }
            catch (Exception error) when (!stop.IsCancellationRequested)
            {
                Log.LinkRoundFailed(logger, error, "The sensors' status");
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await _signal.WaitAsync(Round, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Publishes what is due.</summary>
    internal async Task RoundAsync(CancellationToken stop)
    {
        var marks = pages.Marks;
        var all = Interlocked.Exchange(ref _all, 0) != 0;
        if (marks.Count != _before)
        {
            for (var gone = marks.Count; gone < _before; gone++)
                await client.PublishAsync(new MqttPublish(Topics.Sensors(agent, gone), ReadOnlyMemory<byte>.Empty) { Retain = true }, stop);
            _before = marks.Count;
            if (keeper is not null)
                keeper.Pages = _before;
        }

        while (_publishedAt.Count < marks.Count)
            _publishedAt.Add(DateTimeOffset.MinValue);
        for (var page = 0; page < marks.Count; page++)
        {
            var (mark, rested) = (marks[page], time.GetUtcNow() - _publishedAt[page]);
            if (!all && !(mark.HasTurned && rested >= RestAfterChange) && !(mark.WasHeard && rested >= RestAfterHearing))
                continue;
            // What happens while the page is read belongs to the next.
            mark.Take();
            var body = JsonSerializer.SerializeToUtf8Bytes(pages.Read(agent, page, time.GetUtcNow()), ContractsJson.Default.SensorPage);
            await client.PublishAsync(new MqttPublish(Topics.Sensors(agent, page), body) { Retain = true, ContentType = "application/json" }, stop);
            _publishedAt[page] = time.GetUtcNow();
        }
    }
}
