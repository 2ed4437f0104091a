using EdgeWatch.CaseBridge.Filing.City;
using EdgeWatch.CaseBridge.Options;
using EdgeWatch.CaseBridge.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CaseBridge.Filing;

/// <summary>Runs the lane of each destination, and asks those that tell status only when they are asked.</summary>
internal sealed class FilingWorker : BackgroundService
{
    /// <summary>How soon a filing that has become due is noticed: one small read for each destination.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>How often a bridge says that it has its filers still.</summary>
    private static readonly TimeSpan AnnounceEvery = TimeSpan.FromMinutes(10);

    private readonly BridgeOptions _options;
    private readonly FilingTools _tools;
    private readonly StatusPoller _poller;
    private readonly FilerWorkshop _workshop;

    public FilingWorker(
        BridgeOptions options, CaseStore store, FilingDocumentWriter documents, StatusPoller poller, EvidenceFiles pictures, BridgeMetrics metrics, TimeProvider time, ILogger<FilingWorker> log)
    {
        (_options, _poller) = (options, poller);
        _tools = new FilingTools(store, documents, metrics, time, new Random(), log);
        _workshop = new FilerWorkshop(time, pictures);
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before the first request is taken: a case that is filed then is to find its destinations.
        Announce();
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_options.Filers.Length == 0)
            return;
        var lanes = _options.Filers.Select(filer => new FilerLane(filer, KnownFilers.Of(filer.Kind).Make(filer, _workshop), _tools)).ToList();
        try
        {
            await Task.WhenAll([AnnounceAsync(stoppingToken), .. lanes.Select(lane => RunAsync(lane, stoppingToken))]);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Release();
        }
        finally
        {
            foreach (var lane in lanes)
                (lane.Filer as IDisposable)?.Dispose();
        }
    }

    private async Task RunAsync(FilerLane lane, CancellationToken stop)
    {
        while (true)
        {
            var worked = false;
            try
            {
                worked = await lane.SendNextAsync(stop);
                if (lane.Filer is IStatusSource source)
                    await _poller.AskAsync(lane.Options, source, stop);
            }
            catch (StoreAwayException exception)
            {
                _tools.Log.FilingStoreAway(lane.Options.Name, exception.Message);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // A fault of a filer is its own: the other lanes go on, and this one tries again.
                _tools.Metrics.Filed(lane.Options.Name, "any", "broken");
                _tools.Log.FilerBroke(exception, lane.Options.Name);
            }

            if (!worked)
                await Task.Delay(Look, _tools.Time, stop);
        }
    }

    private async Task AnnounceAsync(CancellationToken stop)
    {
        while (true)
        {
            await Task.Delay(AnnounceEvery, _tools.Time, stop);
            Announce();
        }
    }

    private void Announce()
    {
        try
        {
            var now = _tools.Time.GetUtcNow();
            if (_options.Filers.Length > 0)
                _tools.Store.Write(transaction => Announce(transaction, now));
        }
        catch (StoreAwayException exception)
        {
            _tools.Log.FilingStoreAway(string.Join(", ", _options.Filers.Select(filer => filer.Name)), exception.Message);
        }
    }

    private void Announce(StoreTransaction transaction, DateTimeOffset now)
    {
        foreach (var filer in _options.Filers)
            transaction.Announce(filer, KnownFilers.Of(filer.Kind).Kinds, now);
    }

    /// <summary>So that another bridge need not wait for the lease to run out.</summary>
    private void Release()
    {
        try
        {
            foreach (var filer in _options.Filers)
                _tools.Store.Write(transaction => transaction.Release(filer.Name, _tools.Owner));
        }
        catch (StoreAwayException exception)
        {
            _tools.Log.FilingStoreAway(string.Join(", ", _options.Filers.Select(filer => filer.Name)), exception.Message);
        }
    }
}
