using System.Threading.Channels;
using EdgeWatch.CaseBridge.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CaseBridge.Map;

/// <summary>
/// Counts of the whole city by small squares, for maps so wide that to count their cases at each request would take too long. It is read anew at most once a minute and only
/// while maps are asked for; the first one after the start waits for it.
/// </summary>
internal sealed class MapOverview(CaseStore store, TimeProvider time, ILogger<MapOverview> log) : BackgroundService
{
    /// <summary>Squares of some 300 m, the finest that it can tell.</summary>
    public static readonly MapGrid Grid = new(15);

    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    // One waiting wish is as good as a hundred.
    private readonly Channel<bool> _wanted = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly Lock _first = new();
    private volatile OverviewCounts? _latest;

    /// <summary>The counts as they were a minute ago at most, while maps are being asked for.</summary>
    /// <exception cref="StoreAwayException">There are none yet, and the store is away.</exception>
    public OverviewCounts Counts()
    {
        if (_latest is null)
        {
            lock (_first)
                _latest ??= Read();
        }

        var latest = _latest;
        if (time.GetUtcNow() - latest.AsOf > Fresh)
            _wanted.Writer.TryWrite(true);
        return latest;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _wanted.Reader.ReadAsync(stoppingToken))
                Refresh();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start reads them at its first map.
        }
    }

    private void Refresh()
    {
        try
        {
            _latest = Read();
        }
        catch (StoreAwayException away)
        {
            log.MapNotRefreshed(away.Message);
        }
    }

    private OverviewCounts Read()
    {
        var asOf = time.GetUtcNow();
        return new OverviewCounts(asOf, store.Read(transaction => transaction.CountSquares(Grid)));
    }
}

/// <summary>Cases of the whole store by square, state and problem.</summary>
internal sealed record OverviewCounts(DateTimeOffset AsOf, IReadOnlyList<SquareCount> Squares)
{
    /// <summary>Those whose square's middle of mass lies in the box.</summary>
    public IEnumerable<SquareCount> In(Box box) => Squares.Where(square => square.Lon >= box.West && square.Lon <= box.East && square.Lat >= box.South && square.Lat <= box.North);
}
