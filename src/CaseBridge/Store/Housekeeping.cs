using EdgeWatch.CaseBridge.Options;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>Keeps the room for pictures, and the age of pictures, score samples, raw reports and zero reports.</summary>
internal sealed class Housekeeping(CaseStore store, IEvidenceStore files, BridgeOptions options, BridgeMetrics metrics, TimeProvider time, ILogger<Housekeeping> log)
    : BackgroundService
{
    /// <summary>A city's pictures do not fill a sensible budget's last percent within this time.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    /// <summary>A file is written before its row; the row follows within moments, or not at all while the store is away, and then the file is written again.</summary>
    private static readonly TimeSpan NamedWithin = TimeSpan.FromHours(1);

    /// <summary>A thousand cases each: a round over a million takes some four hours, and no step longer than a moment.</summary>
    private const int RetentionSteps = 20;

    /// <summary>Zero reports that go in one transaction.</summary>
    private const int ReportsAtATime = 10_000;

    /// <summary>The share of the budget that is swept free once it is spent, so that not every picture after it makes room for itself alone: each time all rows are read.</summary>
    private const int SweptPart = 100;

    /// <summary>The sum of all pictures reads a row for each, in a city tens of millions. In between what came is added to it; what went is not, and what waited long bears the time at which it came.</summary>
    private static readonly TimeSpan SumEvery = TimeSpan.FromHours(1);

    /// <summary>Clocks of bridges that share a store differ by less.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    private (long Bytes, DateTimeOffset At)? _sum;
    private long _lastRetained;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Sweep(alsoUnnamed: true);
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Sweep();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start sweeps.
        }
    }

    /// <summary>The rows go first: a file without a row wastes a little room, a row without its file would be a broken picture.</summary>
    /// <param name="alsoUnnamed">Also deletes files that no row names; reads the whole folder.</param>
    public void Sweep(bool alsoUnnamed = false)
    {
        try
        {
            var now = time.GetUtcNow();
            store.KeepStatistics();
            store.Write(transaction => transaction.ForgetQuiet(now - options.KeepSamples));
            ForgetReports(now);
            ForgetZeroReports(now);
            List<StoredFile> swept = [.. store.Write(transaction => transaction.ForgetSamples(now - options.KeepSamples))];
            if (options.Evidence.Keep is { } keep)
                swept.AddRange(store.Write(transaction => transaction.Expire(now - keep, now)));
            if (alsoUnnamed)
                swept.AddRange(files.OlderThan(now - NamedWithin).Chunk(EvidenceBudget.MostAsked).SelectMany(some => store.Read(transaction => transaction.Unnamed(some))));
            var budget = options.Evidence.BudgetMegabytes * 1024L * 1024;
            if (IsOver(budget, now))
                swept.AddRange(store.Write(transaction => transaction.Sweep(budget - (budget / SweptPart), now)));
            foreach (var file in swept)
                files.Delete(file.Sha256);
            var bytes = swept.Sum(file => file.Bytes);
            metrics.Swept(bytes);
            if (swept.Count > 0)
                log.EvidenceSwept(swept.Count, bytes);
        }
        catch (Exception exception) when (exception is StoreAwayException or IOException or UnauthorizedAccessException)
        {
            log.EvidenceNotSwept(exception.Message);
        }
    }

    /// <summary>Beside the writer, since most of the time nothing has to go.</summary>
    private bool IsOver(long budget, DateTimeOffset now)
    {
        if (_sum is { } sum && now - sum.At < SumEvery && sum.Bytes + store.Read(transaction => transaction.PictureBytesSince(sum.At - ClockSkew)) <= budget)
            return false;
        var bytes = store.Read(transaction => transaction.PictureBytes());
        _sum = (bytes, now);
        return bytes > budget;
    }

    private void ForgetZeroReports(DateTimeOffset now)
    {
        var (forgotten, some) = (0, ReportsAtATime);
        for (var step = 0; step < RetentionSteps && some == ReportsAtATime; step++)
            forgotten += some = store.Write(transaction => transaction.ForgetZeroReports(now - options.KeepZeroReports, ReportsAtATime));
        if (forgotten > 0)
            log.ZeroReportsForgotten(forgotten);
    }

    private void ForgetReports(DateTimeOffset now)
    {
        if (options.KeepReports is not { } keep)
            return;
        var forgotten = 0;
        for (var step = 0; step < RetentionSteps; step++)
        {
            (_lastRetained, var some) = store.Write(transaction => transaction.ForgetReports(_lastRetained, now - keep));
            forgotten += some;
            if (_lastRetained == 0)
                break;
        }

        if (forgotten > 0)
            log.ReportsForgotten(forgotten);
    }
}
