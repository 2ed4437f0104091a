using System.Diagnostics.Metrics;
using System.Text;
using BenchmarkDotNet.Attributes;
using EdgeWatch.Ingest;
using EdgeWatch.Ingest.Sensors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.Bench;

/// <summary>From the bytes of an uplink to its readings, with 10,000 sensors configured.</summary>
[MemoryDiagnoser]
[MinColumn]
public class UplinkDecodeBench
{
    private const string Frame = "AXVkA8+UCMT/dBwB";
    private const string Device = "24e124713c000007";
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private UplinkDecoder _decoder = null!;
    private Uplink _uplink = null!;

    [Params("chirpstack object", "chirpstack bytes", "tts object", "plain json", "broken")]
    public string Message { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        var format = Message.StartsWith("tts", StringComparison.Ordinal) ? UplinkFormat.Tts : Message == "plain json" ? UplinkFormat.Plain : UplinkFormat.ChirpStack;
        var options = new UplinkSourceOptions { Name = "bench", Format = format, Topics = ["wells/{device}"] };
        var make = Message == "plain json" ? "manhole-json" : "milesight-em310-tilt";
        var devices = Enumerable.Range(0, 10_000).Select(i => new SensorDevice($"24e124713c{i:x6}", make));
        _decoder = UplinkDecoder.Of(options, devices, [], new IngestMetrics(_services.GetRequiredService<IMeterFactory>()), NullLogger.Instance);
        _uplink = new Uplink
        {
            Source = "bench", Address = $"wells/{Device}", ReceivedAt = new DateTimeOffset(2026, 3, 2, 8, 0, 1, TimeSpan.Zero), Payload = Encoding.UTF8.GetBytes(Text()),
        };
    }

    [Benchmark]
    public DecodedUplink Decode() => _decoder.Decode(_uplink);

    private string Text() => Message switch
    {
        "chirpstack object" => ChirpStack($$"""
            "data":"{{Frame}}","object":{"battery":100,"angle_x":21.96,"angle_y":-0.6,"angle_z":72.84,"threshold_x":"trigger","threshold_y":"normal","threshold_z":"normal"}
            """),
        "chirpstack bytes" => ChirpStack($"\"data\":\"{Frame}\""),
        "tts object" => $$$"""
            {"end_device_ids":{"device_id":"cover-7","application_ids":{"application_id":"streets"},"dev_eui":"{{{Device}}}","join_eui":"800000000000000C","dev_addr":"00BCB929"},
            "correlation_ids":["as:up:01E0WZGT6Y7657CPFPE5WEYDSQ","gs:uplink:01E0WZGSZWT07NE5TS2APTV1Z9"],"received_at":"2026-03-02T08:00:00.9Z","uplink_message":{"session_key_id":"AXA50tHUGUucuzS/bCGMNw==",
            "f_port":85,"f_cnt":7,"frm_payload":"{{{Frame}}}","decoded_payload":{"battery":100,"angle_x":21.96,"angle_y":-0.6,"angle_z":72.84},"rx_metadata":[{"gateway_ids":{"gateway_id":"gtw1",
            "eui":"9C5C8E00001A05C4"},"time":"2026-03-02T08:00:00.5Z","timestamp":2463457000,"rssi":-35,"snr":5}],"received_at":"2026-03-02T08:00:00.6Z","consumed_airtime":"0.056576s"}}
            """,
        "plain json" => """{"device_id":"well","tilt":22.4,"battery":89,"status":"abnormal","ts":1772438400}""",
        _ => ChirpStack("\"object\":")[..^1],
    };

    private static string ChirpStack(string payload) => $$$$"""
        {"deduplicationId":"3ac7e3c4-4401-4b8d-9386-a5c902f9202d","time":"2026-03-02T08:00:00.775023242+00:00","deviceInfo":{"tenantId":"52f14cd4-c6f1-4fbd-8f87-4025e1d49242",
        "tenantName":"City","applicationId":"17c82e96-be03-4f38-aef3-f83d48582d97","applicationName":"Covers","deviceProfileId":"14855bf7-d10d-4aee-b618-ebfcb64dc7ad",
        "deviceProfileName":"EM310-TILT","deviceName":"cover-0102-048188","devEui":"{{{{Device}}}}","tags":{"componentId":"3205820102048188","gridCell":"320582110152102"}},
        "devAddr":"00189440","dr":1,"fCnt":48,"fPort":85,"rxInfo":[{"gatewayId":"0016c001f153a14c","uplinkId":4217106255,"rssi":-36,"snr":10.5,"context":"E3OWOQ==","metadata":
        {"region_name":"eu868","region_common_name":"EU868"}}],"txInfo":{"frequency":867100000,"modulation":{"lora":{"bandwidth":125000,"spreadingFactor":11,"codeRate":"CR_4_5"}}},{{{{payload}}}}}
        """;
}
