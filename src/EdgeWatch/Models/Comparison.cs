using EdgeWatch.EdgeAgent.Shadow;

namespace EdgeWatch.ModelCare;

/// <summary>Two models, compared on the same looks: what a report is written from.</summary>
internal sealed record Comparison
{
    /// <summary>The models in force, or the first of two, as <c>name@hash12</c>.</summary>
    public required string Main { get; init; }

    /// <summary>The tried model, or the second of two.</summary>
    public required string Shadow { get; init; }

    /// <summary>What was looked at, in words.</summary>
    public required string Looked { get; init; }

    /// <summary>Looks compared.</summary>
    public required long Looks { get; init; }

    /// <summary>By camera and class.</summary>
    public required IReadOnlyList<ClassCount> Counts { get; init; }

    /// <summary>What the reader must know besides: looks left out, classes that only one model knows.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The strongest differences, strongest first.</summary>
    public IReadOnlyList<ComparedLook> Pictures { get; init; } = [];

    /// <summary>All cameras together, by class.</summary>
    public IReadOnlyList<ClassCount> ByClass => Sum(count => count.Class, (name, both, main, shadow) => new ClassCount("", name, both, main, shadow));

    /// <summary>All classes together, by camera.</summary>
    public IReadOnlyList<ClassCount> ByCamera => Sum(count => count.Camera, (name, both, main, shadow) => new ClassCount(name, "", both, main, shadow));

    /// <summary>Everything together.</summary>
    public ClassCount All => Sum(_ => "", (_, both, main, shadow) => new ClassCount("", "", both, main, shadow)) is [var all] ? all : new ClassCount("", "", 0, 0, 0);

    private IReadOnlyList<ClassCount> Sum(Func<ClassCount, string> by, Func<string, long, long, long, ClassCount> make) =>
        [.. Counts.GroupBy(by, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => make(group.Key, group.Sum(count => count.Both), group.Sum(count => count.Main), group.Sum(count => count.Shadow)))];
}

/// <summary>A look in which the two differ.</summary>
/// <param name="Camera">Camera id, or the name of a clip.</param>
/// <param name="Moment">When it was, in words.</param>
/// <param name="Boxes">Everything that either saw, the strongest difference first.</param>
/// <param name="Jpeg">The picture.</param>
internal sealed record ComparedLook(string Camera, string Moment, IReadOnlyList<ComparedBox> Boxes, byte[] Jpeg);
