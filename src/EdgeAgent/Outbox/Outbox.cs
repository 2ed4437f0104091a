using System.Text.Json;
using System.Threading.Channels;
using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Options;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.EdgeAgent.Outbox;

/// <summary>
/// What must not be lost between the agent and the case store: candidates with their pictures, reports, samples. An append is on disk when it
/// returns; a row leaves only when the bridge has acknowledged or refused it, or as <see cref="OutboxTrim"/> says. One task writes; appends that meet share a
/// transaction.
/// </summary>
internal sealed class Outbox : IAsyncDisposable
{
    private const int MostPerTransaction = 256;
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30);
    private readonly string _path;
    private readonly OutboxTrim _trim;
    private readonly TimeProvider _time;
    private readonly AgentMetrics _metrics;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly Task _writer;

    private readonly Channel<OutboxWork> _work = Channel.CreateBounded<OutboxWork>(
        new BoundedChannelOptions(1024) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private OutboxDatabase _database;
    private OutboxTotals _totals;

    private Outbox(string path, OutboxTrim trim, TimeProvider time, AgentMetrics metrics, ILogger logger)
    {
        (_path, _trim, _time, _metrics, _logger) = (path, trim, time, metrics, logger);
        _database = OpenOrSetAside();
        _totals = new OutboxTotals(_database.Totals());
        _writer = Task.Run(WriteAsync, CancellationToken.None);
    }

    /// <summary>Called after rows were written; must return at once.</summary>
    public Action? Appended { get; set; }

    /// <summary>Rows that wait, pictures included.</summary>
    public long Rows => Volatile.Read(ref _totals).Rows;

    /// <summary>Bytes of pictures and samples that wait.</summary>
    public long PictureBytes => Volatile.Read(ref _totals).PictureBytes;

    /// <summary>Opens the outbox. A file that is damaged is set aside under a name with the time, loudly, and a new one begun: nothing else stops for it.</summary>
    /// <param name="path">The SQLite file; its folder is made.</param>
    public static Task<Outbox> OpenAsync(string path, OutboxOptions options, EvidenceOptions evidence, TimeProvider time, AgentMetrics metrics, ILogger<Outbox> logger) =>
        Task.Run(() => new Outbox(Path.GetFullPath(path), new OutboxTrim(options, evidence), time, metrics, logger));

    /// <summary>Writes a candidate with its picture; it is on disk when this returns. The same id again changes nothing.</summary>
    /// <exception cref="ArgumentException">Picture and evidence reference do not go together.</exception>
    public ValueTask AppendAsync(EvidencedCandidate candidate, CancellationToken abort) => DoAsync(new OutboxWork(CandidateRows.Of(candidate, Dropped), []), abort);

    /// <summary>Writes a sample: the first to go when the outbox is full.</summary>
    public ValueTask AppendAsync(ScoreSample sample, CancellationToken abort) => DoAsync(
        new OutboxWork([new(sample.Id, RowKind.Sample, null, null, JsonSerializer.SerializeToUtf8Bytes(sample, ContractsJson.Default.ScoreSample))], []), abort);

    /// <summary>Writes a zero report; without its single cameras where they would make it too large to be taken.</summary>
    public ValueTask AppendAsync(ZeroReport report, CancellationToken abort)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(report, ContractsJson.Default.ZeroReport);
        if (body.Length > ContractLimits.ReportBytes)
            body = JsonSerializer.SerializeToUtf8Bytes(report with { ByCamera = null }, ContractsJson.Default.ZeroReport);
        return DoAsync(new OutboxWork([new(report.Id, RowKind.Report, null, null, body)], []), abort);
    }

    /// <summary>Takes off what the bridge has committed, and sets aside with its reason what it will never take.</summary>
    public ValueTask SettleAsync(Acknowledgement acknowledgement, CancellationToken abort) =>
        DoAsync(new OutboxWork([], [.. acknowledgement.Committed.Select(id => new Refusal(id, "")), .. acknowledgement.Refused.Select(WithReason)]), abort);

    /// <summary>Whether a message waits here or was set aside.</summary>
    public bool Contains(Guid id)
    {
        lock (_gate)
            return _database.Contains(id);
    }

    /// <summary>What may leave next: candidates, pictures and reports in order; of each incident only the first step.</summary>
    public IReadOnlyList<OutboxRow> ReadUrgent(int limit)
    {
        lock (_gate)
            return _database.ReadUrgent(limit);
    }

    /// <summary>The oldest samples.</summary>
    public IReadOnlyList<OutboxRow> ReadSamples(int limit)
    {
        lock (_gate)
            return _database.ReadSamples(limit);
    }

    /// <summary>One row, or null where it has gone.</summary>
    public OutboxRow? Read(Guid id)
    {
        lock (_gate)
            return _database.Read(id);
    }

    /// <summary>What was refused, newest first.</summary>
    public IReadOnlyList<Refusal> ReadAside(int limit)
    {
        lock (_gate)
            return _database.ReadAside(limit);
    }

    /// <summary>Lets what is being written come through and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _work.Writer.TryComplete();
        await _abort.CancelAsync();
        await _writer;
        lock (_gate)
            _database.Dispose();
        _abort.Dispose();
    }

    private static Refusal WithReason(Refusal refusal) => refusal.Reason.Length > 0 ? refusal : refusal with { Reason = "no reason given" };

    private async ValueTask DoAsync(OutboxWork work, CancellationToken abort)
    {
        await _work.Writer.WriteAsync(work, abort);
        await work.Task.WaitAsync(abort);
    }

    private async Task WriteAsync()
    {
        var batch = new List<OutboxWork>(MostPerTransaction);
        while (await _work.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (batch.Count < MostPerTransaction && _work.Reader.TryRead(out var work))
                batch.Add(work);
            await WriteUntilDoneAsync(batch);
            batch.Clear();
        }
    }

    /// <summary>A full or failing disk does not lose what was handed over: those who append wait until there is room again, and the flow behind them waits too.</summary>
    private async Task WriteUntilDoneAsync(IReadOnlyList<OutboxWork> batch)
    {
        var damaged = false;
        for (var wait = FirstRetry; ; wait = wait * 2 < LongestRetry ? wait * 2 : LongestRetry)
        {
            try
            {
                if (damaged)
                    Reopen();
                damaged = false;
                Write(batch);
                return;
            }
            catch (SqliteException damage) when (damage.IsDamage && !damaged)
            {
                Log.OutboxDamaged(_logger, damage, _path);
                damaged = true;
            }
            catch (Exception trouble) when ((damaged || trouble is SqliteException failure && failure.MayPass) && !_abort.IsCancellationRequested)
            {
                Log.OutboxWriteFailed(_logger, trouble, _path, wait);
                await Task.Delay(wait, _time, _abort.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception) when (batch.Count > 1)
            {
                // One of them is wrong; it is to hurt only itself.
                foreach (var work in batch)
                    await WriteUntilDoneAsync([work]);
                return;
            }
            catch (Exception error)
            {
                batch[0].TrySetException(error);
                return;
            }
        }
    }

    private void Write(IReadOnlyList<OutboxWork> batch)
    {
        var dropped = new List<string>();
        lock (_gate)
        {
            _database.Begin();
            try
            {
                foreach (var work in batch)
                    Apply(work);
                _trim.Run(_database, _totals, dropped.Add);
                _database.Commit();
            }
            catch
            {
                _database.Rollback();
                RecountUnlessDamaged();
                throw;
            }

            if (_totals.Rows == 0)
                ShrinkIfPossible();
        }

        dropped.ForEach(Dropped);
        foreach (var work in batch)
            work.Complete(_metrics);
        Appended?.Invoke();
    }

    private void Apply(OutboxWork work)
    {
        foreach (var row in work.Rows)
        {
            if (_database.Insert(row))
                _totals.Add(row);
        }

        work.Refused.Clear();
        foreach (var settled in work.Settled)
        {
            if (settled.Reason.Length > 0)
                _database.SetAside(settled, _time.GetUtcNow());
            var gone = _database.Delete(settled.Id);
            _totals.Remove(gone);
            if (gone is not null && settled.Reason.Length > 0)
                work.Refused.Add(settled);
        }
    }

    private void ShrinkIfPossible()
    {
        try
        {
            _database.Shrink();
        }
        catch (SqliteException trouble)
        {
            // What was handed over is committed; a file that stays large, or damage, shows at the next write.
            Log.OutboxNotShrunk(_logger, trouble, _path);
        }
    }

    private void RecountUnlessDamaged()
    {
        try
        {
            Volatile.Write(ref _totals, new OutboxTotals(_database.Totals()));
        }
        catch (SqliteException)
        {
            // The error that led here is thrown on and says more.
        }
    }

    private void Reopen()
    {
        lock (_gate)
        {
            _database.Dispose();
            SetFileAside();
            _database = OutboxDatabase.Open(_path);
            Volatile.Write(ref _totals, new OutboxTotals(_database.Totals()));
        }
    }

    private OutboxDatabase OpenOrSetAside()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        try
        {
            return OutboxDatabase.Open(_path);
        }
        catch (SqliteException damage) when (damage.IsDamage)
        {
            Log.OutboxDamaged(_logger, damage, _path);
            SetFileAside();
            return OutboxDatabase.Open(_path);
        }
    }

    private void SetFileAside()
    {
        var aside = $"{_path}.damaged-{_time.GetUtcNow():yyyyMMdd'T'HHmmssfff'Z'}";
        foreach (var suffix in (ReadOnlySpan<string>)["", "-wal", "-shm"])
        {
            if (File.Exists(_path + suffix))
                File.Move(_path + suffix, aside + suffix);
        }

        Log.OutboxSetAside(_logger, aside);
    }

    private void Dropped(string reason) => _metrics.Dropped("outbox", reason);
}
