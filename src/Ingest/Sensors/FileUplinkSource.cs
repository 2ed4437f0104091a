using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.Ingest.Sensors;

/// <summary>
/// Uplinks from a file, one a line (<see cref="UplinkLine"/>), in the order in which they stand, read as they are taken: a file of any size needs the memory of a line. A line
/// that cannot be read is handed on as it is, so that it is refused and counted like any uplink that is not understood.
/// </summary>
internal sealed class FileUplinkSource(UplinkSourceOptions options, TimeProvider time, ILogger log, IngestMetrics metrics) : IUplinkSource
{
    private const int BufferBytes = 256 * 1024;
    private readonly UplinkSourceBoard _board = new(options.Name, time, log, metrics);
    private DateTimeOffset _firstRecorded;
    private long _firstPlayed;

    public UplinkSourceStatus Status => _board.Status;

    public async IAsyncEnumerable<Uplink> ReadAsync([EnumeratorCancellation] CancellationToken stop)
    {
        using var lines = Open();
        if (lines is null)
            yield break;
        _board.Live(options.Path ?? "");
        var (number, last) = (0, time.GetUtcNow());
        while (ReadLine(lines) is { } line && !stop.IsCancellationRequested)
        {
            number++;
            if (line.Length == 0)
                continue;
            var uplink = Read(line, number, last);
            last = uplink.ReceivedAt;
            if (!await DueAsync(uplink.ReceivedAt, stop))
                yield break;
            _board.Received();
            yield return uplink;
        }

        _board.Ended();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private StreamReader? Open()
    {
        try
        {
            Stream stream = new FileStream(options.Path ?? "", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, BufferBytes);
            if (options.Path!.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
                stream = new GZipStream(stream, CompressionMode.Decompress);
            return new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, BufferBytes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            _board.Down($"{options.Path}: {error.Message}");
            return null;
        }
    }

    /// <summary>The next line; null at the end, also where the file ends in the middle of its packing.</summary>
    private string? ReadLine(StreamReader lines)
    {
        try
        {
            return lines.ReadLine();
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            _board.Warn($"{options.Path}: reading ended early: {error.Message}");
            return null;
        }
    }

    private Uplink Read(string line, int number, DateTimeOffset last)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        if (UplinkLine.TryRead(options.Name, bytes, out var uplink, out var error))
            return uplink!;
        var address = $"{options.Path}:{number}";
        _board.Warn($"{address} is no recorded uplink: {error}");
        return new Uplink { Source = options.Name, Address = address, Payload = bytes, ReceivedAt = last };
    }

    /// <summary>Waits until an uplink is due by the speed; false where stop was asked for.</summary>
    private async ValueTask<bool> DueAsync(DateTimeOffset recorded, CancellationToken stop)
    {
        if (options.Speed <= 0)
            return true;
        if (_firstPlayed == 0)
            (_firstRecorded, _firstPlayed) = (recorded, time.GetTimestamp());
        var wait = (recorded - _firstRecorded) / options.Speed - time.GetElapsedTime(_firstPlayed);
        if (wait <= TimeSpan.Zero)
            return true;
        try
        {
            await Task.Delay(wait, time, stop);
            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
    }
}
