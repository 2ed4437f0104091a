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

    /// <summary>Keeps a time as text.</summary>
    public void SetSentAt(string? text)
    {
        SentAt = SensorTime.Read(text);
        SentAtIsWrong = SentAt is null && !string.IsNullOrEmpty(text);
    }
}
