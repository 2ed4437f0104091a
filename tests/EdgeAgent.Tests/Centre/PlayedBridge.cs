using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeWatch.Contracts;
using EdgeWatch.Mqtt;
using EdgeWatch.Tests.Shared;

namespace EdgeWatch.EdgeAgent.Tests.Centre;

/// <summary>The test in the place of the bridge: hears what the agent sends, and says what the test wants.</summary>
internal sealed class PlayedBridge(IMqttClient client) : IAsyncDisposable
{
    private const string Agent = "box-1";
    private readonly Lock _gate = new();
    private readonly List<Heard> _messages = [];
    private readonly List<Heard> _state = [];

    /// <summary>Acknowledges whatever comes.</summary>
    public bool AcknowledgesAll { get; set; }

    /// <summary>Events, pictures, reports and samples, in the order of arrival.</summary>
    public IReadOnlyList<Heard> Messages
    {
        get
        {
            lock (_gate)
                return [.. _messages];
        }
    }

    public IReadOnlyList<Guid> EventIds =>
        [.. Messages.Where(message => message.Topic == Topics.Events(Agent)).Select(message => JsonSerializer.Deserialize(message.Body, ContractsJson.Default.CandidateEvent)!.Id)];

    public async Task ListenAsync()
    {
        client.Subscribe(Topics.EveryAgent("#"), 1, HearAsync);
        await Eventually.TrueAsync(
            async () =>
            {
                await SendAsync(Topics.Responses("nobody"), [0]);
                lock (_gate)
                    return _state.Count > 0;
            },
            "the bridge listens");
    }

    public Task HeardAsync(int count) => Eventually.TrueAsync(() => Messages.Count >= count, $"{count} messages, {Messages.Count} came");

    public Task AcknowledgeAsync(params Guid[] ids) => SendAsync(Topics.Acks(Agent), new Acknowledgement { Committed = ids }, ContractsJson.Default.Acknowledgement);

    public Task RefuseAsync(Guid id, string reason) => SendAsync(Topics.Acks(Agent), new Acknowledgement { Refused = [new(id, reason)] }, ContractsJson.Default.Acknowledgement);

    public Task WishAsync(DesiredSettings desired) => SendAsync(Topics.SettingsDesired(Agent), desired, ContractsJson.Default.DesiredSettings);

    public Task RequestAsync(AgentRequest request) => SendAsync(Topics.Requests(Agent), request, ContractsJson.Default.AgentRequest);

    public Task<AgentStatus> StatusAsync(Func<AgentStatus, bool> wanted) => StateAsync(Topics.Status(Agent), ContractsJson.Default.AgentStatus, wanted);

    public Task<ReportedSettings> ReportedAsync(Func<ReportedSettings, bool> wanted) => StateAsync(Topics.SettingsReported(Agent), ContractsJson.Default.ReportedSettings, wanted);

    public Task<AgentResponse> ResponseAsync(Guid id) => StateAsync(Topics.Responses(Agent), ContractsJson.Default.AgentResponse, response => response.Id == id);

    public async Task SendAsync(string topic, byte[] body) => await client.PublishAsync(new MqttPublish(topic, body), CancellationToken.None);

    public ValueTask DisposeAsync() => client.DisposeAsync();

    private Task SendAsync<T>(string topic, T value, JsonTypeInfo<T> type) => SendAsync(topic, JsonSerializer.SerializeToUtf8Bytes(value, type));

    private async Task<T> StateAsync<T>(string topic, JsonTypeInfo<T> type, Func<T, bool> wanted)
        where T : class
    {
        T? found = null;
        await Eventually.TrueAsync(
            () =>
            {
                Heard[] heard;
                lock (_gate)
                    heard = [.. _state.Where(message => message.Topic == topic)];
                return (found = heard.Select(message => JsonSerializer.Deserialize(message.Body, type)!).LastOrDefault(wanted)) is not null;
            },
            $"the wanted word on {topic}");
        return found!;
    }

    private async ValueTask HearAsync(MqttMessage message)
    {
        var heard = new Heard(message.Topic, message.Payload.ToArray(), message.ContentType, message.ResponseTopic);
        _ = Topics.TryParse(message.Topic, out _, out var kind);
        var leaves = kind is "events" or "report" or "scores" || kind.StartsWith("evidence/", StringComparison.Ordinal);
        lock (_gate)
            (leaves ? _messages : _state).Add(heard);
        if (leaves && AcknowledgesAll)
            await AcknowledgeAsync(IdOf(heard, kind));
    }

    private static Guid IdOf(Heard heard, string kind) => kind.StartsWith("evidence/", StringComparison.Ordinal)
        ? Guid.Parse(kind["evidence/".Length..])
        : JsonDocument.Parse(heard.Body).RootElement.GetProperty("id").GetGuid();
}

/// <summary>A message that the bridge heard.</summary>
internal sealed record Heard(string Topic, byte[] Body, string? ContentType, string? ResponseTopic);
