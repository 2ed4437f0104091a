using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.Ingest.Tests.Sensors;

/// <summary>The hard cases that are not of one make.</summary>
public sealed class DecoderTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private readonly SensorRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("3.6", 3.6)]
    [InlineData("\"3.6\"", 3.6)]
    [InlineData("\"3.6 V\"", 3.6)]
    [InlineData("\"3.6V\"", 3.6)]
    [InlineData("\" 3600 mV \"", 3.6)]
    [InlineData("\"+3.6e0 V\"", 3.6)]
    [InlineData("\"3.6 bananas\"", double.NaN)]
    [InlineData("\"3.6 V and more\"", double.NaN)]
    [InlineData("\"Invalid Reading\"", double.NaN)]
    [InlineData("\"No Sensor\"", double.NaN)]
    [InlineData("\"\"", double.NaN)]
    [InlineData("\"NaN\"", double.NaN)]
    [InlineData("\"Infinity\"", double.NaN)]
    [InlineData("null", double.NaN)]
    [InlineData("[]", double.NaN)]
    [InlineData("{}", double.NaN)]
    [InlineData("-1", double.NaN)]
    [InlineData("1e999", double.NaN)]
    public void A_value_is_read_as_it_is_written(string written, double volts)
    {
        var reading = _rig.Decode("edgewatch", $$"""{"battery-voltage": {{written}}}""").Readings.ShouldHaveSingleItem();
        Same(reading.Value, volts);
        reading.Quality.ShouldBe(double.IsNaN(volts) ? ReadingQuality.Bad : ReadingQuality.Good);
    }

    [Theory]
    [InlineData("level", "2116 mm", 2.116)]
    [InlineData("level", "-12 cm", -0.12)]
    [InlineData("distance", "10 ft", 3.048)]
    [InlineData("tilt", "-22.4°", 22.4)]
    [InlineData("tilt", "1 rad", 57.29577951)]
    [InlineData("temperature", "77 °F", 25)]
    [InlineData("temperature", "298.15 K", 25)]
    [InlineData("temperature", "-300 °C", double.NaN)]
    [InlineData("humidity", "0.55 ratio", 55)]
    [InlineData("open", "Opened", 1)]
    [InlineData("occupied", "free", 0)]
    [InlineData("wet", "2", double.NaN)]
    public void A_text_with_a_unit_becomes_the_quantitys_own_unit(string quantity, string written, double value) =>
        Same(_rig.Decode("edgewatch", $$"""{"{{quantity}}": "{{written}}"}""").Readings.ShouldHaveSingleItem().Value, value);

    [Theory]
    [InlineData("103", 100, ReadingQuality.Uncertain)]
    [InlineData("-4", 0, ReadingQuality.Uncertain)]
    [InlineData("255", double.NaN, ReadingQuality.Bad)]
    public void A_percentage_beyond_its_ends_is_limited_and_far_beyond_is_none(string written, double value, ReadingQuality quality)
    {
        var reading = _rig.Decode("edgewatch", $$"""{"fill-level": {{written}}}""").Readings.ShouldHaveSingleItem();
        (reading.Value, reading.Quality).ShouldBe((value, quality));
    }

    [Theory]
    [InlineData("1772438340", -60)]
    [InlineData("1772438340000", -60)]
    [InlineData("1772438340000000", -60)]
    [InlineData("1772438340000000000", -60)]
    [InlineData("\"1772438340\"", -60)]
    [InlineData("\"2026-03-02T07:59:00Z\"", -60)]
    [InlineData("\"2026-03-02T15:59:00.000000000+08:00\"", -60)]
    [InlineData("\"2026-03-02 07:59:00\"", -60)]
    [InlineData("1772438640", 240)]
    public void The_sensors_own_time_is_read_in_every_writing(string written, double secondsFromNow)
    {
        var reading = _rig.Decode("edgewatch", $$"""{"at": {{written}}, "level": 1}""", Now).Readings.ShouldHaveSingleItem();
        (reading.At - Now).TotalSeconds.ShouldBe(secondsFromNow, 1e-3);
        reading.Quality.ShouldBe(ReadingQuality.Good);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("4102444800")]
    [InlineData("1e300")]
    [InlineData("\"soon\"")]
    [InlineData("\"9999-12-31T23:59:59Z\"")]
    [InlineData("\"0001-01-01T00:00:00+14:00\"")]
    [InlineData("{}")]
    [InlineData("null")]
    public void A_time_that_cannot_be_right_gives_way_to_the_time_of_arrival(string written)
    {
        var reading = _rig.Decode("edgewatch", $$"""{"at": {{written}}, "level": 1}""", Now).Readings.ShouldHaveSingleItem();
        (reading.At, reading.Quality).ShouldBe((Now, ReadingQuality.Uncertain));
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("{", "it is no JSON")]
    [InlineData("{} {}", "it is no JSON")]
    [InlineData("3", "no object")]
    [InlineData("\"text\"", "no object")]
    [InlineData("{}", "names no quantity")]
    public void What_is_not_understood_says_why(string payload, string words)
    {
        var decoded = _rig.Decode("edgewatch", payload);
        decoded.Outcome.ShouldBe(UplinkOutcome.Refused);
        decoded.Refusal!.ShouldContain(words);
    }

    [Fact]
    public void A_text_that_is_no_Unicode_is_refused_in_words()
    {
        byte[] payload = [.. "{\"level\": \""u8, 0xC3, 0x28, .. "\"}"u8];
        var source = new UplinkSourceOptions { Name = "src", Topics = ["{device}"] };
        _rig.Decoder(source, new SensorDevice("d", "edgewatch")).Decode(SensorRig.Message(payload)).Refusal.ShouldBe("a text in it is no valid UTF-8");
    }

    [Fact]
    public void A_message_larger_than_any_sensors_is_refused_before_it_is_looked_at() =>
        _rig.Decode("edgewatch", new string(' ', 1024 * 1024 + 1)).Refusal!.ShouldContain("the most is 1048576");

    [Fact]
    public void More_readings_than_a_sensor_can_have_are_refused()
    {
        var make = new SensorMakeOptions { Name = "m", History = "h", Fields = [new() { Path = "l", Quantity = "level" }] };
        var payload = $$"""{"h": [{{string.Join(',', Enumerable.Repeat("{\"l\":1}", 3000))}}]}""";
        var source = new UplinkSourceOptions { Name = "src", Topics = ["{device}"] };
        _rig.Decoder(source, new SensorDevice("d", "m"), make).Decode(SensorRig.Message(payload)).Refusal!.ShouldContain("more than 2048 readings");
    }

    [Fact]
    public void A_device_is_known_in_any_letter_case_and_named_as_it_is_configured()
    {
        var source = new UplinkSourceOptions { Name = "src", Format = UplinkFormat.ChirpStack };
        var decoder = _rig.Decoder(source, new SensorDevice("24E124713C0000aB", "milesight-em310-udl"));
        var decoded = decoder.Decode(SensorRig.Message("""{"deviceInfo": {"devEui": "24e124713c0000ab"}, "object": {"distance": 500}}"""));
        decoded.Device.ShouldBe("24E124713C0000aB");
        decoded.Readings.ShouldHaveSingleItem().Value.ShouldBe(0.5);
    }

    [Fact]
    public void Every_uplink_is_counted_once_under_its_outcome()
    {
        var decoder = _rig.Decoder(new UplinkSourceOptions { Name = "src", Topics = ["{device}"] }, new SensorDevice("d", "nwave-parking"));
        string[] payloads = ["""{"type":"parking_status","occupied":true}""", """{"type":"heartbeat"}""", "{", """{"type":"parking_status"}"""];
        foreach (var payload in payloads)
            decoder.Decode(SensorRig.Message(payload));
        decoder.Decode(SensorRig.Message("{}") with { Address = "another" });

        _rig.Counted("edgewatch.ingest.uplinks.decoded src decoded").ShouldBe(2);
        _rig.Counted("edgewatch.ingest.uplinks.decoded src empty").ShouldBe(1);
        _rig.Counted("edgewatch.ingest.uplinks.decoded src refused").ShouldBe(1);
        _rig.Counted("edgewatch.ingest.uplinks.decoded src unknown-device").ShouldBe(1);
        _rig.CountedInAll("edgewatch.ingest.uplinks.decoded").ShouldBe(5);
    }

    [Fact]
    public void A_described_make_takes_the_place_of_a_built_in_one()
    {
        var make = new SensorMakeOptions { Name = "edgewatch", Fields = [new() { Path = "x", Quantity = "count" }] };
        var decoder = _rig.Decoder(new UplinkSourceOptions { Name = "src", Topics = ["{device}"] }, new SensorDevice("d", "edgewatch"), make);
        decoder.Decode(SensorRig.Message("""{"x": 7, "level": 1}""")).Readings.ShouldHaveSingleItem().Quantity.ShouldBe(Quantity.Count);
    }

    [Theory]
    [InlineData("city/+/well/{device}/#", "city/a/well/7/up/x", "7")]
    [InlineData("city/+/well/{device}", "city/a/well/7", "7")]
    [InlineData("{device}", "", "")]
    [InlineData("a/#", "a", null)]
    [InlineData("/a/{device}", "/a/b", "b")]
    public void A_topic_pattern_finds_the_device(string pattern, string topic, string? device)
    {
        TopicPattern.TryParse(pattern, out var parsed, out _).ShouldBeTrue();
        parsed!.TryMatch(topic, out var found).ShouldBeTrue();
        found.ShouldBe(device);
    }

    [Theory]
    [InlineData("city/{device}", "city")]
    [InlineData("city/{device}", "city/a/b")]
    [InlineData("city/+/x", "city/a/y")]
    public void A_topic_that_the_pattern_does_not_cover_has_no_device(string pattern, string topic)
    {
        TopicPattern.TryParse(pattern, out var parsed, out _).ShouldBeTrue();
        parsed!.TryMatch(topic, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(21.96, -0.6, 72.84, 0, 0, 90, 21.38)]
    [InlineData(0, 0, -90, 0, 0, 90, 180)]
    [InlineData(0, 0, 90, 0, 0, 90, 0)]
    [InlineData(0, 90, 0, 0, 0, 90, 90)]
    [InlineData(45, 0, 45, 90, 0, 0, 45)]
    [InlineData(5, -7, 3, 0, 0, 0, 7)]
    public void Tilt_is_the_angle_between_gravity_now_and_in_the_usual_position(double x, double y, double z, double usualX, double usualY, double usualZ, double tilt) =>
        Ingest.Sensors.Makes.Inclination.Tilt(x, y, z, [usualX, usualY, usualZ]).ShouldBe(tilt, 0.01);

    [Fact]
    public void Repeats_are_known_as_far_back_as_the_memory_goes()
    {
        var repeats = new UplinkDeduplicator("src", _rig.Metrics, capacity: 2);
        DecodedUplink Of(string? id) => new() { ReceivedAt = Now, DeduplicationId = id };
        repeats.IsRepeat(Of("a")).ShouldBeFalse();
        repeats.IsRepeat(Of("a")).ShouldBeTrue();
        repeats.IsRepeat(Of("b")).ShouldBeFalse();
        repeats.IsRepeat(Of("a")).ShouldBeTrue();
        repeats.IsRepeat(Of("c")).ShouldBeFalse();
        repeats.IsRepeat(Of("a")).ShouldBeFalse("it was the oldest of two, and c was the third");
        repeats.IsRepeat(Of(null)).ShouldBeFalse();
        repeats.IsRepeat(Of(null)).ShouldBeFalse();
        _rig.Counted("edgewatch.ingest.uplinks.repeated src").ShouldBe(2);
    }

    [Fact]
    public void The_name_of_every_quantity_is_read_back()
    {
        foreach (var quantity in Enum.GetValues<Quantity>())
        {
            Quantities.TryParse(Quantities.NameOf(quantity), out var parsed).ShouldBeTrue();
            parsed.ShouldBe(quantity);
        }

        Quantities.TryParse("Tilt", out _).ShouldBeFalse();
    }

    [Fact]
    public void An_uplink_out_of_order_keeps_its_own_time()
    {
        var late = _rig.Decode("edgewatch", """{"at": "2026-03-02T05:00:00Z", "level": 1}""", Now).Readings.ShouldHaveSingleItem();
        (late.At, late.Quality).ShouldBe((Now.AddHours(-3), ReadingQuality.Good));
    }

    private static void Same(double value, double expected)
    {
        double.IsNaN(value).ShouldBe(double.IsNaN(expected), $"{value}");
        if (!double.IsNaN(expected))
            value.ShouldBe(expected, 1e-6);
    }
}
