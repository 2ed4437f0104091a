using System.Text.Json;

namespace EdgeWatch.Ingest.Sensors.Envelopes;

/// <summary>
/// JSON of The Things Stack v3 ("Data formats"), from its MQTT server or a webhook: <c>uplink_message</c> with <c>decoded_payload</c> (where a payload formatter is set) and
/// <c>frm_payload</c> (base64). Joins, acknowledgements and their like carry no readings. Empty, zero and false members are left out. A sensor may name the device by its
/// <c>dev_eui</c> or its <c>device_id</c>.
/// </summary>
internal sealed class TtsEnvelope : IUplinkEnvelope
{
    public OpenedUplink Open(Uplink uplink)
    {
        var reader = new Utf8JsonReader(uplink.Payload.Span);
        if (!reader.EnterObject())
            throw new UplinkException("a message of The Things Stack is a JSON object; is the source's format right?");
        var opened = default(OpenedUplink);
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("end_device_ids"u8))
                ReadDevice(ref reader, ref opened);
            else if (reader.ValueTextEquals("uplink_message"u8))
                ReadMessage(ref reader, uplink.Payload, ref opened);
            else if (reader.ValueTextEquals("received_at"u8) && opened.SentAt is null)
                opened.ReadSentAt(ref reader);
            else
                reader.SkipValue();
        }

        reader.ExpectEnd();
        opened.Device ??= opened.OtherDevice;
        if (opened.Device is null)
            throw new UplinkException("end_device_ids with dev_eui or device_id is missing; is the source's format right?");
        if (opened.DeduplicationId is not null)
            opened.DeduplicationId = $"{opened.Device}:{opened.DeduplicationId}";
        return opened;
    }

    private static void ReadDevice(ref Utf8JsonReader reader, ref OpenedUplink opened)
    {
        if (!reader.EnterObject())
            return;
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("dev_eui"u8))
                opened.Device = reader.ReadText();
            else if (reader.ValueTextEquals("device_id"u8))
                opened.OtherDevice = reader.ReadText();
            else
                reader.SkipValue();
        }
    }

    private static void ReadMessage(ref Utf8JsonReader reader, ReadOnlyMemory<byte> message, ref OpenedUplink opened)
    {
        if (!reader.EnterObject())
            return;
        var (session, counter) = (default(string), 0.0);
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("session_key_id"u8))
                session = reader.ReadText();
            else if (reader.ValueTextEquals("f_cnt"u8))
                counter = reader.ReadNumber() ?? 0;
            else if (reader.ValueTextEquals("f_port"u8))
                opened.Port = reader.ReadPort();
            else if (reader.ValueTextEquals("frm_payload"u8))
                opened.Bytes = reader.ReadBase64("frm_payload");
            else if (reader.ValueTextEquals("decoded_payload"u8))
                opened.Fields = reader.ReadSlice(message);
            else if (reader.ValueTextEquals("received_at"u8))
                opened.ReadSentAt(ref reader);
            else
                reader.SkipValue();
        }

        // A frame is known by its session and counter; the counter 0 of a session's first frame is left out.
        opened.DeduplicationId = session is null ? null : $"{session}:{counter}";
    }
}
