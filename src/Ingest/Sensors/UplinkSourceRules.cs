using EdgeWatch.Mqtt;

namespace EdgeWatch.Ingest.Sensors;

/// <summary>What no single key of a source can tell.</summary>
internal static class UplinkSourceRules
{
    private const int ShortestToken = 16;
    private static readonly TimeSpan ShortestPoll = TimeSpan.FromMilliseconds(100);

    public static IReadOnlyList<SensorProblem> Check(UplinkSourceOptions options)
    {
        var problems = new List<SensorProblem>();
        CheckFormat(options, problems);
        switch (options.Kind)
        {
            case UplinkSourceKind.Mqtt:
                CheckMqtt(options, problems);
                break;
            case UplinkSourceKind.Http:
                CheckHttp(options, problems);
                break;
            case UplinkSourceKind.Modbus:
                CheckModbus(options, problems);
                break;
            default:
                if (string.IsNullOrWhiteSpace(options.Path))
                    problems.Add(new("path", null, "write the file of recorded uplinks"));
                break;
        }

        if (options.ReconnectDelay <= TimeSpan.Zero || options.ReconnectLimit < options.ReconnectDelay)
            problems.Add(new("reconnectDelay", $"{options.ReconnectDelay}", "write more than 0s, and no more than reconnectLimit"));
        return problems;
    }

    private static void CheckFormat(UplinkSourceOptions options, List<SensorProblem> problems)
    {
        foreach (var (topic, index) in options.Topics.Select((topic, index) => (topic, index)))
        {
            if (!TopicPattern.TryParse(topic, out _, out var error))
                problems.Add(new($"topics[{index}]", topic, $"{error}; an example is city/+/well/{{device}}/#"));
        }

        var plain = options.Plain;
        foreach (var (key, path) in new[]
        {
            ("device", plain.Device), ("fields", plain.Fields), ("bytes", plain.Bytes), ("port", plain.Port), ("time", plain.Time), ("id", plain.Id),
        })
        {
            if (path is not null && !JsonPath.TryParse(path, out _, out var error))
                problems.Add(new($"plain.{key}", path, error));
        }

        var namesDevice = plain.Device is not null || options.Topics.Any(topic => topic.Contains("{device}", StringComparison.Ordinal));
        if (options is { Format: UplinkFormat.Plain, Kind: UplinkSourceKind.Mqtt or UplinkSourceKind.Http } && !namesDevice)
            problems.Add(new("topics", string.Join(", ", options.Topics), "write {device} for the level that holds the device's id, or plain.device for its path in the message"));
    }

    private static void CheckMqtt(UplinkSourceOptions options, List<SensorProblem> problems)
    {
        var hasUsualTopics = options.Format is UplinkFormat.ChirpStack or UplinkFormat.Tts;
        if (options.Topics.Length == 0 && !hasUsualTopics && problems.TrueForAll(problem => problem.Key != "topics"))
            problems.Add(new("topics", null, "write the topics to subscribe to"));
        var is311 = (options.Protocol ?? (options.Format == UplinkFormat.Tts ? MqttProtocol.Mqtt311 : MqttProtocol.Mqtt5)) == MqttProtocol.Mqtt311;
        if (options.SharedGroup is not null && is311)
            problems.Add(new("sharedGroup", options.SharedGroup, "leave it out: MQTT 3.1.1 has no shared subscriptions"));
        if (options.SharedGroup is { } group && (group.Length == 0 || group.AsSpan().ContainsAny('/', '+', '#')))
            problems.Add(new("sharedGroup", group, "write a plain name, without / + #"));
    }

    private static void CheckHttp(UplinkSourceOptions options, List<SensorProblem> problems)
    {
        if (!Uri.TryCreate(options.Listen, UriKind.Absolute, out var listen) || listen.Scheme is not ("http" or "https"))
            problems.Add(new("listen", options.Listen, "write an address such as http://0.0.0.0:8090"));
        else if (listen.Host != "localhost" && listen.HostNameType is not (UriHostNameType.IPv4 or UriHostNameType.IPv6))
            problems.Add(new("listen", options.Listen, "write an IP address of this machine, 0.0.0.0 for all, or localhost"));
        else if (listen.Scheme == "https" && (options.CertificateFile is null || options.KeyFile is null))
            problems.Add(new("certificateFile", options.CertificateFile, "write certificateFile and keyFile (PEM), or listen at http:// behind a proxy that has them"));
        if (options.Token is not { Length: >= ShortestToken })
            problems.Add(new("token", null, $"write at least {ShortestToken} characters, best as ${{NAME}} from the environment: openssl rand -hex 24 makes one"));
    }

    private static void CheckModbus(UplinkSourceOptions options, List<SensorProblem> problems)
    {
        if (options.Devices.Length == 0)
            problems.Add(new("devices", null, "add a device with a host and registers"));
        if (options.PollInterval < ShortestPoll)
            problems.Add(new("pollInterval", $"{options.PollInterval}", "write at least 100ms"));
        if (options.Timeout < ShortestPoll)
            problems.Add(new("timeout", $"{options.Timeout}", "write at least 100ms"));
        foreach (var (device, number) in options.Devices.Select((device, number) => (device, number)))
        {
            if (options.Devices.Take(number).Any(other => string.Equals(other.Device, device.Device, StringComparison.OrdinalIgnoreCase)))
                problems.Add(new($"devices[{number}].device", device.Device, "give each device an id of its own"));
            foreach (var (register, index) in device.Registers.Select((register, index) => (register, index)))
                CheckRegister(register, $"devices[{number}].registers[{index}]", problems);
        }
    }

    private static void CheckRegister(ModbusRegisterOptions register, string key, List<SensorProblem> problems)
    {
        if (!Quantities.TryParse(register.Quantity, out var quantity))
            problems.Add(new($"{key}.quantity", register.Quantity, $"write one of {string.Join(", ", Enum.GetValues<Quantity>().Select(Quantities.NameOf))}"));
        else if (!SensorUnits.Fits(quantity, register.Unit ?? ""))
            problems.Add(new($"{key}.unit", register.Unit, $"{register.Quantity} is not measured so; units are {SensorUnits.Known}"));
        if (register.Type is ModbusType.U32 or ModbusType.S32 or ModbusType.F32 && register.Address == ushort.MaxValue)
            problems.Add(new($"{key}.address", $"{register.Address}", "a value of two registers begins at 65534 at the latest"));
    }
}
