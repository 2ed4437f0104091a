using System.Collections.Frozen;
using System.Text.Json;
using EdgeWatch.Ingest.Sensors.Envelopes;
using EdgeWatch.Ingest.Sensors.Makes;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.Ingest.Sensors;

/// <summary>
/// Turns the uplinks of one source into readings: the envelope by the source's format, the payload by the make of the sensor that names the device. Keeps no state; safe
/// to be used from several threads.
/// </summary>
public sealed class UplinkDecoder
{
    /// <summary>No sensor sends more; what is larger is refused before it is looked at.</summary>
    private const int MostBytes = 1024 * 1024;

    private readonly string _source;
    private readonly IUplinkEnvelope _envelope;
    private readonly FrozenDictionary<string, (SensorDevice Device, ISensorDecoder? Decoder)> _devices;
    private readonly IngestMetrics _metrics;
    private readonly ILogger _log;

    private UplinkDecoder(
        string source, IUplinkEnvelope envelope, FrozenDictionary<string, (SensorDevice Device, ISensorDecoder? Decoder)> devices, IngestMetrics metrics, ILogger log) =>
        (_source, _envelope, _devices, _metrics, _log) = (source, envelope, devices, metrics, log);

    /// <summary>Makes the decoder of a source.</summary>
    /// <param name="source">The source's options.</param>
    /// <param name="devices">The sensors that name this source, one for each device; of several with one device the first counts.</param>
    /// <param name="makes">Makes that are described by configuration; one of a built-in name takes its place.</param>
    /// <param name="metrics">Where outcomes are counted.</param>
    /// <param name="log">Where faults of decoders are written.</param>
    /// <exception cref="FormatException">A path, topic, unit or time zone is none; <see cref="UplinkSources.Problems(UplinkSourceOptions)"/> tells so before.</exception>
    public static UplinkDecoder Of(
        UplinkSourceOptions source, IEnumerable<SensorDevice> devices, IEnumerable<SensorMakeOptions> makes, IngestMetrics metrics, ILogger log)
    {
        var described = makes.ToDictionary(make => make.Name, make => (ISensorDecoder)new DescribedMake(make));
        var known = devices.DistinctBy(device => device.Device, StringComparer.OrdinalIgnoreCase).ToFrozenDictionary(
            device => device.Device, device => (device, described.GetValueOrDefault(device.Make) ?? KnownDecoders.Find(device.Make)), StringComparer.OrdinalIgnoreCase);
        return new UplinkDecoder(source.Name, KnownEnvelopes.Of(source), known, metrics, log);
    }

    /// <summary>Decodes an uplink; never throws, whatever its bytes are.</summary>
    public DecodedUplink Decode(Uplink uplink)
    {
        var decoded = Try(uplink);
        _metrics.UplinkDecoded(_source, decoded.Outcome);
        return decoded;
    }

    private DecodedUplink Try(Uplink uplink)
    {
        var opened = default(OpenedUplink);
        try
        {
            if (uplink.Payload.Length is 0 or > MostBytes)
                throw new UplinkException(uplink.Payload.IsEmpty ? "it is empty" : $"it has {uplink.Payload.Length} bytes; the most is {MostBytes}");
            opened = _envelope.Open(uplink);
            return Decode(uplink, opened);
        }
        catch (UplinkException refused)
        {
            return Result(uplink, opened, UplinkOutcome.Refused, [], refused.Message);
        }
        catch (JsonException broken)
        {
            return Result(uplink, opened, UplinkOutcome.Refused, [], $"it is no JSON: {broken.Message}");
        }
        catch (InvalidOperationException)
        {
            // The JSON reader reports a text that is no Unicode so, and it is read deep in a message.
            return Result(uplink, opened, UplinkOutcome.Refused, [], "a text in it is no valid UTF-8");
        }
        catch (Exception error)
        {
            _log.DecoderFailed(error, _source, uplink.Address);
            return Result(uplink, opened, UplinkOutcome.Failed, [], $"the decoder failed on it: {error.Message}; please report it with this uplink");
        }
    }

    private DecodedUplink Decode(Uplink uplink, in OpenedUplink opened)
    {
        if (!TryFind(opened, out var sensor))
        {
            return Result(uplink, opened, UplinkOutcome.UnknownDevice, [],
                $"no sensor of source '{_source}' names the device '{opened.Device}'; add one to agent.sensors if it is to be judged");
        }

        var readings = new SensorReadings(sensor.Device, uplink.ReceivedAt, opened.SentAt, opened.SentAtIsWrong);
        if (opened.Battery is { } battery)
            readings.Add(Quantity.Battery, battery);
        if (opened.Fields.IsEmpty && opened.Bytes.IsEmpty)
            return Result(uplink, opened, readings.Count > 0 ? UplinkOutcome.Decoded : UplinkOutcome.Empty, readings.ToList(), null, sensor.Device);
        if (sensor.Decoder is null)
        {
            return Result(uplink, opened, UplinkOutcome.Refused, [],
                $"the make '{sensor.Device.Make}' is not known; makes are {string.Join(", ", KnownDecoders.Names)}, or describe it in agent.sensorMakes", sensor.Device);
        }

        var refusal = DecodePayload(sensor.Decoder, opened, readings);
        return readings.Count > 0 ? Result(uplink, opened, UplinkOutcome.Decoded, readings.ToList(), refusal, sensor.Device)
            : Result(uplink, opened, refusal is null ? UplinkOutcome.Empty : UplinkOutcome.Refused, [], refusal, sensor.Device);
    }

    /// <summary>The network server's decoded object comes first; where its codec is of another make or missing, the device's bytes are read.</summary>
    private static string? DecodePayload(ISensorDecoder decoder, in OpenedUplink opened, SensorReadings readings)
    {
        string? refusal = null;
        if (!opened.Fields.IsEmpty)
        {
            using var document = JsonDocument.Parse(opened.Fields);
            refusal = decoder.DecodeFields(document.RootElement, readings);
            if (readings.Count > 0 || opened.Bytes.IsEmpty)
                return refusal;
        }

        var refusedBytes = decoder.DecodeBytes(opened.Bytes.Span, opened.Port, readings);
        return refusal is null || refusedBytes is null ? refusedBytes : $"{refusal}; and of its bytes: {refusedBytes}";
    }

    private bool TryFind(in OpenedUplink opened, out (SensorDevice Device, ISensorDecoder? Decoder) sensor) =>
        _devices.TryGetValue(opened.Device ?? "", out sensor) || (opened.OtherDevice is not null && _devices.TryGetValue(opened.OtherDevice, out sensor));

    private static DecodedUplink Result(
        Uplink uplink, in OpenedUplink opened, UplinkOutcome outcome, IReadOnlyList<SensorReading> readings, string? refusal, SensorDevice? device = null) => new()
    {
        Outcome = outcome,
        Device = device?.Device ?? opened.Device?.ToLowerInvariant(),
        DeduplicationId = opened.DeduplicationId,
        ReceivedAt = uplink.ReceivedAt,
        Readings = readings,
        Refusal = refusal,
    };
}
