using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EdgeWatch.Ingest.Sensors;

/// <summary>
/// One recorded uplink as a line of JSON: <c>receivedAt</c> (RFC 3339), <c>address</c>, and <c>payload</c>: JSON as it was, or a text, the bytes in base64. What
/// <c>mosquitto_sub -F %J</c> writes (<c>tst</c>, <c>topic</c>, <c>payload</c>) is read as well.
/// </summary>
internal static class UplinkLine
{
    /// <summary>People read these files, and reasons hold quotes and Chinese names; no browser reads them.</summary>
    private static readonly JsonWriterOptions Readable = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a line; on failure says why.</summary>
    public static bool TryRead(string source, ReadOnlyMemory<byte> line, out Uplink? uplink, out string error)
    {
        (uplink, error) = (null, "");
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                error = "it is no JSON object";
            else if (!(root.TryGetProperty("receivedAt"u8, out var time) || root.TryGetProperty("tst"u8, out time)) || TimeOf(time) is not { } receivedAt)
                error = "it has no time 'receivedAt'";
            else if (!root.TryGetProperty("payload"u8, out var payload) || Bytes(payload) is not { } bytes)
                error = "it has no 'payload': JSON, or bytes in base64";
            else
                uplink = new Uplink { Source = source, Address = Address(root), Payload = bytes, ReceivedAt = receivedAt };
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            error = $"it is no JSON: {broken.Message}";
        }

        return uplink is not null;
    }

    /// <summary>Writes an uplink as a line, with why it was not understood where a reason is given.</summary>
    public static void Write(IBufferWriter<byte> output, Uplink uplink, string? reason)
    {
        using (var writer = new Utf8JsonWriter(output, Readable))
        {
            writer.WriteStartObject();
            writer.WriteString("receivedAt"u8, uplink.ReceivedAt);
            writer.WriteString("source"u8, uplink.Source);
            writer.WriteString("address"u8, uplink.Address);
            if (reason is not null)
                writer.WriteString("reason"u8, reason);
            writer.WritePropertyName("payload"u8);
            WritePayload(writer, uplink.Payload);
            writer.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void WritePayload(Utf8JsonWriter writer, ReadOnlyMemory<byte> payload)
    {
        try
        {
            var reader = new Utf8JsonReader(payload.Span);
            if (reader.Read() && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                using var document = JsonDocument.Parse(payload);
                document.WriteTo(writer);
                return;
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // It is kept as bytes then.
        }

        writer.WriteBase64StringValue(payload.Span);
    }

    private static DateTimeOffset? TimeOf(JsonElement time)
    {
        // mosquitto_sub writes 08:00:00.000000Z+0100 or, in other versions, 08:00:00.000000+0100: local time and its zone, where RFC 3339 has 08:00:00+01:00.
        if (time.ValueKind == JsonValueKind.String && time.GetString() is { Length: > 5 } text && text[^5] is '+' or '-')
            return SensorTime.Read($"{text[..^5].TrimEnd('Z')}{text[^5..^2]}:{text[^2..]}");
        return SensorTime.Read(time);
    }

    private static string Address(JsonElement root) =>
        (root.TryGetProperty("address"u8, out var address) || root.TryGetProperty("topic"u8, out address)) && address.ValueKind == JsonValueKind.String
            ? address.GetString() ?? "" : "";

    private static byte[]? Bytes(JsonElement payload) => payload.ValueKind switch
    {
        JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => JsonMarshal.GetRawUtf8Value(payload).ToArray(),
        JsonValueKind.String => payload.TryGetBytesFromBase64(out var bytes) ? bytes : null,
        _ => null,
    };
}
