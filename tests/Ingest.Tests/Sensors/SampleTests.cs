using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.Ingest.Tests.Sensors;

public sealed class SampleTests : IDisposable
{
    private readonly SensorRig _rig = new();

    public static TheoryData<string> Names => [.. Sample.Names];

    public void Dispose() => _rig.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sample_decodes_to_what_stands_in_it(string name)
    {
        var sample = Sample.Read(name);
        var decoded = _rig.Decoder(sample.Source, sample.Sensor, sample.Makes).Decode(sample.Uplink);

        decoded.Outcome.ShouldBe(sample.Expect.Outcome, $"{sample.Note}: {decoded.Refusal}");
        decoded.Device.ShouldBe(sample.Expect.Device);
        decoded.ReceivedAt.ShouldBe(sample.ReceivedAt);
        if (sample.Expect.DeduplicationId is { } id)
            decoded.DeduplicationId.ShouldBe(id);
        if (sample.Expect.Refusal is { } words)
            decoded.Refusal!.ShouldContain(words);
        decoded.Readings.Count.ShouldBe(sample.Expect.Readings.Length, string.Join(", ", decoded.Readings));
        foreach (var (reading, expected) in decoded.Readings.Zip(sample.Expect.Readings))
            Compare(reading, expected);
    }

    [Fact]
    public void Every_make_has_a_sample() => KnownDecoders.Names.Except(Sample.Names.Select(name => Sample.Read(name).Make)).ShouldBeEmpty();

    private static void Compare(SensorReading reading, ExpectedReading expected)
    {
        Quantities.NameOf(reading.Quantity).ShouldBe(expected.Quantity);
        reading.Quality.ShouldBe(expected.Quality, expected.Quantity);
        double.IsNaN(reading.Value).ShouldBe(expected.Value is null, expected.Quantity);
        if (expected.Value is { } value)
            reading.Value.ShouldBe(value, 1e-9, expected.Quantity);
        if (expected.At is { } at)
            reading.At.ShouldBe(at, TimeSpan.FromMilliseconds(1), expected.Quantity);
    }
}
