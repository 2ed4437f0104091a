using EdgeWatch.Ingest.Sensors.Modbus;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.Ingest.Sensors;

/// <summary>The sources of uplinks there are. A new one is one line here.</summary>
public static class UplinkSources
{
    /// <summary>Makes a source; nothing is opened before it is read.</summary>
    /// <param name="options">The source, without problems (<see cref="Problems(UplinkSourceOptions)"/>).</param>
    /// <param name="agent">Agent id; stands in MQTT client ids.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logs">Where what happens is written, without credentials.</param>
    /// <param name="metrics">Where it is counted.</param>
    /// <exception cref="FormatException">The options are wrong; the message names the first problem.</exception>
    public static IUplinkSource Open(UplinkSourceOptions options, string agent, TimeProvider time, ILoggerFactory logs, IngestMetrics metrics)
    {
        if (Problems(options) is [var problem, ..])
            throw new FormatException($"source '{options.Name}': {problem.Key} = {problem.Value}: {problem.Remedy}");
        return options.Kind switch
        {
            UplinkSourceKind.Mqtt => new MqttUplinkSource(options, agent, time, logs, metrics),
            UplinkSourceKind.Http => new HttpUplinkSource(options, time, logs, metrics),
            UplinkSourceKind.Modbus => new ModbusUplinkSource(options, time, logs.CreateLogger<ModbusUplinkSource>(), metrics),
            _ => new FileUplinkSource(options, time, logs.CreateLogger<FileUplinkSource>(), metrics),
        };
    }

    /// <summary>Everything that is wrong with a source's options beyond the bounds of single keys.</summary>
    public static IReadOnlyList<SensorProblem> Problems(UplinkSourceOptions options) => UplinkSourceRules.Check(options);

    /// <summary>Everything that is wrong with a described make.</summary>
    public static IReadOnlyList<SensorProblem> Problems(SensorMakeOptions options) => SensorMakeRules.Check(options);
}

/// <summary>One mistake in the options of a source or make.</summary>
/// <param name="Key">The key within the block: <c>topics[0]</c>.</param>
/// <param name="Value">What stands there; null where nothing does, or where it is a secret.</param>
/// <param name="Remedy">What to write.</param>
public sealed record SensorProblem(string Key, string? Value, string Remedy);
