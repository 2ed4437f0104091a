using System.Runtime.CompilerServices;
using System.Threading.Channels;
using EdgeWatch.Ingest.Video;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.Ingest.Sensors.Modbus;

/// <summary>
/// Uplinks by polling Modbus TCP devices: one connection and one task for each host and port, its units in turn, so that a host that is away holds up no other. The source is
/// live while any host answers.
/// </summary>
internal sealed class ModbusUplinkSource : IUplinkSource
{
    private readonly UplinkSourceOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly IngestMetrics _metrics;
    private readonly UplinkSourceBoard _board;
    private readonly Channel<Uplink> _queue;
    private int _answering;

    public ModbusUplinkSource(UplinkSourceOptions options, TimeProvider time, ILogger log, IngestMetrics metrics)
    {
        (_options, _time, _log, _metrics) = (options, time, log, metrics);
        _board = new UplinkSourceBoard(options.Name, time, log, metrics);
        _queue = Channel.CreateBounded<Uplink>(new BoundedChannelOptions(options.Queue) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    }

    public UplinkSourceStatus Status => _board.Status;

    public async IAsyncEnumerable<Uplink> ReadAsync([EnumeratorCancellation] CancellationToken stop)
    {
        var hosts = _options.Devices.GroupBy(device => (device.Host, device.Port))
            .Select(devices => PollHostAsync(devices.Key.Host, devices.Key.Port, [.. devices], stop)).ToArray();
        var all = Task.WhenAll(hosts).ContinueWith(_ => _queue.Writer.TryComplete(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await foreach (var uplink in _queue.Reader.ReadAllAsync(CancellationToken.None))
            yield return uplink;

        await all;
    }

    public ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    private async Task PollHostAsync(string host, int port, ModbusDeviceOptions[] devices, CancellationToken stop)
    {
        var polls = devices.Select(device => new ModbusPoll(_options.Name, device, _options.Timeout, _time)).ToArray();
        var backoff = new Backoff(_options.ReconnectDelay, _options.ReconnectLimit, Random.Shared.NextDouble);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var connection = await ModbusConnection.OpenAsync(host, port, _options.Timeout, _time, stop);
                await PollUntilLostAsync(connection, polls, backoff, stop);
            }
            catch (ModbusException lost)
            {
                _metrics.ModbusPolled(_options.Name, "lost");
                Complain($"modbus {host}:{port}: {lost.Message}");
            }
            catch (Exception error) when (error is OperationCanceledException or ChannelClosedException)
            {
                return;
            }
            catch (Exception error)
            {
                _log.UplinkSourceFailed(error, _options.Name);
            }

            await Task.Delay(backoff.Next(), _time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task PollUntilLostAsync(ModbusConnection connection, ModbusPoll[] polls, Backoff backoff, CancellationToken stop)
    {
        var answering = false;
        try
        {
            while (true)
            {
                var began = _time.GetTimestamp();
                foreach (var poll in polls)
                {
                    var (uplink, complaint) = await poll.RunAsync(connection, stop);
                    _metrics.ModbusPolled(_options.Name, complaint is null ? "answered" : "refused");
                    if (!answering)
                        Interlocked.Increment(ref _answering);
                    answering = true;
                    backoff.Reset();
                    _board.Live(poll.Address);
                    if (complaint is not null)
                        _board.Warn(complaint);
                    if (uplink is null)
                        continue;
                    _board.Received();
                    await _queue.Writer.WriteAsync(uplink, stop);
                }

                var rest = _options.PollInterval - _time.GetElapsedTime(began);
                if (rest > TimeSpan.Zero)
                    await Task.Delay(rest, _time, stop);
            }
        }
        finally
        {
            if (answering)
                Interlocked.Decrement(ref _answering);
        }
    }

    private void Complain(string error)
    {
        if (Volatile.Read(ref _answering) == 0)
            _board.Down(error);
        else
            _board.Warn(error);
    }
}
