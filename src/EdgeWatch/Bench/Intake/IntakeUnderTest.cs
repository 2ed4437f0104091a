using System.Diagnostics.Metrics;
using EdgeWatch.CaseBridge;
using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Intake;
using EdgeWatch.CaseBridge.Live;
using EdgeWatch.CaseBridge.Options;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Terminal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.Bench.Intake;

/// <summary>The bridge's own queue, worker, intake and store in this process: from the bytes of an event to its acknowledgement. Only the broker is missing.</summary>
internal sealed class IntakeUnderTest : IAsyncDisposable
{
    /// <summary>Messages between broker and commit at a time; the queue holds more.</summary>
    private const int UnderWay = 6_000;

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddLogging(logging => ConsoleLogs.Configure(logging, LogLevel.Warning)).BuildServiceProvider();
    private readonly SilentBroker _broker = new();
    private readonly CaseStore _store;
    private readonly IntakeQueue _queue;
    private readonly IntakeWorker _worker;
    private readonly MeterListener _batches = new();
    private long _added;
    private long _committed;

    private IntakeUnderTest(SqlDialect dialect, string folder)
    {
        _store = CaseStore.Open(dialect, TimeProvider.System);
        var metrics = new BridgeMetrics(_services.GetRequiredService<IMeterFactory>());
        // Acknowledgements name an id once, however often it came; what is counted is what came.
        _batches.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == BridgeMetrics.MeterName && instrument.Name == "edgewatch.bridge.batch.size")
                listener.EnableMeasurementEvents(instrument);
        };
        _batches.SetMeasurementEventCallback<long>((_, messages, _, _) => Interlocked.Add(ref _committed, messages));
        _batches.Start();
        var acknowledger = new Acknowledger(_broker, new LiveFeed(metrics), metrics, _services.GetRequiredService<ILogger<Acknowledger>>());
        var intake = new EventIntake(_store, new EvidenceFiles(Path.Combine(folder, "evidence")), acknowledger, new BridgeOptions(), SamenessRules.Default, new StormWatch(metrics, _services.GetRequiredService<ILogger<StormWatch>>()));
        _queue = new IntakeQueue(metrics, TimeProvider.System, _services.GetRequiredService<ILogger<IntakeQueue>>());
        _worker = new IntakeWorker(_queue, intake, _store, metrics, TimeProvider.System, _services.GetRequiredService<ILogger<IntakeWorker>>());
    }

    public CaseStore Store => _store;

    public static async Task<IntakeUnderTest> StartAsync(SqlDialect dialect, string folder, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        var intake = new IntakeUnderTest(dialect, folder);
        await intake._worker.StartAsync(stop);
        return intake;
    }

    /// <summary>Takes all messages, as fast as it can, and returns when the last is committed.</summary>
    public async Task TakeAsync(IEnumerable<WaitingMessage> messages, CancellationToken stop)
    {
        foreach (var message in messages)
        {
            while (_added - Interlocked.Read(ref _committed) >= UnderWay)
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, stop);
            _queue.Add(message);
            _added++;
        }

        while (Interlocked.Read(ref _committed) < _added)
        {
            if (_worker.ExecuteTask is { IsFaulted: true } failed)
                await failed;
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, stop);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.StopAsync(CancellationToken.None);
        _worker.Dispose();
        _batches.Dispose();
        _store.Dispose();
        await _services.DisposeAsync();
    }
}
