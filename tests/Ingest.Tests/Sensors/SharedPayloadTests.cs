using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.Ingest.Tests.Sensors;

/// <summary>Every file of ../shared/payloads: real samples of vendors and networks. Each decodes to the expected readings or to a stated refusal.</summary>
public sealed class SharedPayloadTests : IDisposable
{
    private readonly SensorRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [SharedDataFact("payloads/chirpstack_v4_up.json")]
    public void ChirpStacks_own_example_has_a_byte_that_no_make_knows()
    {
        var decoded = Envelope("chirpstack_v4_up", UplinkFormat.ChirpStack, "0101010101010101", "milesight-em310-tilt");
        decoded.DeduplicationId.ShouldBe("3ac7e3c4-4401-4b8d-9386-a5c902f9202d");
        Refused(decoded, "byte 0 stands alone");
    }

    [SharedDataFact("payloads/chirpstack_v4_up_em310-tilt_composed.json")]
    public void A_tilted_cover_through_ChirpStack_reads_22_degrees()
    {
        var decoded = Envelope("chirpstack_v4_up_em310-tilt_composed", UplinkFormat.ChirpStack, "0101010101010101", "milesight-em310-tilt");
        Reads(decoded, (Quantity.Battery, 100), (Quantity.Tilt, 21.38));
        decoded.Readings[1].At.ShouldBe(new DateTimeOffset(2022, 7, 18, 9, 34, 15, 775, TimeSpan.Zero), TimeSpan.FromMilliseconds(1));
        decoded.Readings[1].Quality.ShouldBe(ReadingQuality.Good);
    }

    [SharedDataFact("payloads/chirpstack_v4_status.json")]
    public void A_status_of_ChirpStack_reads_the_battery() =>
        Reads(Envelope("chirpstack_v4_status", UplinkFormat.ChirpStack, "0101010101010101", "milesight-em310-tilt"), (Quantity.Battery, 88.3));

    [SharedDataFact("payloads/tts_v3_up.json")]
    public void The_Things_Stacks_example_reads_by_a_described_make_and_is_refused_by_another()
    {
        var make = new SensorMakeOptions { Name = "weather", Fields = [new() { Path = "temperature", Quantity = "temperature" }] };
        Reads(Envelope("tts_v3_up", UplinkFormat.Tts, "0004a30b001c0530", "weather", make), (Quantity.Temperature, 1));
        Reads(Envelope("tts_v3_up", UplinkFormat.Tts, "dev1", "weather", make), (Quantity.Temperature, 1));
        Refused(Envelope("tts_v3_up", UplinkFormat.Tts, "dev1", "dragino-ldds75"), "neither Bat nor Distance");
    }

    [SharedDataFact("payloads/milesight_em310-tilt.json")]
    public void Em310_tilt_reads_the_same_from_bytes_and_object()
    {
        var samples = Samples("milesight_em310-tilt", "milesight-em310-tilt");
        Both(samples[0], (Quantity.Tilt, 0));
        Both(samples[1], (Quantity.Battery, 100), (Quantity.Tilt, 2.91));
        Both(samples[2], (Quantity.Battery, 100), (Quantity.Tilt, 21.38));
    }

    [SharedDataFact("payloads/milesight_em320-tilt.json")]
    public void Em320_tilt_reads_the_same_from_bytes_and_object() =>
        Both(Samples("milesight_em320-tilt", "milesight-em320-tilt").ShouldHaveSingleItem(), (Quantity.Battery, 100), (Quantity.Tilt, 0));

    [SharedDataFact("payloads/milesight_em310-udl.json")]
    public void Em310_udl_reads_the_same_from_bytes_and_object()
    {
        var samples = Samples("milesight_em310-udl", "milesight-em310-udl");
        Both(samples[0], (Quantity.Battery, 92), (Quantity.Distance, 2.116), (Quantity.Open, 1));
        Both(samples[1], (Quantity.Battery, 92), (Quantity.Distance, 0.22), (Quantity.Open, 0));
    }

    [SharedDataFact("payloads/milesight_em400-mud.json")]
    public void Em400_reads_the_same_from_bytes_and_object()
    {
        foreach (var (file, make) in new[] { ("milesight_em400-mud", "milesight-em400-mud"), ("milesight_em400-tld", "milesight-em400-tld") })
        {
            var samples = Samples(file, make);
            Both(samples[0], (Quantity.Battery, 92), (Quantity.Temperature, 25.7), (Quantity.Distance, 2.116), (Quantity.Open, 1));
            Both(samples[1], (Quantity.Temperature, 23.2), (Quantity.Distance, 1.601));
        }
    }

    [SharedDataFact("payloads/milesight_em400-tld_nbiot.json")]
    public void An_NB_IoT_frame_reads_the_same_as_the_vendors_decoding_of_it()
    {
        var file = Read("milesight_em400-tld_nbiot");
        (Quantity, double)[] expected = [(Quantity.Battery, 100), (Quantity.Temperature, 26.7), (Quantity.Distance, 0.315), (Quantity.Open, 1)];
        var frames = new UplinkSourceOptions { Name = "src", Format = UplinkFormat.MilesightNb };
        var digits = System.Text.Encoding.ASCII.GetBytes((string)file["hex"]!);
        foreach (var payload in new[] { digits, Convert.FromHexString((string)file["hex"]!) })
            Reads(_rig.Decoder(frames, new SensorDevice("6749d19054690031", "milesight-em400-tld")).Decode(SensorRig.Message(payload)), expected);
        var json = new UplinkSourceOptions { Name = "src", Plain = new PlainOptions { Device = "imei" } };
        Reads(_rig.Decoder(json, new SensorDevice("868508064807350", "milesight-em400-tld")).Decode(SensorRig.Message(file["decoded"]!.ToJsonString())), expected);
    }

    [SharedDataFact("payloads/milesight_em500-swl.json")]
    public void Em500_swl_reads_the_same_from_bytes_and_object() =>
        Both(Samples("milesight_em500-swl", "milesight-em500-swl").ShouldHaveSingleItem(), (Quantity.Battery, 100), (Quantity.Level, 0.02));

    [SharedDataFact("payloads/dragino_ldds75.json")]
    public void Ldds75_reads_texts_numbers_and_sentinels()
    {
        var file = Read("dragino_ldds75");
        var v4 = file["chirpstack_v4"]!.AsArray().Select(sample => Fields("dragino-ldds75", sample!["object"]!)).ToArray();
        Reads(v4[0], (Quantity.BatteryVoltage, 3.4), (Quantity.Distance, 2.116), (Quantity.Temperature, 25));
        Reads(v4[1], (Quantity.BatteryVoltage, 3.4), (Quantity.Distance, double.NaN), (Quantity.Temperature, 25));
        Reads(v4[2], (Quantity.BatteryVoltage, 3.4), (Quantity.Distance, double.NaN));
        var older = file["ttn_v2_style"]!.AsArray().Select(sample => Fields("dragino-ldds75", sample!["decoded_payload"]!)).ToArray();
        Reads(older[0], (Quantity.BatteryVoltage, 3.4), (Quantity.Distance, 2.116));
        Reads(older[1], (Quantity.BatteryVoltage, 3.4), (Quantity.Distance, double.NaN));
        Reads(older[2], (Quantity.BatteryVoltage, 3.4), (Quantity.Distance, double.NaN));
        foreach (var sample in file["chirpstack_v4"]!.AsArray().Concat(file["ttn_v2_style"]!.AsArray()))
        {
            var fromBytes = Bytes("dragino-ldds75", (string)sample!["hex"]!, 2);
            var fromObject = Fields("dragino-ldds75", sample["object"] ?? sample["decoded_payload"]!);
            fromBytes.Readings.Select(Rounded).ShouldBe(fromObject.Readings.Select(Rounded), (string)sample["note"]!);
        }
    }

    [SharedDataFact("payloads/dragino_lds02_door.json")]
    public void Lds02_reads_the_same_from_bytes_and_object()
    {
        var file = Read("dragino_lds02_door");
        (Quantity, double)[] expected = [(Quantity.BatteryVoltage, 3), (Quantity.Open, 1), (Quantity.Count, 18)];
        Reads(Fields("dragino-lds02", file["object"]!), expected);
        Reads(Bytes("dragino-lds02", (string)file["hex"]!, 10), expected);
    }

    [SharedDataFact("payloads/cn_manhole_mqtt.json")]
    public void The_manhole_JSON_has_its_device_in_the_topic_and_its_time_in_seconds()
    {
        var file = Read("cn_manhole_mqtt");
        var source = new UplinkSourceOptions { Name = "src", Topics = ["/city/shanghai/well/status/{device}"] };
        var uplink = SensorRig.Message(file["payload"]!.ToJsonString(), DateTimeOffset.FromUnixTimeSeconds(1736889603)) with { Address = "/city/shanghai/well/status/well_0x7a3b" };
        var decoded = _rig.Decoder(source, new SensorDevice("well_0x7a3b", "manhole-json")).Decode(uplink);
        Reads(decoded, (Quantity.Tilt, 22.4), (Quantity.Battery, 89));
        decoded.Readings[0].At.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1736889600));
    }

    [SharedDataFact("payloads/lwm2m_3435_filling_level.json")]
    public void Lwm2m_3435_reads_the_percentage() => Reads(Fields("lwm2m-3435", Read("lwm2m_3435_filling_level")), (Quantity.FillLevel, 87.5));

    [SharedDataFact("payloads/parking_sensors_fields.json")]
    public void Parking_sensors_read_whether_the_bay_is_occupied()
    {
        var file = Read("parking_sensors_fields");
        Reads(Fields("nwave-parking", file["nwave_parking_status"]!), (Quantity.Occupied, 1));
        Reads(Fields("tekzitel-parking", file["tekzitel"]!), (Quantity.Occupied, 1), (Quantity.Temperature, 21));
    }

    [SharedDataFact("payloads/frigate_event_update.json")]
    public void An_event_of_a_camera_recorder_is_no_message_of_a_sensor()
    {
        var payload = Read("frigate_event_update")["payload"]!;
        foreach (var make in KnownDecoders.Names.Where(make => make != "nwave-parking"))
            Refused(Fields(make, payload), "");
        // It has a 'type', as every message of this make: of another type than a bay's status, and so without readings by right.
        Fields("nwave-parking", payload).Outcome.ShouldBe(UplinkOutcome.Empty);
    }

    [SharedDataFact("payloads")]
    public void No_file_is_left_out_of_these_tests()
    {
        string[] tested =
        [
            "chirpstack_v4_status", "chirpstack_v4_up", "chirpstack_v4_up_em310-tilt_composed", "cn_manhole_mqtt", "dragino_ldds75", "dragino_lds02_door",
            "frigate_event_update", "lwm2m_3435_filling_level", "milesight_em310-tilt", "milesight_em310-udl", "milesight_em320-tilt", "milesight_em400-mud",
            "milesight_em400-tld", "milesight_em400-tld_nbiot", "milesight_em500-swl", "parking_sensors_fields", "tts_v3_up",
        ];
        Directory.EnumerateFiles(Path.Combine(Repository.SharedData!, "payloads")).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal).ShouldBe(tested);
    }

    private static JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.SharedData!, "payloads", file + ".json")))!;

    private DecodedUplink Envelope(string file, UplinkFormat format, string device, string make, params SensorMakeOptions[] makes)
    {
        var payload = Read(file)["payload"]!;
        var at = (string?)payload["time"] ?? (string)payload["received_at"]!;
        var uplink = SensorRig.Message(payload.ToJsonString(), DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture));
        return _rig.Decoder(new UplinkSourceOptions { Name = "src", Format = format }, new SensorDevice(device, make), makes).Decode(uplink);
    }

    private DecodedUplink Fields(string make, JsonNode fields) => _rig.Decode(make, fields.ToJsonString());

    private DecodedUplink Bytes(string make, string hex, int port)
    {
        var source = new UplinkSourceOptions { Name = "src", Topics = ["{device}"], Plain = new PlainOptions { Bytes = "hex", Port = "port" } };
        var payload = JsonSerializer.Serialize(new { hex = hex.Replace(" ", "", StringComparison.Ordinal), port });
        return _rig.Decoder(source, new SensorDevice("d", make)).Decode(SensorRig.Message(payload));
    }

    private (DecodedUplink Object, DecodedUplink Bytes)[] Samples(string file, string make) =>
        [.. Read(file)["samples"]!.AsArray().Select(sample => (Fields(make, sample!["object"]!), Bytes(make, (string)sample["hex"]!, (int)sample["fPort"]!)))];

    private static void Both((DecodedUplink Object, DecodedUplink Bytes) sample, params (Quantity, double)[] expected)
    {
        Reads(sample.Object, expected);
        Reads(sample.Bytes, expected);
    }

    private static void Reads(DecodedUplink decoded, params (Quantity, double)[] expected)
    {
        decoded.Outcome.ShouldBe(UplinkOutcome.Decoded, decoded.Refusal);
        decoded.Refusal.ShouldBeNull();
        decoded.Readings.Select(Rounded).ShouldBe(expected);
        decoded.Readings.ShouldAllBe(reading => double.IsNaN(reading.Value) == (reading.Quality == ReadingQuality.Bad));
    }

    private static void Refused(DecodedUplink decoded, string words)
    {
        decoded.Outcome.ShouldBe(UplinkOutcome.Refused, string.Join(", ", decoded.Readings));
        decoded.Refusal!.ShouldContain(words);
    }

    private static (Quantity, double) Rounded(SensorReading reading) => (reading.Quantity, Math.Round(reading.Value, reading.Quantity == Quantity.Tilt ? 2 : 6));
}
