using EdgeWatch.Bench.Dedup.Trace;

namespace EdgeWatch.Bench.Dedup;

/// <summary>Makes cases of candidates. An implementer sees what was delivered and when, never its truth.</summary>
internal interface ICaseSystem : IDisposable
{
    /// <summary>Takes candidates in the order of their arrival. Answers for each the number of the case that it is in, whether it opened that case or not; null where it is kept quiet.</summary>
    ValueTask<IReadOnlyList<long?>> TakeAsync(IReadOnlyList<Delivery> deliveries);

    /// <summary>Tells beforehand what is permitted.</summary>
    void Permit(Permission permission);

    /// <summary>A person says of a case whether there is a problem.</summary>
    void Judge(long number, bool isReal, DateTimeOffset at);

    /// <summary>Why a candidate went where it went, in words; empty where the system keeps no reasons.</summary>
    string Explain(Guid candidate);
}

/// <summary>Something that is permitted: a class in a circle, for some hours again and again.</summary>
/// <param name="Problem">The class.</param>
/// <param name="Area">Middle of the circle, its radius as error radius.</param>
/// <param name="From">First time that it holds.</param>
/// <param name="Until">Until when.</param>
/// <param name="RepeatDays">It holds again every so many days.</param>
internal sealed record Permission(string Problem, Contracts.Place Area, DateTimeOffset From, DateTimeOffset Until, int RepeatDays);
