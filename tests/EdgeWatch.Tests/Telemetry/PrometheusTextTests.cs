using System.Diagnostics.Metrics;
using EdgeWatch.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeWatch.EdgeWatch.Tests.Telemetry;

public sealed class PrometheusTextTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly PrometheusText _text;
    private readonly Meter _meter;

    public PrometheusTextTests()
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        (_text, _meter) = (new PrometheusText(meters), meters.Create("test"));
    }

    [Fact]
    public void A_counter_adds_up_by_labels_and_a_gauge_shows_the_last_value()
    {
        var looks = _meter.CreateCounter<long>("edgewatch.look.taken", "{look}", "Looks.");
        looks.Add(2, new KeyValuePair<string, object?>("camera", "gate"));
        looks.Add(3, new KeyValuePair<string, object?>("camera", "gate"));
        looks.Add(1, new KeyValuePair<string, object?>("camera", "a \"b\"\n\\"));
        var waiting = _meter.CreateUpDownCounter<long>("edgewatch.queue.waiting");
        waiting.Add(5);
        waiting.Add(-2);
        _meter.CreateObservableGauge("edgewatch.store.size", () => 7L, "By");

        _text.Write().ShouldBe("""
            # HELP edgewatch_look_taken_total Looks.
            # TYPE edgewatch_look_taken_total counter
            edgewatch_look_taken_total{camera="a \"b\"\n\\"} 1
            edgewatch_look_taken_total{camera="gate"} 5
            # HELP edgewatch_queue_waiting 
            # TYPE edgewatch_queue_waiting gauge
            edgewatch_queue_waiting 3
            # HELP edgewatch_store_size_bytes 
            # TYPE edgewatch_store_size_bytes gauge
            edgewatch_store_size_bytes 7

            """);
    }

    [Fact]
    public void A_histogram_counts_what_is_at_most_each_bound()
    {
        var seconds = _meter.CreateHistogram<double>("edgewatch.commit.duration", "s");
        foreach (var value in (double[])[0.001, 0.2, 99])
            seconds.Record(value, new KeyValuePair<string, object?>("store", "sqlite"));

        var lines = _text.Write().Split('\n');
        lines.ShouldContain("edgewatch_commit_duration_seconds_bucket{store=\"sqlite\",le=\"0.0005\"} 0");
        lines.ShouldContain("edgewatch_commit_duration_seconds_bucket{store=\"sqlite\",le=\"0.001\"} 1");
        lines.ShouldContain("edgewatch_commit_duration_seconds_bucket{store=\"sqlite\",le=\"30\"} 2");
        lines.ShouldContain("edgewatch_commit_duration_seconds_bucket{store=\"sqlite\",le=\"+Inf\"} 3");
        lines.ShouldContain("edgewatch_commit_duration_seconds_sum{store=\"sqlite\"} 99.201");
    }

    [Fact]
    public void Another_agent_in_the_same_process_is_not_counted()
    {
        using var others = new ServiceCollection().AddMetrics().BuildServiceProvider();
        others.GetRequiredService<IMeterFactory>().Create("test").CreateCounter<long>("edgewatch.look.taken").Add(1);
        _text.Write().ShouldBeEmpty();
    }

    public void Dispose()
    {
        _text.Dispose();
        _services.Dispose();
    }
}
