using System.Buffers;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.Ingest.Sensors;

/// <summary>
/// Keeps what could not be understood, with its reason, in files of recorded uplinks: once the make is known or the mistake mended, they can be replayed. The newest are
/// kept; the oldest file goes when the budget is used up. A disk that fails costs the copy, never the agent; what was kept, forgotten and failed is counted. Safe from any thread.
/// </summary>
public sealed class UndecodedUplinks : IDisposable
{
    private const int Files = 8;
    private const string Pattern = "undecoded-*.jsonl";
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _line = new(4096);
    private readonly string _folder;
    private readonly long _fileBudget;
    private readonly IngestMetrics _metrics;
    private readonly ILogger _log;
    private FileStream? _file;
    private long _number;
    private bool _failing;

    /// <summary>Opens the folder, making it where it is missing; what an earlier run kept there stays and counts against the budget.</summary>
    /// <param name="folder">Where the files lie.</param>
    /// <param name="budget">Bytes for all of them.</param>
    /// <param name="metrics">Where it is counted.</param>
    /// <param name="log">Where a disk that fails is written.</param>
    public UndecodedUplinks(string folder, long budget, IngestMetrics metrics, ILogger log)
    {
        (_folder, _fileBudget, _metrics, _log) = (folder, Math.Max(1, budget / Files), metrics, log);
        _number = Kept().Select(NumberOf).DefaultIfEmpty(0).Max();
    }

    /// <summary>How many were not understood since the start, kept or not.</summary>
    public long Count { get; private set; }

    /// <summary>Keeps an uplink with the reason for which it was not understood.</summary>
    public void Keep(Uplink uplink, string reason)
    {
        lock (_gate)
        {
            Count++;
            try
            {
                _line.ResetWrittenCount();
                UplinkLine.Write(_line, uplink, reason);
                Append(_line.WrittenSpan);
                _metrics.UndecodedKept(uplink.Source, "kept");
                _failing = false;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                _metrics.UndecodedKept(uplink.Source, "failed");
                _file?.Dispose();
                _file = null;
                if (!_failing)
                    _log.UndecodedNotKept(_folder, error.Message);
                _failing = true;
            }
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _file?.Dispose();
            _file = null;
        }
    }

    private void Append(ReadOnlySpan<byte> line)
    {
        if (_file is null || _file.Length + line.Length > _fileBudget)
            Turn();
        _file!.Write(line);
        _file.Flush();
    }

    /// <summary>Begins a new file and lets go of the oldest. After a start too: the last line of a killed process may be half.</summary>
    private void Turn()
    {
        _file?.Dispose();
        Directory.CreateDirectory(_folder);
        _file = new FileStream(Path.Combine(_folder, $"undecoded-{++_number:D10}.jsonl"), FileMode.Create, FileAccess.Write, FileShare.Read);
        foreach (var old in Kept().OrderByDescending(NumberOf).Skip(Files))
        {
            File.Delete(old);
            _metrics.UndecodedForgotten();
        }
    }

    private IEnumerable<string> Kept() => Directory.Exists(_folder) ? Directory.EnumerateFiles(_folder, Pattern) : [];

    private static long NumberOf(string file) =>
        long.TryParse(Path.GetFileNameWithoutExtension(file).AsSpan("undecoded-".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
