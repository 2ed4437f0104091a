namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>How often a model is right about a class at its shipped threshold, as measured by <c>edgewatch eval</c> on pictures that it was not trained on.</summary>
/// <param name="Recall">Share of the things that it finds, 0..1.</param>
/// <param name="FalseLooks">Share of the pictures without the thing in which it sees one all the same, 0..1.</param>
internal readonly record struct ClassRates(double Recall, double FalseLooks)
{
    /// <summary>Of a model that was never measured: it finds half, and is wrong in one picture of ten.</summary>
    public static ClassRates Unmeasured { get; } = new(0.5, 0.1);

    /// <summary>The rates of several models together: of each class those of the first that knows it, as it is the one that looks for it.</summary>
    public static IReadOnlyDictionary<string, ClassRates> Of(IEnumerable<IDetector> detectors)
    {
        var (rates, known) = (new Dictionary<string, ClassRates>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var detector in detectors)
        {
            foreach (var name in detector.Classes.Keys.Where(known.Add))
            {
                if (detector.Rates.TryGetValue(name, out var measured))
                    rates[name] = measured;
            }
        }

        return rates;
    }

    /// <summary>Few pictures measure no rate better than this; neither certainty follows from a sample without a miss.</summary>
    private const double Least = 0.01;

    /// <summary>The rates kept away from 0 and 1.</summary>
    public ClassRates Bounded => new(Math.Clamp(Recall, Least, 1 - Least), Math.Clamp(FalseLooks, Least, 1 - Least));
}
