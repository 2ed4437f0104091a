using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using EdgeWatch.Mqtt;

namespace EdgeWatch.Ingest.Sensors;

/// <summary>One way by which messages of sensors come in. Keys of another kind than <see cref="Kind"/> are left alone.</summary>
public sealed record UplinkSourceOptions
{
    /// <summary>What a name matches as a whole.</summary>
    public const string NamePattern = "[a-z0-9][a-z0-9._-]{0,63}";

    /// <summary>Name of the source; stands in uplinks, status, metrics and logs, and sensors name it.</summary>
    [Required, RegularExpression(NamePattern), Description("Name of the source, unique within the agent; sensors name it.")]
    public string Name { get; init; } = "";

    /// <summary>How messages come in.</summary>
    [Description("mqtt: from a broker; http: pushed to a port of the agent; modbus: polled over Modbus TCP; file: recorded uplinks.")]
    public UplinkSourceKind Kind { get; init; } = UplinkSourceKind.Mqtt;

    /// <summary>What the messages are wrapped in.</summary>
    [Description("What the messages are wrapped in: chirpstack (v4), tts (The Things Stack v3), plain (the device's own JSON), milesightnb (Milesight NB-IoT frames).")]
    public UplinkFormat Format { get; init; } = UplinkFormat.Plain;

    /// <summary>Where the parts of a plain message stand.</summary>
    [Description("Format plain: where the parts of a message stand.")]
    public PlainOptions Plain { get; init; } = new();

    /// <summary>The broker of an mqtt source; it may be another than the agent's own.</summary>
    [Description("Kind mqtt: the broker, which may be another than the agent's own.")]
    public BrokerOptions Broker { get; init; } = new();

    /// <summary>Protocol version; null: 3.1.1 for The Things Stack, which knows no other, else 5.</summary>
    [Description("Kind mqtt: mqtt5 or mqtt311; absent: mqtt311 for the format tts (The Things Stack knows no other), else mqtt5.")]
    public MqttProtocol? Protocol { get; init; }

    /// <summary>
    /// Topic patterns: MQTT filters in which one level may be <c>{device}</c>, the device's id. Empty: the usual ones of the format. For http the same patterns apply
    /// to the path.
    /// </summary>
    [Description("Kinds mqtt and http: topics (paths) as MQTT filters; a level {device} holds the device's id. Empty: the usual topics of the format.")]
    public string[] Topics { get; init; } = [];

    /// <summary>Agents with the same group share the messages.</summary>
    [Description("Kind mqtt: agents that name the same group share the messages ($share); absent: each gets all.")]
    public string? SharedGroup { get; init; }

    /// <summary>How long the broker keeps messages for an agent that is away.</summary>
    [Description("Kind mqtt: how long the broker keeps messages while the agent is away; 0s: not at all. A broker keeps only so many (mosquitto: max_queued_messages).")]
    public TimeSpan SessionExpiry { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Where an http source listens.</summary>
    [Description("Kind http: address to listen at, such as http://0.0.0.0:8090; https needs certificateFile and keyFile.")]
    public string Listen { get; init; } = "http://127.0.0.1:8090";

    /// <summary>What a pusher must send as <c>Authorization: Bearer …</c>.</summary>
    [Description("Kind http: what senders must show as 'Authorization: Bearer …', at least 16 characters; ${NAME} takes an environment variable.")]
    public string? Token { get; init; }

    /// <summary>Largest body that is taken.</summary>
    [Range(1, 1024), Description("Kind http: largest body in KiB.")]
    public int MaxBodyKilobytes { get; init; } = 64;

    /// <summary>PEM file of the certificate of an https address.</summary>
    [Description("Kind http: PEM file of the certificate, for https.")]
    public string? CertificateFile { get; init; }

    /// <summary>PEM file of the key of an https address.</summary>
    [Description("Kind http: PEM file of the certificate's key, for https.")]
    public string? KeyFile { get; init; }

    /// <summary>Devices that a modbus source polls.</summary>
    [Description("Kind modbus: the devices and what is read of them.")]
    public ModbusDeviceOptions[] Devices { get; init; } = [];

    /// <summary>Time between two polls of a device.</summary>
    [Description("Kind modbus: time between two polls of a device.")]
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait for an answer.</summary>
    [Description("Kind modbus: longest wait for a connection or an answer.")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>File of recorded uplinks.</summary>
    [Description("Kind file: recorded uplinks, one JSON object a line (receivedAt, address, payload); .gz is unpacked.")]
    public string? Path { get; init; }

    /// <summary>How fast a file is played.</summary>
    [Range(0.0, 1_000_000.0), Description("Kind file: 1 plays as recorded, 100 a hundred times as fast; 0: as fast as it can be judged.")]
    public double Speed { get; init; }

    /// <summary>Most uplinks that wait between the source and its reader; beyond it the sender has to wait.</summary>
    [Range(16, 65536), Description("Most uplinks that wait to be judged; beyond it the broker or sender has to wait.")]
    public int Queue { get; init; } = 1024;

    /// <summary>First wait before connecting again; doubles up to <see cref="ReconnectLimit"/>, each with full jitter.</summary>
    [Description("First wait before connecting again; it doubles with each failure, with random jitter.")]
    public TimeSpan ReconnectDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait before connecting again.</summary>
    [Description("Longest wait before connecting again.")]
    public TimeSpan ReconnectLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Shows name and kind, never a token or password.</summary>
    public override string ToString() => $"{Name} ({Kind.ToString().ToLowerInvariant()})";
}

/// <summary>How messages come in.</summary>
public enum UplinkSourceKind
{
    /// <summary>From an MQTT broker.</summary>
    Mqtt,

    /// <summary>Pushed to a port of the agent.</summary>
    Http,

    /// <summary>Polled over Modbus TCP.</summary>
    Modbus,

    /// <summary>From a file of recorded uplinks.</summary>
    File,
}

/// <summary>What messages are wrapped in.</summary>
public enum UplinkFormat
{
    /// <summary>The device's own message; <see cref="PlainOptions"/> says where its parts stand.</summary>
    Plain,

    /// <summary>JSON events of ChirpStack v4 (docs "Integrations, event types").</summary>
    ChirpStack,

    /// <summary>JSON of The Things Stack v3 (docs "Data formats").</summary>
    Tts,

    /// <summary>Frames of Milesight's NB-IoT devices ("Uplink data" of their user guides), in bytes or hexadecimal digits.</summary>
    MilesightNb,
}

/// <summary>Where the parts of a plain message stand: paths such as <c>report.items[0].value</c>.</summary>
public sealed record PlainOptions
{
    /// <summary>The device's id; null: it stands in the topic.</summary>
    [Description("Path of the device's id; absent: it stands in the topic ({device}).")]
    public string? Device { get; init; }

    /// <summary>The object that holds the values; null: the whole message.</summary>
    [Description("Path of the object that holds the values; absent: the whole message.")]
    public string? Fields { get; init; }

    /// <summary>The device's own bytes, in base64 or hexadecimal digits.</summary>
    [Description("Path of the device's own bytes, in base64 or hexadecimal digits, for a network server that does not decode.")]
    public string? Bytes { get; init; }

    /// <summary>The LoRaWAN port of the bytes.</summary>
    [Description("Path of the LoRaWAN port of the bytes.")]
    public string? Port { get; init; }

    /// <summary>When the network server received the message.</summary>
    [Description("Path of the time: RFC 3339, or seconds or milliseconds since 1970; absent: the time of arrival.")]
    public string? Time { get; init; }

    /// <summary>What tells repeats apart.</summary>
    [Description("Path of an id by which repeats are known.")]
    public string? Id { get; init; }
}
