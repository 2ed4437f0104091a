using EdgeWatch.CameraSimulator.Playback;

namespace EdgeWatch.Ingest.Tests.Simulator;

public sealed class ByteQueueTests
{
    [Fact]
    public void Bytes_leave_in_the_order_in_which_they_came()
    {
        var (random, queue, expected) = (new Random(42), new ByteQueue(1000), new Queue<byte>());
        for (var round = 0; round < 5000; round++)
        {
            var bytes = new byte[random.Next(300)];
            random.NextBytes(bytes);
            if (queue.TryAppend(bytes))
                Array.ForEach(bytes, expected.Enqueue);
            else
                (queue.Count + bytes.Length).ShouldBeGreaterThan(1000);
            var taken = random.Next(queue.Count + 1);
            queue.Waiting[..taken].ToArray().ShouldBe(Enumerable.Range(0, taken).Select(_ => expected.Dequeue()));
            queue.Consume(taken);
        }
    }

    [Fact]
    public void What_exceeds_the_limit_is_refused_whole()
    {
        var queue = new ByteQueue(10);
        queue.TryAppend(new byte[6]).ShouldBeTrue();
        queue.TryAppend(new byte[5]).ShouldBeFalse();
        queue.Count.ShouldBe(6);
        queue.TryAppend(new byte[4]).ShouldBeTrue();
    }

    [Fact]
    public void One_block_larger_than_the_limit_fits_an_empty_queue()
    {
        var queue = new ByteQueue(10);
        queue.TryAppend(new byte[50]).ShouldBeTrue();
        queue.TryAppend(new byte[1]).ShouldBeFalse();
    }
}
