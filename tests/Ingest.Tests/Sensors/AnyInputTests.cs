using System.Diagnostics;
using EdgeWatch.Ingest.Sensors;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeWatch.Ingest.Tests.Sensors;

/// <summary>Whatever the bytes are: decoding does not throw, has one outcome, and the counts hold every uplink.</summary>
public sealed class AnyInputTests : IDisposable
{
    private const int Mutated = 1_000_000;
    private readonly SensorRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Any_bytes_in_any_format_have_one_outcome()
    {
        var decoders = Enum.GetValues<UplinkFormat>()
            .Select(format => _rig.Decoder(new UplinkSourceOptions { Name = "src", Format = format, Topics = ["{device}"] }, new SensorDevice("d", "edgewatch"))).ToArray();
        var property = Prop.ForAll<byte[]>(bytes =>
        {
            foreach (var decoder in decoders)
                Sound(decoder.Decode(SensorRig.Message(bytes ?? [])));
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), property);
    }

    [Fact]
    public void Any_bytes_of_a_device_have_one_outcome_with_every_make()
    {
        var decoders = KnownDecoders.Names.Select(make => DecoderOfBytes(make)).ToArray();
        var property = Prop.ForAll<byte[], byte>((bytes, port) =>
        {
            var uplink = SensorRig.Message($$"""{"hex": "{{Convert.ToHexString(bytes ?? [])}}", "port": {{port}}}""");
            foreach (var decoder in decoders)
                Sound(decoder.Decode(uplink));
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), property);
    }

    [Fact]
    public void Any_JSON_in_the_place_of_any_member_has_one_outcome_with_every_make()
    {
        string[] names =
        [
            "battery", "angle_x", "angle_y", "angle_z", "distance", "position", "temperature", "depth", "depth_error", "history", "timestamp", "data", "Node_type", "Bat",
            "Distance", "Sensor_flag", "TempC_DS18B20", "BAT_V", "MOD", "DOOR_OPEN_STATUS", "DOOR_OPEN_TIMES", "WATER_LEAK_STATUS", "tilt", "ts", "water_level", "resources", "1", "2",
            "3", "21", "5518", "type", "occupied", "Obstruction", "Parking_ID", "at", "level", "fill-level",
        ];
        var decoders = KnownDecoders.Names.Select(make => _rig.Decoder(new UplinkSourceOptions { Name = "src", Topics = ["{device}"] }, new SensorDevice("d", make))).ToArray();
        var member = from name in Gen.Elements(names) from value in JsonValues(3) select $"{System.Text.Json.JsonSerializer.Serialize(name)}: {value}";
        var message = from members in Gen.ListOf(member) select $"{{{string.Join(", ", members)}}}";
        var property = Prop.ForAll(Arb.From(message), payload =>
        {
            var uplink = SensorRig.Message(payload);
            foreach (var decoder in decoders)
                Sound(decoder.Decode(uplink));
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), property);
    }

    [Fact]
    public void Of_a_million_mutated_uplinks_none_throws_and_none_is_lost_from_the_counts()
    {
        var random = new Random(20261122);
        var samples = Sample.Names.Select(Sample.Read).Select(sample => (Uplink: sample.Uplink, Decoder: _rig.Decoder(sample.Source, sample.Sensor, sample.Makes))).ToArray();
        var outcomes = new long[Enum.GetValues<UplinkOutcome>().Length];
        var buffer = new byte[8192];
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < Mutated; i++)
        {
            var (uplink, decoder) = samples[random.Next(samples.Length)];
            var length = Mutate(uplink.Payload.Span, buffer, random);
            var decoded = decoder.Decode(uplink with { Payload = buffer.AsMemory(0, length) });
            if (decoded.Outcome == UplinkOutcome.Failed || (decoded.Readings.Count == 0) != (decoded.Outcome != UplinkOutcome.Decoded))
                Sound(decoded);
            // An error of ours must not hide behind this refusal.
            if (decoded.Refusal == "a text in it is no valid UTF-8")
                HasBadText(buffer.AsSpan(0, length)).ShouldBeTrue(Convert.ToHexString(buffer.AsSpan(0, length)));
            outcomes[(int)decoded.Outcome]++;
        }

        var took = Stopwatch.GetElapsedTime(started);
        outcomes.Sum().ShouldBe(Mutated);
        outcomes[(int)UplinkOutcome.Failed].ShouldBe(0);
        outcomes[(int)UplinkOutcome.Decoded].ShouldBeGreaterThan(Mutated / 10, "most mutations should leave something to read, or this shows little");
        outcomes[(int)UplinkOutcome.Refused].ShouldBeGreaterThan(Mutated / 10);
        _rig.CountedInAll("edgewatch.ingest.uplinks.decoded").ShouldBe(Mutated);
        took.ShouldBeLessThan(TimeSpan.FromMinutes(3));
    }

    private UplinkDecoder DecoderOfBytes(string make)
    {
        var source = new UplinkSourceOptions { Name = "src", Topics = ["{device}"], Plain = new PlainOptions { Bytes = "hex", Port = "port" } };
        return _rig.Decoder(source, new SensorDevice("d", make));
    }

    private static void Sound(DecodedUplink decoded)
    {
        decoded.Outcome.ShouldNotBe(UplinkOutcome.Failed, decoded.Refusal);
        (decoded.Readings.Count > 0).ShouldBe(decoded.Outcome == UplinkOutcome.Decoded);
        if (decoded.Outcome is UplinkOutcome.Refused or UplinkOutcome.UnknownDevice)
            decoded.Refusal.ShouldNotBeNullOrEmpty();
        foreach (var reading in decoded.Readings)
        {
            double.IsNaN(reading.Value).ShouldBe(reading.Quality == ReadingQuality.Bad, $"{reading}");
            double.IsInfinity(reading.Value).ShouldBeFalse($"{reading}");
            reading.At.ShouldBeInRange(decoded.ReceivedAt.AddDays(-366), decoded.ReceivedAt.AddMinutes(10), $"{reading}");
        }

        for (var i = 1; i < decoded.Readings.Count; i++)
            decoded.Readings[i].At.ShouldBeGreaterThanOrEqualTo(decoded.Readings[i - 1].At);
    }

    /// <summary>Values of JSON as a generator, nested to a depth.</summary>
    private static Gen<string> JsonValues(int depth)
    {
        var scalars = Gen.OneOf(
            Gen.Elements("null", "true", "false", "0", "-1", "1e999", "-0.0", "65535", "1772438400", "\"\"", "\"3.6 V\"", "\"22.4°\"", "\"Invalid Reading\"", "\"\\ud800\"", "\"tilt\""),
            ArbMap.Default.GeneratorFor<int>().Select(number => number.ToString()),
            ArbMap.Default.GeneratorFor<NormalFloat>().Select(number => number.Get.ToString("R")),
            ArbMap.Default.GeneratorFor<string>().Select(text => System.Text.Json.JsonSerializer.Serialize(text ?? "")));
        if (depth == 0)
            return scalars;
        var inner = JsonValues(depth - 1);
        return Gen.Frequency(
            (4, scalars),
            (1, inner.ListOf().Select(items => $"[{string.Join(',', items.Take(4))}]")),
            (1, inner.ListOf().Select(items => $"{{{string.Join(',', items.Take(4).Select((item, index) => $"\"{(index % 2 == 0 ? "depth" : "timestamp")}\":{item}"))}}}")));
    }

    /// <summary>Changes a few bytes, cuts, repeats or swaps a piece, puts in another number, or makes something of nothing.</summary>
    private static int Mutate(ReadOnlySpan<byte> original, Span<byte> buffer, Random random)
    {
        original.CopyTo(buffer);
        var length = original.Length;
        switch (random.Next(7))
        {
            case 0:
                for (var i = random.Next(1, 4); i > 0 && length > 0; i--)
                    buffer[random.Next(length)] = (byte)random.Next(256);
                return length;
            case 1:
                return random.Next(length + 1);
            case 2:
                var (from, to, count) = (random.Next(length), random.Next(length), random.Next(32));
                original[from..Math.Min(from + count, length)].CopyTo(buffer[to..]);
                return Math.Min(length, buffer.Length);
            case 3:
                random.NextBytes(buffer[..(length = random.Next(200))]);
                return length;
            case 4:
                return Replace(buffer[..length], random, "0123456789"u8, "0123456789-.eE\""u8);
            case 5:
                return Replace(buffer[..length], random, "{}[]\":,"u8, "{}[]\":, "u8);
            default:
                return length;
        }
    }

    private static bool HasBadText(ReadOnlySpan<byte> message) => !System.Text.Unicode.Utf8.IsValid(message) || message.IndexOf("\\u"u8) >= 0;

    private static int Replace(Span<byte> text, Random random, ReadOnlySpan<byte> these, ReadOnlySpan<byte> by)
    {
        var start = random.Next(Math.Max(1, text.Length));
        var at = text[start..].IndexOfAny(these);
        if (at >= 0)
            text[start + at] = by[random.Next(by.Length)];
        return text.Length;
    }
}
