using EdgeWatch.Bench.Dedup.City;

namespace EdgeWatch.Bench.Dedup.Trace;

/// <summary>Something that is wrong, from its appearing to its end. What comes back later is another one.</summary>
/// <param name="Origin">Which.</param>
/// <param name="Kind">Its class and how it behaves.</param>
/// <param name="At">Where it is.</param>
/// <param name="From">When it appears.</param>
/// <param name="To">When it is gone.</param>
/// <param name="On">The bin or cover that it is about.</param>
/// <param name="ShowsFrom">From when a camera could see it: a bin is full for a while before it overflows.</param>
internal sealed record RealProblem(Origin Origin, ProblemKind Kind, Ground At, DateTimeOffset From, DateTimeOffset To, Furniture? On, DateTimeOffset ShowsFrom)
{
    /// <summary>Size on the ground in metres: a vehicle is long, and two cameras see two ends of it.</summary>
    public double Size => Kind.Problem switch
    {
        Contracts.Problems.RoadOccupied => 4,
        Contracts.Problems.Garbage => 1.5,
        _ => 0.7,
    };
}
