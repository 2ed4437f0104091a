using EdgeWatch.Bench.Dedup.Trace;

namespace EdgeWatch.Bench.Dedup;

/// <summary>Makes cases of candidates. An implementer sees what was delivered and when, never its truth.</summary>
internal interface ICaseSystem : IDisposable
{
    /// <summary>Takes candidates in the order of their arrival. Answers for each the number of the case that it is in, whether it opened that case or not; null where it is kept quiet.</summary>
    ValueTask<IReadOnlyList<long?>> TakeAsync(IReadOnlyList<Delivery> deliveries);

    /// <summary>A person says of a case whether there is a problem.</summary>
    void Judge(long number, bool isReal, DateTimeOffset at);

    /// <summary>Why a candidate went where it went, in words; empty where the system keeps no reasons.</summary>
    string Explain(Guid candidate);
}
