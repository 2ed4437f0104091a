using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.Ingest.Tests.Sensors;

/// <summary>Reads a source in the background and keeps what came.</summary>
internal sealed class Listening : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly List<Uplink> _uplinks = [];
    private readonly Task _reading;
    private readonly IUplinkSource _source;

    /// <param name="source">What is read.</param>
    /// <param name="each">Is awaited after each uplink: a slow reader.</param>
    /// <param name="stop">Ends the reading; null: only the disposal does.</param>
    public Listening(IUplinkSource source, Func<Task>? each = null, CancellationTokenSource? stop = null)
    {
        (_source, _stop) = (source, stop ?? new CancellationTokenSource());
        _reading = Task.Run(() => ReadAsync(source, each));
    }

    public UplinkSourceStatus Status => _source.Status;

    public IReadOnlyList<Uplink> Uplinks
    {
        get
        {
            lock (_uplinks)
                return [.. _uplinks];
        }
    }

    public Task CameAsync(int count) => Eventually.TrueAsync(() => Uplinks.Count >= count, $"{count} uplinks of {_source.Status.Source}; {Uplinks.Count} came, {_source.Status}");

    public Task LiveAsync() => Eventually.TrueAsync(() => _source.Status.Live, $"{_source.Status.Source} live");

    /// <summary>Waits for the end of a source that has one.</summary>
    public Task EndAsync() => _reading.WaitAsync(TimeSpan.FromSeconds(20));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading.WaitAsync(TimeSpan.FromSeconds(20));
        await _source.DisposeAsync();
        _stop.Dispose();
    }

    private async Task ReadAsync(IUplinkSource source, Func<Task>? each)
    {
        await foreach (var uplink in source.ReadAsync(_stop.Token))
        {
            lock (_uplinks)
                _uplinks.Add(uplink);
            if (each is not null)
                await each();
        }
    }
}

/// <summary>What every source of uplinks must do.</summary>
public abstract class UplinkSourceSuite : IAsyncLifetime
{
    private protected SensorRig Rig { get; } = new();

    /// <summary>Makes what the source connects to.</summary>
    public abstract Task InitializeAsync();

    public virtual Task DisposeAsync()
    {
        Rig.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>The options of a source that can be read.</summary>
    private protected abstract UplinkSourceOptions Options { get; }

    /// <summary>Texts that must not reach a log or status.</summary>
    private protected virtual string[] Secrets => [];

    /// <summary>Has so many uplinks sent, once the source is live.</summary>
    private protected abstract Task SendAsync(Listening listening, int count);

    [Fact]
    public async Task Uplinks_come_in_order_with_source_address_and_time_and_are_counted()
    {
        await using var listening = new Listening(Rig.Open(Options));
        await SendAsync(listening, 5);
        await listening.CameAsync(5);
        var first = listening.Uplinks.Take(5).ToArray();
        first.ShouldAllBe(uplink => uplink.Source == Options.Name && uplink.Address.Length > 0 && uplink.ReceivedAt.Offset == TimeSpan.Zero && !uplink.Payload.IsEmpty);
        first.Select(uplink => uplink.ReceivedAt).ShouldBeInOrder();
        listening.Status.Received.ShouldBeGreaterThanOrEqualTo(5);
        Rig.Counted($"edgewatch.ingest.uplinks.received {Options.Name}").ShouldBeGreaterThanOrEqualTo(5);
    }

    [Fact]
    public async Task A_source_that_is_stopped_ends_in_good_order_and_can_be_disposed_of_twice()
    {
        var source = Rig.Open(Options);
        var listening = new Listening(source);
        await SendAsync(listening, 1);
        await listening.CameAsync(1);
        await listening.DisposeAsync();
        await source.DisposeAsync();
        Rig.Lines.ShouldNotContain(line => line.Contains("Exception", StringComparison.Ordinal));
        Rig.Lines.ShouldNotContain(line => line.Contains("went down", StringComparison.Ordinal), "nobody is to look for a fault where there is none");
    }

    /// <summary>The sender was told that it has come; only the reader was slow.</summary>
    [Fact]
    public async Task What_came_before_the_stop_is_handed_on_and_nothing_is_lost_from_the_counts()
    {
        await using var source = Rig.Open(Options);
        using var stop = new CancellationTokenSource();
        var taken = 0L;
        await using var listening = new Listening(source, async () =>
        {
            if (Interlocked.Increment(ref taken) == 1)
                await Eventually.TrueAsync(() => stop.IsCancellationRequested, "the stop");
        }, stop);
        await SendAsync(listening, 4);
        await Eventually.TrueAsync(() => source.Status.Received >= 4 || Options.Kind == UplinkSourceKind.File, "four came");
        await stop.CancelAsync();
        await listening.EndAsync();
        Interlocked.Read(ref taken).ShouldBe(source.Status.Received);
    }

    [Fact]
    public async Task A_source_that_was_never_read_can_be_disposed_of()
    {
        var source = Rig.Open(Options);
        source.Status.Live.ShouldBeFalse();
        await source.DisposeAsync();
    }

    [Fact]
    public async Task No_secret_reaches_a_log_or_status()
    {
        await using var listening = new Listening(Rig.Open(Options));
        await SendAsync(listening, 1);
        await listening.CameAsync(1);
        foreach (var secret in Secrets)
            string.Join('\n', [.. Rig.Lines, $"{listening.Status}", $"{Options}"]).ShouldNotContain(secret);
    }
}
