using System.Text.Json;

namespace EdgeWatch.Ingest.Sensors.Envelopes;

/// <summary>What stood in an envelope.</summary>
internal struct OpenedUplink
{
    /// <summary>The device's id, as it is written.</summary>
    public string? Device;

    /// <summary>Another id of the same device, by which a sensor may name it as well.</summary>
    public string? OtherDevice;

    /// <summary>What tells repeats apart.</summary>
    public string? DeduplicationId;

    /// <summary>When the network received it; null where it does not say.</summary>
    public DateTimeOffset? SentAt;

    /// <summary>The network does say when, but what it says is no time.</summary>
    public bool SentAtIsWrong;

    /// <summary>LoRaWAN port.</summary>
    public int Port;

    /// <summary>The JSON value with the readings; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Fields;

    /// <summary>The device's own bytes; empty where there are none.</summary>
    public ReadOnlyMemory<byte> Bytes;

    /// <summary>Charge of the battery in %, where the network server itself tells it.</summary>
    public double? Battery;

    /// <summary>Reads the time that is the value of the member on whose name the reader stands.</summary>
    public void ReadSentAt(ref Utf8JsonReader reader)
    {
        reader.Read();
        SentAt = reader.TokenType == JsonTokenType.String ? SensorTime.Read(ref reader) : null;
        SentAtIsWrong = SentAt is null && reader.TokenType != JsonTokenType.Null;
        reader.Skip();
    }
}
