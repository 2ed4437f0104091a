using System.Reflection;
using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Cameras;
using EdgeWatch.EdgeAgent.Centre;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.EdgeAgent.Jpeg;
using EdgeWatch.EdgeAgent.Metrics;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Samples;
using EdgeWatch.EdgeAgent.Sensors;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.EdgeAgent.Shadow;
using EdgeWatch.EdgeAgent.Witnesses;
using EdgeWatch.Ingest.Sensors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.EdgeAgent;

/// <summary>A whole agent: opens what it needs, runs its cameras, and ends in good order.</summary>
internal sealed class AgentHost : IAsyncDisposable
{
    /// <summary>How long a stop waits for looks and candidates that are under way, and then for the centre.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    /// <summary>Bytes of uplinks that could not be understood, kept to be looked at: weeks of them.</summary>
    private const long UndecodedBudget = 16 << 20;

    private readonly AgentOptions _options;
    private readonly AgentEnvironment _environment;
    private readonly AgentMetrics _metrics;
    private readonly DateTimeOffset _startedAt;
    private readonly ILogger<AgentHost> _logger;
    private readonly Stack<IAsyncDisposable> _owned = new();
    private IReadOnlyList<string> _models = [];
    private Outbox.Outbox _outbox = null!;
    private SettingsDesk _settings = null!;
    private CameraSet _cameras = null!;
    private SensorSet? _sensors;
    private SensorKeeper? _keeper;
    private RecheckWitness _rechecks = null!;
    private CentreLink _link = null!;

    private AgentHost(AgentOptions options, AgentEnvironment environment)
    {
        (_options, _environment, _startedAt) = (options, environment, environment.Time.GetUtcNow());
        (_metrics, _logger) = (new AgentMetrics(environment.Meters), environment.Logs.CreateLogger<AgentHost>());
    }

    public static string Version { get; } =
        typeof(AgentHost).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";

    /// <summary>Runs an agent until <paramref name="stop"/>: the whole of <c>edgewatch agent</c>.</summary>
    public static async Task RunAsync(AgentOptions options, CancellationToken stop, Action<ILoggingBuilder>? logging = null)
    {
        await using var services = new ServiceCollection().AddLogging(logging ?? (_ => { })).AddMetrics().BuildServiceProvider();
        await using var host = await OpenAsync(options, AgentEnvironment.From(services));
        await host.RunAsync(stop);
    }

    /// <summary>Opens models, stores and cameras; nothing is looked at and nothing sent yet.</summary>
    /// <exception cref="ModelException">A model cannot be used.</exception>
    public static async Task<AgentHost> OpenAsync(AgentOptions options, AgentEnvironment environment)
    {
        var host = new AgentHost(options, environment);
        try
        {
            await host.OpenAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>How agent and cameras are doing; safe from any thread.</summary>
    public AgentStatus Status() => new()
    {
        Agent = _options.Id,
        Online = true,
        Version = Version,
        At = _environment.Time.GetUtcNow(),
        StartedAt = _startedAt,
        SettingsRevision = _settings.Reported.Revision,
        OutboxRows = _outbox.Rows,
        Models = _models,
        Cameras = _cameras.Status(),
        SensorSources = _sensors?.Sources(),
    };

    /// <summary>Runs until told to stop; then lets what is under way come through, reports, and says goodbye to the centre.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var time = _environment.Time;
        using var abort = new CancellationTokenSource();
        _link.Start();
        var work = Task.WhenAll(_cameras.RunAsync(stop, abort.Token), _sensors?.RunAsync(stop, abort.Token) ?? Task.CompletedTask);
        Log.AgentStarted(_logger, _options.Id, Version, _cameras.Running, _options.Cameras.Length, string.Join(", ", _models));
        await Task.Delay(Timeout.InfiniteTimeSpan, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await work.WaitAsync(Grace, time, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            Log.AgentAborted(_logger, _options.Id, Grace);
            await abort.CancelAsync();
            await work;
        }

        using var farewell = new CancellationTokenSource(Grace, time);
        await _link.StopAsync(farewell.Token);
        Log.AgentStopped(_logger, _options.Id);
    }

    public async ValueTask DisposeAsync()
    {
        while (_owned.TryPop(out var owned))
            await owned.DisposeAsync();
    }

    private async Task OpenAsync()
    {
        var (time, logs) = (_environment.Time, _environment.Logs);
        var models = await _environment.OpenModels(_options, _metrics);
        _owned.Push(models.Owner);
        _models = [.. models.ByName.Values.Select(detector => detector.Model)];
        _outbox = Own(await Outbox.Outbox.OpenAsync(InData("outbox.db"), _options.Outbox, _options.Evidence, time, _metrics, logs.CreateLogger<Outbox.Outbox>()));
        foreach (var (name, reason) in models.Failures)
            Log.ModelNotLoaded(_logger, name, reason);
        await OpenCamerasAsync(models);
        var hooks = new CentreHooks { Version = Version, Models = _models, Cameras = _cameras.Status, Answer = AnswerAsync, Sensors = _sensors, SensorKeeper = _keeper };
        _link = Own(new CentreLink(_options, hooks, _outbox, _settings, _environment.MakeMqttClient, _metrics, time, logs.CreateLogger<CentreLink>()));
        if (_options.MetricsPort != 0)
            Own(await MetricsEndpoint.StartAsync(_options.MetricsPort, _environment.Meters, Status));
    }

    private async Task OpenCamerasAsync(LoadedModels models)
    {
        var (time, logs, detectors) = (_environment.Time, _environment.Logs, models.ByName);
        var encoder = Own(new Disposal<JpegEncoder>(new JpegEncoder())).Item;
        var findings = Own(new Disposal<FindingStore>(new FindingStore(InData("findings.db")))).Item;
        var journal = new CandidateJournal(findings, _outbox.AppendAsync, _metrics, logs.CreateLogger<CandidateJournal>(), time);
        await journal.RecoverAsync(CancellationToken.None);

        var checkedCameras = CameraCheck.All(models.Assign(_options.Cameras), detectors);
        _settings = SettingsDesk.Open(
            InData("settings.json"),
            [.. checkedCameras.Where(camera => camera.Error is null).Select(camera => CameraRuntimeSettings.FromFile(camera.Options, camera.Thresholds, time.LocalTimeZone))],
            time,
            logs.CreateLogger<SettingsDesk>());
        var factory = new CameraFactory(new SharedParts
        {
            Options = _options,
            Version = Version,
            Detectors = detectors,
            OpenSource = _environment.OpenSource,
            Encode = encoder.Encode,
            Settings = _settings,
            Findings = findings,
            Journal = journal,
            // The sensors open after the cameras, which they ask; until then nobody vouches.
            Sensors = _options.SensorSources.Length == 0 ? null : new SensorWitness(_options.Id, (camera, zone) => _sensors?.SeenBy(camera, zone) ?? []),
            Sampler = OpenSampler(encoder, detectors, checkedCameras),
            Shadow = OpenShadow(encoder, models),
            Metrics = _metrics,
            Logs = logs,
            Time = time,
        });
        _cameras = Own(new CameraSet([.. checkedCameras.Select(factory.Make)], time));
        _settings.Changed += _cameras.SettingsChanged;
        var rates = checkedCameras.ToDictionary(camera => camera.Options.Id, camera => ClassRates.Of(CameraFactory.DetectorsOf(camera.Options, detectors)), StringComparer.Ordinal);
        OpenSensors(findings, journal, camera => rates[camera]);
        _rechecks = new RecheckWitness(_cameras, _settings, camera => rates[camera], _sensors is { } sensors ? new SensorRecheck(sensors.Find, time) : null, time);
    }

    /// <summary>A camera is asked about what a sensor reports by <see cref="CameraWitness"/>.</summary>
    private void OpenSensors(FindingStore findings, CandidateJournal journal, Func<string, IReadOnlyDictionary<string, ClassRates>> rates)
    {
        if (_options.SensorSources.Length == 0)
            return;
        var (time, logs, open) = (_environment.Time, _environment.Logs, findings.LoadAll());
        var witness = new CameraWitness(_options.Id, _cameras, _settings, rates, time);
        _keeper = Own(new Disposal<SensorKeeper>(SensorKeeper.Open(InData("sensors.db"), logs.CreateLogger<SensorKeeper>()))).Item;
        var factory = new SensorFactory(new SensorParts
        {
            Options = _options,
            Version = Version,
            OpenSource = source => _environment.OpenUplinks(source, _options.Id),
            Restore = sensor => [.. open[CandidateJournal.OwnerOfSensor(sensor)]],
            Keeper = _keeper,
            Undecoded = Own(new Disposal<UndecodedUplinks>(new UndecodedUplinks(InData("undecoded"), UndecodedBudget, _environment.Ingest, logs.CreateLogger<UndecodedUplinks>()))).Item,
            Ask = witness.AskAsync,
            Outbox = journal.OfSensorAsync,
            Metrics = _metrics,
            IngestMetrics = _environment.Ingest,
            Logs = logs,
            Time = time,
        });
        var logger = logs.CreateLogger<SensorSet>();
        var sensors = SensorCheck.All(_options, SensorRegister.With(_options, logger));
        _sensors = SensorSet.Open(sensors, _options.SensorSources, factory, time, logger);
        Log.SensorsStarted(logger, _sensors.Running, sensors.Count, _options.SensorSources.Length);
    }

    private ValueTask<AgentResponse> AnswerAsync(AgentRequest request, CancellationToken abort) =>
        request.Kind == AgentRequestKinds.Recheck ? _rechecks.AnswerAsync(request, abort) : _cameras.AnswerAsync(request, abort);

    private ScoreSampler? OpenSampler(JpegEncoder encoder, IReadOnlyDictionary<string, IDetector> detectors, IReadOnlyList<CheckedCamera> cameras)
    {
        if (!_options.Samples.Enabled)
            return null;
        var models = cameras.ToDictionary(
            camera => camera.Options.Id,
            camera => (IReadOnlyList<string>)[.. CameraFactory.DetectorsOf(camera.Options, detectors).Select(detector => detector.Model)],
            StringComparer.Ordinal);
        var parts = new SamplerParts(Random.Shared.NextDouble, _metrics, _environment.Time, _environment.Logs.CreateLogger<ScoreSampler>());
        var sampler = Own(new ScoreSampler(_options.Id, _options.Samples, camera => models[camera], encoder.Encode, _outbox.AppendAsync, parts));
        sampler.Start();
        return sampler;
    }

    /// <summary>A shadow that cannot be is left out: the agent's own work does not need it.</summary>
    private ShadowRun? OpenShadow(JpegEncoder encoder, LoadedModels models)
    {
        if (models.Shadow is not { } shadow || _options.Shadow is not { } options)
            return null;
        var logger = _environment.Logs.CreateLogger<ShadowRun>();
        try
        {
            var run = Own(new ShadowRun(shadow, new ShadowParts
            {
                Main = _models,
                Every = options.Every,
                IsBehind = models.IsBehind,
                Store = DifferenceStore.Open(InData("shadow"), _models, shadow.Model, (long)options.BudgetMegabytes << 20),
                Encode = encoder.Encode,
                Metrics = _metrics,
                Time = _environment.Time,
                Logger = logger,
            }));
            Log.ShadowStarted(logger, shadow.Model, string.Join(", ", _models), options.Every, InData("shadow"));
            return run;
        }
        catch (Exception error)
        {
            Log.ShadowNotStarted(logger, error, shadow.Model);
            return null;
        }
    }

    private string InData(string file) => Path.Combine(_options.Data, file);

    private T Own<T>(T owned)
        where T : IAsyncDisposable
    {
        _owned.Push(owned);
        return owned;
    }

    /// <summary>Something that is closed without waiting, among things that are closed with.</summary>
    private sealed record Disposal<T>(T Item) : IAsyncDisposable
        where T : IDisposable
    {
        public ValueTask DisposeAsync()
        {
            Item.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
