using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.Ingest.Tests.Sensors;

/// <summary>The messages in docs/samples, which docs/sensors.md tells a new user to send, read as it says.</summary>
public sealed class DocumentSampleTests : IDisposable
{
    private readonly SensorRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("chirpstack-up", UplinkFormat.ChirpStack, "24e124713b000001", "milesight-em310-tilt", Quantity.Tilt, 22)]
    [InlineData("tts-up", UplinkFormat.Tts, "bin-9", "dragino-ldds75", Quantity.Distance, 0.3)]
    [InlineData("manhole", UplinkFormat.Plain, "well_0x7a3b", "manhole-json", Quantity.Tilt, 22.4)]
    public void A_sample_of_the_documentation_reads_as_it_says(string file, UplinkFormat format, string device, string make, Quantity quantity, double value)
    {
        var source = new UplinkSourceOptions { Name = "src", Format = format, Topics = ["{device}"] };
        var uplink = SensorRig.Message(File.ReadAllBytes(Repository.File("docs", "samples", file + ".json"))) with { Address = device };
        var decoded = _rig.Decoder(source, new SensorDevice(device, make)).Decode(uplink);
        decoded.Outcome.ShouldBe(UplinkOutcome.Decoded, decoded.Refusal);
        decoded.Readings.ShouldContain(reading => reading.Quantity == quantity && Math.Abs(reading.Value - value) < 0.05);
    }
}
