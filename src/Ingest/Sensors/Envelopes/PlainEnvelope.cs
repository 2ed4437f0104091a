using System.Runtime.InteropServices;
using System.Text.Json;

namespace EdgeWatch.Ingest.Sensors.Envelopes;

/// <summary>A device's own message, or one of a network server that <see cref="PlainOptions"/> describes: paths say where its parts stand, topics which device sent it.</summary>
internal sealed class PlainEnvelope : IUplinkEnvelope
{
    private readonly TopicPattern[] _topics;
    private readonly JsonPath? _device;
    private readonly JsonPath? _fields;
    private readonly JsonPath? _bytes;
    private readonly JsonPath? _port;
    private readonly JsonPath? _time;
    private readonly JsonPath? _id;

    /// <exception cref="FormatException">A path is none.</exception>
    public PlainEnvelope(PlainOptions options, TopicPattern[] topics)
    {
        _topics = topics;
        (_device, _fields, _bytes) = (JsonPath.Of(options.Device), JsonPath.Of(options.Fields), JsonPath.Of(options.Bytes));
        (_port, _time, _id) = (JsonPath.Of(options.Port), JsonPath.Of(options.Time), JsonPath.Of(options.Id));
    }

    private bool ReadsJson => (_device ?? _fields ?? _bytes ?? _port ?? _time ?? _id) is not null;

    public OpenedUplink Open(Uplink uplink)
    {
        var opened = new OpenedUplink { Device = DeviceOf(uplink.Address), Fields = uplink.Payload };
        if (ReadsJson)
            OpenJson(uplink.Payload, ref opened);
        if (string.IsNullOrEmpty(opened.Device))
        {
            throw new UplinkException(_device is null
                ? $"no device stands in '{uplink.Address}'; write {{device}} for its level in the source's topics, or plain.device for its path in the message"
                : $"the message has no '{_device.Text}' (plain.device)");
        }

        return opened;
    }

    private string? DeviceOf(string address)
    {
        foreach (var topic in _topics)
        {
            if (topic.TryMatch(address, out var device))
                return device;
        }

        return null;
    }

    private void OpenJson(ReadOnlyMemory<byte> payload, ref OpenedUplink opened)
    {
        using var document = JsonDocument.Parse(payload);
        var root = document.RootElement;
        opened.Device = Text(_device, root) ?? opened.Device;
        opened.DeduplicationId = Text(_id, root);
        if (_time is not null && _time.TryFind(root, out var time))
            opened.SentAtIsWrong = (opened.SentAt = SensorTime.Read(time)) is null;
        if (_port is not null && _port.TryFind(root, out var port) && port.ValueKind == JsonValueKind.Number && port.TryGetByte(out var number))
            opened.Port = number;
        if (_bytes is not null && Text(_bytes, root) is { } bytes)
            opened.Bytes = EncodedBytes.Read(bytes) ?? throw new UplinkException($"'{_bytes.Text}' is neither base64 nor hexadecimal");
        if (_fields is not null)
            opened.Fields = _fields.TryFind(root, out var fields) ? Slice(fields) : default;
        else if (_bytes is not null)
            opened.Fields = default;
    }

    private static string? Text(JsonPath? path, JsonElement root) => path is null || !path.TryFind(root, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    /// <summary>A copy: the document's own bytes may stem from a pool.</summary>
    private static byte[] Slice(JsonElement value) => JsonMarshal.GetRawUtf8Value(value).ToArray();
}
