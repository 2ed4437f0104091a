using System.Buffers;
using System.Text.Json;
using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.Replay;

/// <summary>Writes uplinks whose payload is JSON as the file source reads them: one object a line with <c>receivedAt</c>, <c>address</c>, <c>payload</c>.</summary>
internal static class RecordedUplinks
{
    private const int Buffer = 1 << 16;

    /// <returns>How many were written.</returns>
    public static async Task<long> WriteAsync(string path, IEnumerable<Uplink> uplinks, CancellationToken stop)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, Buffer);
        var (lines, count) = (new ArrayBufferWriter<byte>(Buffer * 2), 0L);
        await using var writer = new Utf8JsonWriter(lines);
        foreach (var uplink in uplinks)
        {
            writer.Reset();
            writer.WriteStartObject();
            writer.WriteString("receivedAt"u8, uplink.ReceivedAt);
            writer.WriteString("address"u8, uplink.Address);
            writer.WritePropertyName("payload"u8);
            writer.WriteRawValue(uplink.Payload.Span);
            writer.WriteEndObject();
            await writer.FlushAsync(stop);
            lines.Write("\n"u8);
            count++;
            if (lines.WrittenCount < Buffer)
                continue;
            await file.WriteAsync(lines.WrittenMemory, stop);
            lines.ResetWrittenCount();
        }

        await file.WriteAsync(lines.WrittenMemory, stop);
        return count;
    }
}
