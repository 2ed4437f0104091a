using System.Diagnostics.Metrics;
using EdgeWatch.EdgeAgent.Cameras;
using EdgeWatch.EdgeAgent.Centre;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.Ingest;
using EdgeWatch.Ingest.Sensors;
using EdgeWatch.Ingest.Video;
using EdgeWatch.Mqtt;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.EdgeAgent;

/// <summary>What an agent takes from the process and the machine it runs in: clock, logs, meters, models, cameras.</summary>
internal sealed record AgentEnvironment
{
    public required TimeProvider Time { get; init; }

    public required ILoggerFactory Logs { get; init; }

    public required IMeterFactory Meters { get; init; }

    /// <summary>Opens the models that the options name.</summary>
    public required Func<AgentOptions, AgentMetrics, Task<LoadedModels>> OpenModels { get; init; }

    public required OpenSource OpenSource { get; init; }

    /// <summary>Opens a source of sensor uplinks for the agent of this id.</summary>
    public required Func<UplinkSourceOptions, string, IUplinkSource> OpenUplinks { get; init; }

    /// <summary>What cameras and sensors count on their way in.</summary>
    public required IngestMetrics Ingest { get; init; }

    public required MakeMqttClient MakeMqttClient { get; init; }

    /// <summary>The real ones: models below <c>models/</c> beside the program or above it, cameras through libav.</summary>
    public static AgentEnvironment From(IServiceProvider services)
    {
        var (logs, meters) = (services.GetRequiredService<ILoggerFactory>(), services.GetRequiredService<IMeterFactory>());
        var (ingest, log) = (new IngestMetrics(meters), logs.CreateLogger(typeof(IFrameSource).Namespace!));
        return new AgentEnvironment
        {
            Time = TimeProvider.System,
            Logs = logs,
            Meters = meters,
            OpenModels = OpenModelsAsync,
            OpenSource = options => KnownSources.Create(options, TimeProvider.System, log, ingest),
            OpenUplinks = (options, agent) => UplinkSources.Open(options, agent, TimeProvider.System, logs, ingest),
            Ingest = ingest,
            MakeMqttClient = options => new MqttClient(options, logs.CreateLogger<MqttClient>()),
        };
    }

    private static Task<LoadedModels> OpenModelsAsync(AgentOptions options, AgentMetrics metrics)
    {
        var root = ModelCatalogue.DefaultRoot(AppContext.BaseDirectory);
        return LoadedModels.OpenAsync(options, ModelCatalogue.Read(root is null ? [] : [root]), metrics, TimeProvider.System);
    }
}
