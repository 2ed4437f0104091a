using System.Text.Json;

namespace EdgeWatch.Ingest.Sensors;

/// <summary>
/// Understands what one make of sensor sends. An implementer must: refuse in words (what, where, remedy) whatever it does not understand; take a field that is
/// absent for "not in this message", unless the make leaves out zero; never keep state, because uplinks come late, twice and out of order.
/// </summary>
public interface ISensorDecoder
{
    /// <summary>Decodes the object that a network server's codec made of the payload, or that the device itself sends.</summary>
    /// <returns>Null where it was understood, also when it carries no readings by right; else why not.</returns>
    /// <param name="fields">The JSON value; of any kind.</param>
    /// <param name="readings">Takes the readings.</param>
    string? DecodeFields(JsonElement fields, SensorReadings readings);

    /// <summary>Decodes the device's own bytes.</summary>
    /// <returns>Null where they were understood; else why not.</returns>
    /// <param name="bytes">The payload; of any length, also empty.</param>
    /// <param name="port">LoRaWAN port, 0 where none is known.</param>
    /// <param name="readings">Takes the readings.</param>
    string? DecodeBytes(ReadOnlySpan<byte> bytes, int port, SensorReadings readings) =>
        "this make is decoded from its JSON only; switch on the codec of the network server, which adds the decoded object";
}
