using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using EdgeWatch.Ingest.Video;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.Ingest.Tests.Video;

/// <summary>What a source needs around it, and what it wrote to its log.</summary>
internal sealed class Rig : ILogger, IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public Rig()
    {
        Meters = _services.GetRequiredService<IMeterFactory>();
        Metrics = new IngestMetrics(Meters);
    }

    public IMeterFactory Meters { get; }

    public IngestMetrics Metrics { get; }

    public ConcurrentQueue<string> Lines { get; } = new();

    public IFrameSource Source(string url, Func<SourceOptions, SourceOptions>? with = null, TimeProvider? time = null)
    {
        var options = new SourceOptions { Camera = "cam", Url = url };
        return KnownSources.Create(with?.Invoke(options) ?? options, time ?? TimeProvider.System, this, Metrics);
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue($"{eventId.Id} {formatter(state, exception)} {exception}");

    public void Dispose() => _services.Dispose();
}
