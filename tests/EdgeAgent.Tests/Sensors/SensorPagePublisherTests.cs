using System.Text.Json;
using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Centre;
using EdgeWatch.EdgeAgent.Pipelines;
using EdgeWatch.EdgeAgent.Sensors;
using EdgeWatch.Ingest.Sensors;
using EdgeWatch.Mqtt;
using EdgeWatch.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.EdgeAgent.Tests.Sensors;

public sealed class SensorPagePublisherTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly CollectingBroker _broker = new();

    [Fact]
    public async Task Pages_are_published_when_something_happened_on_them_and_not_more_often_than_they_may()
    {
        var sensors = Sensors(600);
        var publisher = Publisher(sensors, keeper: null);
        await RoundAsync(publisher, seconds: 0);
        _broker.Topics().ShouldBe(["edgewatch/v1/a/sensors/0", "edgewatch/v1/a/sensors/1", "edgewatch/v1/a/sensors/2"]);
        var page = JsonSerializer.Deserialize(_broker.Published[2].Payload.Span, ContractsJson.Default.SensorPage)!;
        (page.Page, page.Pages, page.Sensors.Count).ShouldBe((2, 3, 100));
        _broker.Published.ShouldAllBe(message => message.Retain);

        (await RoundAsync(publisher, seconds: 3600)).ShouldBeEmpty();
        Hear(sensors[300]); // expected -> live: another state
        (await RoundAsync(publisher, seconds: 1)).ShouldBe(["edgewatch/v1/a/sensors/1"]);
        Hear(sensors[301]);
        (await RoundAsync(publisher, seconds: 1)).ShouldBeEmpty();
        (await RoundAsync(publisher, seconds: 4)).ShouldBe(["edgewatch/v1/a/sensors/1"]);
        Hear(sensors[300]); // only heard
        (await RoundAsync(publisher, seconds: 30)).ShouldBeEmpty();
        (await RoundAsync(publisher, seconds: 30)).ShouldBe(["edgewatch/v1/a/sensors/1"]);
        publisher.PublishAll();
        (await RoundAsync(publisher, seconds: 1)).Length.ShouldBe(3);
    }

    [Fact]
    public async Task Pages_that_are_not_needed_any_more_are_emptied_after_a_start_with_fewer_sensors()
    {
        using var keeper = SensorKeeper.Open(_folder.File("sensors.db"), NullLogger.Instance);
        await RoundAsync(Publisher(Sensors(600), keeper), seconds: 0);
        _broker.Published.Clear();

        await RoundAsync(Publisher(Sensors(200), keeper), seconds: 0);
        _broker.Published.Select(message => (message.Topic, message.Payload.IsEmpty)).ShouldBe(
            [("edgewatch/v1/a/sensors/1", true), ("edgewatch/v1/a/sensors/2", true), ("edgewatch/v1/a/sensors/0", false)]);
        keeper.Pages.ShouldBe(1);
    }

    [Fact]
    public void What_nobody_named_well_and_what_has_the_id_of_another_costs_the_others_of_its_page_nothing()
    {
        var unknown = new UnknownDevices();
        unknown.Heard("lora", "/City:Well 7", _time.GetUtcNow());
        SensorStatus Refused(string id) => new() { Sensor = id, State = SensorStates.Refused, Since = _time.GetUtcNow() };

        var page = new SensorPages(Sensors(1), [Refused("s0000"), Refused("s0000")], unknown).Read("a", 0, _time.GetUtcNow());
        page.Sensors.Select(sensor => sensor.Sensor).ShouldBe(["s0000", "s0000-2", "s0000-3", "x-city-well-7"]);
        page.Sensors[3].Name.ShouldBe("/City:Well 7");
        page.Sensors.ShouldAllBe(sensor => Identifiers.IsValid(sensor.Sensor));
    }

    public void Dispose() => _folder.Dispose();

    private static void Hear(Sensor sensor) => sensor.Take(
        new DecodedUplink { Device = sensor.Settings.Device, ReceivedAt = Post.Begin, Readings = [Post.Reading(0, Quantity.Tilt, 1)] }, new SensorRound(Post.Begin, TimeSpan.Zero, 0, _ => { }));

    private Sensor[] Sensors(int count) => [.. Enumerable.Range(0, count).Select(index => new Sensor(
        new SensorSettings { Id = $"s{index:D4}", Source = "lora", Device = $"d{index}", Interval = TimeSpan.FromHours(1), SilentAfter = TimeSpan.FromHours(3) },
        [], new PipelineReport("lora", TestMetrics.Create(), NullLogger.Instance), _time))];

    private SensorPagePublisher Publisher(Sensor[] sensors, SensorKeeper? keeper) =>
        new("a", new SensorPages(sensors, [], new UnknownDevices()), keeper, _broker, _time, NullLogger.Instance);

    private async Task<string[]> RoundAsync(SensorPagePublisher publisher, double seconds)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        var before = _broker.Published.Count;
        await publisher.RoundAsync(CancellationToken.None);
        return [.. _broker.Topics().Skip(before)];
    }

    private sealed class CollectingBroker : IMqttClient
    {
        public List<MqttPublish> Published { get; } = [];

        public bool IsConnected => true;

        public IEnumerable<string> Topics() => Published.Select(message => message.Topic);

        public void Start(Action<bool>? connectionChanged = null) => connectionChanged?.Invoke(true);

        public void Subscribe(string filter, int qos, Func<MqttMessage, ValueTask> handler) => throw new NotSupportedException(filter);

        public ValueTask PublishAsync(MqttPublish message, CancellationToken abort)
        {
            Published.Add(message);
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
