using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CaseBridge.Intake;

/// <summary>
/// Messages on their way from the connection to the intake; bounded in number and bytes. When full, the newest is dropped and counted: its agent sends it
/// again. Waiting instead would hold up the connection, and with it the very pings that keep it open.
/// </summary>
internal sealed class IntakeQueue(BridgeMetrics metrics, TimeProvider time, ILogger<IntakeQueue> log)
{
    public const int MostMessages = 8192;
    public const long MostBytes = 128 * 1024 * 1024;

    // Wait makes TryWrite return false on a full queue, so that the drop can be counted.
    private readonly Channel<WaitingMessage> _channel = Channel.CreateBounded<WaitingMessage>(
        new BoundedChannelOptions(MostMessages) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private long _bytes;
    private long _droppedUntold;
    private long _toldAt;

    public void Add(WaitingMessage message)
    {
        if (Interlocked.Add(ref _bytes, message.Payload.Length) <= MostBytes && _channel.Writer.TryWrite(message))
            return;
        Interlocked.Add(ref _bytes, -message.Payload.Length);
        metrics.Dropped("queue-full");
        TellOfDrop(message);
    }

    /// <summary>Waits for a message and takes along those that wait behind it.</summary>
    public async ValueTask<List<WaitingMessage>> TakeAsync(int most, CancellationToken stop)
    {
        var taken = new List<WaitingMessage> { await _channel.Reader.ReadAsync(stop) };
        while (taken.Count < most && _channel.Reader.TryRead(out var next))
            taken.Add(next);
        return taken;
    }

    /// <summary>Lets go of the room that messages took; to be called once they are committed, since until then their bytes are held.</summary>
    public void Done(IEnumerable<WaitingMessage> taken) => Interlocked.Add(ref _bytes, -taken.Sum(message => (long)message.Payload.Length));

    /// <summary>Once a second at most: a queue that is full drops thousands.</summary>
    private void TellOfDrop(WaitingMessage message)
    {
        var untold = Interlocked.Increment(ref _droppedUntold);
        var (told, now) = (Interlocked.Read(ref _toldAt), time.GetTimestamp());
        if ((told != 0 && time.GetElapsedTime(told, now) < TimeSpan.FromSeconds(1)) || Interlocked.CompareExchange(ref _toldAt, now, told) != told)
            return;
        Interlocked.Add(ref _droppedUntold, -untold);
        log.IntakeQueueFull(untold, message.Topic);
    }
}
