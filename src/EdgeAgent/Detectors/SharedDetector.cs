using System.Threading.Channels;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>
/// One model that many cameras look through: frames wait in a bounded queue (a full one makes its callers wait) and one task serves them, several in
/// one run where the model allows it and several wait.
/// </summary>
internal sealed class SharedDetector : IDetector
{
    private readonly ModelFolder _folder;
    private readonly ModelRunner _runner;
    private readonly SemaphoreSlim _turn;
    private readonly AgentMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly Channel<DetectRequest> _waiting;
    private readonly List<DetectRequest> _batch = [];
    private readonly Task _worker;
    private volatile bool _disposed;

    /// <param name="folder">The model.</param>
    /// <param name="options">Threads, floor and capacity.</param>
    /// <param name="turn">Held during a run: models that share it run one after another, so that together they use no more threads than one.</param>
    /// <param name="metrics">Told of waits and runs.</param>
    /// <param name="time">For both.</param>
    /// <exception cref="ModelException">The weights are not what the manifest says.</exception>
    public SharedDetector(ModelFolder folder, DetectorOptions options, SemaphoreSlim turn, AgentMetrics metrics, TimeProvider time)
    {
        (_folder, _turn, _metrics, _time) = (folder, turn, metrics, time);
        Model = folder.Id;
        Classes = folder.Manifest.Classes.ToDictionary(entry => entry.Name, entry => entry.Threshold, StringComparer.Ordinal);
        Rates = folder.Manifest.Classes
            .Where(entry => entry is { Recall: not null, FalseLooks: not null })
            .ToDictionary(entry => entry.Name, entry => new ClassRates(entry.Recall!.Value, entry.FalseLooks!.Value), StringComparer.Ordinal);
        _runner = new ModelRunner(folder, options.Threads, options.Floor);
        _waiting = Channel.CreateBounded<DetectRequest>(
            new BoundedChannelOptions(options.QueueCapacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        _worker = Task.Run(ServeAsync);
    }

    public string Model { get; }

    public IReadOnlyDictionary<string, float> Classes { get; }

    public IReadOnlyDictionary<string, ClassRates> Rates { get; }

    /// <summary>Frames that wait.</summary>
    public int Waiting => _waiting.Reader.Count;

    public async ValueTask<IReadOnlyList<Detection>> DetectAsync(Frame frame, CancellationToken abort)
    {
        var request = new DetectRequest(frame, _time.GetTimestamp(), abort);
        try
        {
            await _waiting.Writer.WriteAsync(request, abort);
        }
        catch (ChannelClosedException error)
        {
            throw new ObjectDisposedException($"the detector {Model} was closed", error);
        }

        await using var abandon = abort.UnsafeRegister(static state => ((DetectRequest)state!).Abandon(), request);
        return await request.Task;
    }

    /// <summary>Ends the run under way, refuses what waits, and closes the model.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        _waiting.Writer.TryComplete();
        await _worker;
        _runner.Dispose();
    }

    private async Task ServeAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync())
        {
            await _turn.WaitAsync();
            try
            {
                TakeBatch();
                if (_batch.Count > 0)
                    ServeBatch();
            }
            finally
            {
                _turn.Release();
            }
        }
    }

    /// <summary>Takes up what waits, up to one run, and puts it into the network's input.</summary>
    private void TakeBatch()
    {
        _batch.Clear();
        while (_batch.Count < _runner.MaxBatch && _waiting.Reader.TryRead(out var request))
        {
            if (!request.TryTake())
                continue;
            if (_disposed)
                request.TrySetException(new ObjectDisposedException(Model));
            else if (TryFill(request))
                _batch.Add(request);
        }
    }

    /// <summary>A frame that cannot be read hurts only its own caller.</summary>
    private bool TryFill(DetectRequest request)
    {
        try
        {
            _runner.Fill(_batch.Count, request.Frame);
            _metrics.DetectorWaited(_folder.Manifest.Name, _time.GetElapsedTime(request.Since));
            return true;
        }
        catch (Exception error)
        {
            request.TrySetException(error);
            return false;
        }
    }

    private void ServeBatch()
    {
        try
        {
            var started = _time.GetTimestamp();
            _runner.Run(_batch.Count);
            for (var place = 0; place < _batch.Count; place++)
                _batch[place].TrySetResult(_runner.Read(place));
            _metrics.DetectorRan(_folder.Manifest.Name, _batch.Count, _time.GetElapsedTime(started));
        }
        catch (Exception error)
        {
            foreach (var request in _batch)
                request.TrySetException(error);
        }
    }
}

/// <summary>How a model is run.</summary>
internal sealed record DetectorOptions
{
    /// <summary>Threads of one run.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Least score that is reported; null: the manifest's.</summary>
    public float? Floor { get; init; }

    /// <summary>Frames that may wait; each is held by its camera meanwhile.</summary>
    public int QueueCapacity { get; init; } = 64;
}
