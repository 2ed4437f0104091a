using System.Diagnostics.Metrics;

namespace EdgeWatch.Telemetry;

/// <summary>What Prometheus calls an instrument.</summary>
internal enum MetricKind
{
    /// <summary>Only grows.</summary>
    Counter,

    /// <summary>Goes up and down.</summary>
    Gauge,

    /// <summary>How often a value was at most so large.</summary>
    Histogram,
}

/// <summary>How an instrument is to be written.</summary>
internal static class MetricKinds
{
    /// <summary>A hop takes microseconds, a network tens of milliseconds, a candidate up to seconds.</summary>
    private static readonly double[] SecondBounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
    private static readonly double[] CountBounds = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

    public static MetricKind Of(Instrument instrument) => instrument switch
    {
        Histogram<double> or Histogram<long> or Histogram<int> => MetricKind.Histogram,
        Counter<long> or Counter<int> or Counter<double> or ObservableCounter<long> or ObservableCounter<int> or ObservableCounter<double> => MetricKind.Counter,
        _ => MetricKind.Gauge,
    };

    /// <summary>Upper bounds of a histogram's buckets; empty for another kind.</summary>
    public static double[] BoundsOf(Instrument instrument) => Of(instrument) != MetricKind.Histogram ? [] : instrument.Unit == "s" ? SecondBounds : CountBounds;

    /// <summary>Whether a measurement is a difference; what is observed is the value itself.</summary>
    public static bool Adds(Instrument instrument) =>
        !instrument.IsObservable && instrument is not (Gauge<double> or Gauge<long> or Gauge<int>);
}
