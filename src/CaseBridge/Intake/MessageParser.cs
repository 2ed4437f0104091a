using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Intake;

/// <summary>Bytes → message. What cannot be read becomes a <see cref="MalformedMessage"/>, with its id where that much can be read.</summary>
internal static class MessageParser
{
    private const string EvidencePrefix = "evidence/";
    private const string SensorsPrefix = "sensors/";

    // A snapshot or a sample carries its picture as base64, a third larger than the bytes.
    private const int LargestJson = (ContractLimits.EvidenceBytes * 4 / 3) + ContractLimits.EventBytes;

    public static Message Parse(WaitingMessage waiting) => waiting.Kind switch
    {
        "events" => Read(waiting, ContractsJson.Default.CandidateEvent, ContractLimits.EventBytes, candidate => new CandidateMessage(waiting, candidate)),
        "scores" => Read(waiting, ContractsJson.Default.ScoreSample, LargestJson, sample => new SampleMessage(waiting, sample)),
        "report" => Read(waiting, ContractsJson.Default.ZeroReport, ContractLimits.ReportBytes, report => new ReportMessage(waiting, report)),
        "status" => Read(waiting, ContractsJson.Default.AgentStatus, LargestJson, status => new StatusMessage(waiting, status)),
        "settings/reported" => Read(waiting, ContractsJson.Default.ReportedSettings, LargestJson, settings => new ReportedSettingsMessage(waiting, settings)),
        _ when waiting.Kind.StartsWith(EvidencePrefix, StringComparison.Ordinal) => Picture(waiting),
        _ when waiting.Kind.StartsWith(SensorsPrefix, StringComparison.Ordinal) => SensorPage(waiting),
        _ => new MalformedMessage(waiting, ReadableId(waiting.Payload), $"topic {waiting.Topic} is none that a bridge takes; docs/events.md lists them"),
    };

    private static Message Picture(WaitingMessage waiting) =>
        Guid.TryParseExact(waiting.Kind.AsSpan(EvidencePrefix.Length), "D", out var id)
            ? new PictureMessage(waiting, id)
            : new MalformedMessage(waiting, null, $"the last level of {waiting.Topic} is no UUID; it must be the evidence id");

    /// <summary>A page without bytes is one that its agent took back from the broker: there are no sensors from there on.</summary>
    private static Message SensorPage(WaitingMessage waiting)
    {
        if (!int.TryParse(waiting.Kind.AsSpan(SensorsPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return new MalformedMessage(waiting, null, $"the last level of {waiting.Topic} is no page number; pages count from 0");
        return waiting.Payload.Length == 0
            ? new SensorPageMessage(waiting, number, new SensorPage { Agent = waiting.Agent, Page = number, Pages = number, At = waiting.ReceivedAt })
            : Read(waiting, ContractsJson.Default.SensorPage, LargestJson, page => new SensorPageMessage(waiting, number, page));
    }

    private static Message Read<T>(WaitingMessage waiting, JsonTypeInfo<T> type, int most, Func<T, Message> wrap)
        where T : class
    {
        if (waiting.Payload.Length > most)
            return Malformed(waiting, $"{waiting.Payload.Length} bytes are more than the {most} allowed on {waiting.Topic}");
        try
        {
            return JsonSerializer.Deserialize(waiting.Payload, type) is { } read ? wrap(read) : Malformed(waiting, "the message is the JSON null");
        }
        catch (JsonException exception)
        {
            return NewerMajor(waiting.Payload) is { } major
                ? Malformed(waiting, major)
                : Malformed(waiting, $"not readable as {typeof(T).Name}: {exception.Message}");
        }
    }

    private static MalformedMessage Malformed(WaitingMessage waiting, string reason) => new(waiting, ReadableId(waiting.Payload), reason);

    /// <summary>Says so where the message is of a newer major version, which may have another shape altogether.</summary>
    private static string? NewerMajor(ReadOnlySpan<byte> json) =>
        TopLevelString(json, "specversion"u8) is { } version ? CandidateValidator.VersionFlaw(version) : null;

    private static Guid? ReadableId(ReadOnlySpan<byte> json) =>
        Guid.TryParseExact(TopLevelString(json, "id"u8), "D", out var id) ? id : null;

    /// <summary>Finds a top-level string, also in JSON that breaks off behind it.</summary>
    private static string? TopLevelString(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: false, default);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals(name))
                    return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            }
        }
        catch (JsonException)
        {
            // Broken before the name was found: there is nothing to read.
        }
        catch (InvalidOperationException)
        {
            // The string is no valid UTF-8.
        }

        return null;
    }
}
