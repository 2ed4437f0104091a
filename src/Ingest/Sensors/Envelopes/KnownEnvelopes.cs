namespace EdgeWatch.Ingest.Sensors.Envelopes;

/// <summary>The envelopes there are, by format. A new network server is one line here, unless <see cref="PlainOptions"/> can describe it.</summary>
internal static class KnownEnvelopes
{
    private static readonly string[] ChirpStackTopics = ["application/+/device/+/event/up", "application/+/device/+/event/status"];
    private static readonly string[] TtsTopics = ["v3/+/devices/+/up"];

    /// <exception cref="FormatException">A path or topic is none; <see cref="UplinkSources.Problems(UplinkSourceOptions)"/> names them all.</exception>
    public static IUplinkEnvelope Of(UplinkSourceOptions options) => options.Format switch
    {
        // What a Modbus source reads is our own JSON.
        _ when options.Kind == UplinkSourceKind.Modbus => new PlainEnvelope(new PlainOptions { Device = "device" }, []),
        UplinkFormat.ChirpStack => new ChirpStackEnvelope(),
        UplinkFormat.Tts => new TtsEnvelope(),
        UplinkFormat.MilesightNb => new MilesightNbEnvelope(),
        _ => new PlainEnvelope(options.Plain, TopicsOf(options)),
    };

    /// <summary>The topics of a source: its own, or the usual ones of its format.</summary>
    /// <exception cref="FormatException">One is none.</exception>
    public static TopicPattern[] TopicsOf(UplinkSourceOptions options)
    {
        var texts = options.Topics.Length > 0 ? options.Topics : options.Format switch
        {
            UplinkFormat.ChirpStack => ChirpStackTopics,
            UplinkFormat.Tts => TtsTopics,
            _ => [],
        };
        return [.. texts.Select(text => TopicPattern.TryParse(text, out var pattern, out var error) ? pattern! : throw new FormatException($"topic '{text}': {error}"))];
    }
}
