using System.Collections.Concurrent;
using System.Threading.Channels;

namespace EdgeWatch.CaseBridge.Live;

/// <summary>
/// Spreads updates to the pages that listen. Each has a bounded queue; one that falls behind is disconnected, connects again by itself and reads the lists
/// anew, so that nothing is silently missing on it.
/// </summary>
internal sealed class LiveFeed(BridgeMetrics metrics)
{
    private const int QueueLength = 256;
    private readonly BridgeMetrics _metrics = metrics;
    private readonly ConcurrentDictionary<Subscription, bool> _subscriptions = new();

    public Subscription Subscribe()
    {
        var subscription = new Subscription(this);
        _subscriptions[subscription] = true;
        _metrics.LivePagesChanged(+1);
        return subscription;
    }

    public void Publish(LiveUpdate update)
    {
        foreach (var subscription in _subscriptions.Keys)
            subscription.Offer(update);
    }

    /// <summary>One page's queue.</summary>
    internal sealed class Subscription(LiveFeed feed) : IDisposable
    {
        // Wait: a full queue makes TryWrite return false, and that disconnects the page.
        private readonly Channel<LiveUpdate> _queue = Channel.CreateBounded<LiveUpdate>(
            new BoundedChannelOptions(QueueLength) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

        /// <summary>Completes where the page fell behind.</summary>
        public ChannelReader<LiveUpdate> Updates => _queue.Reader;

        public void Offer(LiveUpdate update)
        {
            if (!_queue.Writer.TryWrite(update) && _queue.Writer.TryComplete())
                feed._metrics.LivePageFellBehind();
        }

        public void Dispose()
        {
            _queue.Writer.TryComplete();
            if (feed._subscriptions.TryRemove(this, out _))
                feed._metrics.LivePagesChanged(-1);
        }
    }
}
