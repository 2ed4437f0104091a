using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using EdgeWatch.Ingest.Sensors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.Ingest.Tests.Sensors;

/// <summary>What sources and decoders need around them; what they wrote and counted.</summary>
internal sealed class SensorRig : ILoggerFactory, ILogger, IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _counted = new();

    public SensorRig()
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        Metrics = new IngestMetrics(meters);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            _counted.AddOrUpdate($"{instrument.Name} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}".TrimEnd(), value, (_, sum) => sum + value));
        _listener.Start();
    }

    public IngestMetrics Metrics { get; }

    public ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>What was counted: <c>edgewatch.ingest.uplinks.decoded src decoded</c>.</summary>
    public long Counted(string name) => _counted.GetValueOrDefault(name);

    /// <summary>What was counted under all tags of a name.</summary>
    public long CountedInAll(string name) => _counted.Where(pair => pair.Key.StartsWith(name + " ", StringComparison.Ordinal)).Sum(pair => pair.Value);

    public IUplinkSource Open(UplinkSourceOptions options, TimeProvider? time = null) => UplinkSources.Open(options, "agent-1", time ?? TimeProvider.System, this, Metrics);

    public UplinkDecoder Decoder(UplinkSourceOptions options, SensorDevice device, params SensorMakeOptions[] makes) => UplinkDecoder.Of(options, [device], makes, Metrics, this);

    /// <summary>Decodes one plain message of the device <c>d</c>.</summary>
    public DecodedUplink Decode(string make, string payload, DateTimeOffset? receivedAt = null) =>
        Decoder(new UplinkSourceOptions { Name = "src", Topics = ["{device}"] }, new SensorDevice("d", make)).Decode(Message(payload, receivedAt));

    public static Uplink Message(string payload, DateTimeOffset? receivedAt = null) => Message(Encoding.UTF8.GetBytes(payload), receivedAt);

    public static Uplink Message(byte[] payload, DateTimeOffset? receivedAt = null) => new()
    {
        Source = "src", Address = "d", Payload = payload, ReceivedAt = receivedAt ?? new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero),
    };

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue($"{eventId.Id} {formatter(state, exception)} {exception}");

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }
}
