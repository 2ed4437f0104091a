using System.Text.Json;

namespace EdgeWatch.Ingest.Sensors.Envelopes;

/// <summary>
/// JSON events of ChirpStack v4 ("Integrations, event types"): <c>up</c> with <c>object</c> (where the device profile has a codec) and <c>data</c> (base64), <c>status</c> with the
/// battery; others carry no readings. It is protobuf JSON: zero, false and empty members are left out, so that an absent <c>fPort</c> is 0 and an absent
/// <c>batteryLevel</c> of a status is 0 %.
/// </summary>
internal sealed class ChirpStackEnvelope : IUplinkEnvelope
{
    public OpenedUplink Open(Uplink uplink)
    {
        var reader = new Utf8JsonReader(uplink.Payload.Span);
        if (!reader.EnterObject())
            throw new UplinkException("a ChirpStack event is a JSON object; is the integration's encoding JSON (not Protobuf), and the source's format right?");
        var (opened, status) = (default(OpenedUplink), default(Status));
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("deduplicationId"u8))
                opened.DeduplicationId = reader.ReadText();
            else if (reader.ValueTextEquals("time"u8))
                opened.ReadSentAt(ref reader);
            else if (reader.ValueTextEquals("deviceInfo"u8))
                opened.Device = ReadDevice(ref reader);
            else if (reader.ValueTextEquals("fPort"u8))
                opened.Port = reader.ReadPort();
            else if (reader.ValueTextEquals("data"u8))
                opened.Bytes = reader.ReadBase64("data");
            else if (reader.ValueTextEquals("object"u8))
                opened.Fields = reader.ReadSlice(uplink.Payload);
            else
                status.Read(ref reader);
        }

        reader.ExpectEnd();
        if (opened.Device is null)
            throw new UplinkException("deviceInfo.devEui is missing; a ChirpStack v4 event has it (v3 is not read). Is the source's format right?");
        opened.Battery = status.BatteryOf(uplink.Address);
        return opened;
    }

    private static string? ReadDevice(ref Utf8JsonReader reader)
    {
        string? device = null;
        if (!reader.EnterObject())
            return null;
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("devEui"u8))
                device = reader.ReadText();
            else
                reader.SkipValue();
        }

        return device;
    }

    /// <summary>Members of a status event.</summary>
    private struct Status
    {
        private bool _isStatus;
        private bool _unknown;
        private double? _level;

        public void Read(ref Utf8JsonReader reader)
        {
            if (reader.ValueTextEquals("margin"u8))
                _isStatus |= reader.ReadNumber() is not null;
            else if (reader.ValueTextEquals("batteryLevel"u8))
                _level = reader.ReadNumber();
            else if (reader.ValueTextEquals("externalPowerSource"u8) || reader.ValueTextEquals("batteryLevelUnavailable"u8))
                _unknown |= reader.ReadFlag();
            else
                reader.SkipValue();
        }

        /// <summary>A margin of 0 dB is left out too: then the address says that it is a status.</summary>
        public readonly double? BatteryOf(string address)
        {
            var isStatus = _isStatus || _level is not null || address.EndsWith("event/status", StringComparison.Ordinal) || address.EndsWith("event=status", StringComparison.Ordinal);
            return isStatus && !_unknown ? _level ?? 0 : null;
        }
    }
}
