using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeWatch.EdgeAgent.Tests;

/// <summary>Real instruments of a meter factory that belongs to one test.</summary>
internal static class TestMetrics
{
    public static AgentMetrics Create() => new(Meters());

    public static IMeterFactory Meters() => new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
}
