using EdgeWatch.Bench.Dedup.Trace;

namespace EdgeWatch.Bench.Dedup;

/// <summary>Lets one case system live through one trace, with a person who decides its cases.</summary>
internal static class DedupRun
{
    /// <summary>What arrives within this time is given together, as a bridge takes together what waits.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromMinutes(2);
    private const int MostTogether = 256;

    public static async Task<DedupScore> PlayAsync(ICaseSystem system, IEnumerable<Delivery> trace, Reviewer reviewer, CancellationToken stop)
    {
        var score = new DedupScore();
        foreach (var batch in Batches(trace))
        {
            stop.ThrowIfCancellationRequested();
            foreach (var (number, isReal, at) in reviewer.Before(batch[0].At))
                system.Judge(number, isReal, at);
            var cases = await system.TakeAsync(batch);
            foreach (var (delivery, number) in batch.Zip(cases))
            {
                if (score.Note(delivery, number))
                    reviewer.Expect(number!.Value, delivery.Origin.IsReal, delivery.At);
            }
        }

        return score;
    }

    private static IEnumerable<List<Delivery>> Batches(IEnumerable<Delivery> trace)
    {
        var batch = new List<Delivery>();
        foreach (var delivery in trace)
        {
            if (batch.Count > 0 && (delivery.At - batch[0].At >= Together || batch.Count == MostTogether))
            {
                yield return batch;
                batch = [];
            }

            batch.Add(delivery);
        }

        if (batch.Count > 0)
            yield return batch;
    }
}
