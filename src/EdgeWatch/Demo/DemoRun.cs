using EdgeWatch.CameraSimulator;
using EdgeWatch.CaseBridge.Filing;
using EdgeWatch.CaseBridge.Options;
using EdgeWatch.Contracts;
using EdgeWatch.Demo.Sensors;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.Ingest.Video;
using EdgeWatch.Local;
using EdgeWatch.Mqtt;
using EdgeWatch.Receiver;
using EdgeWatch.Terminal;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.Demo;

/// <summary>The whole of EdgeWatch on one machine, looking at clips that are played as cameras: real RTSP, broker, agent, bridge and console.</summary>
internal sealed class DemoRun(DemoPlan plan, TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ReportLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LeadIn = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);
    private readonly string _folder = Path.Combine(WorkFolder.Path, "demo");

    public async Task<int> RunAsync(CancellationToken stop)
    {
        var clips = ClipTruthFile.ReadFolder(plan.Clips ?? DemoClips.Folder());
        // Each demo tells its story from the beginning.
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
        Directory.CreateDirectory(_folder);

        Action<ILoggingBuilder> logging = builder => ConsoleLogs.Configure(builder, LogLevel.Warning);
        using var logs = LoggerFactory.Create(logging);
        await using var simulator = StartCameras(clips, logs);
        var playingSince = time.GetUtcNow();
        var broker = new BrokerOptions { Host = "127.0.0.1", Port = LocalBroker.FreePort() };
        var agent = Agent(clips, simulator, broker);
        var bridge = Bridge(broker);
        await using var platform = plan.Compare ? null : await ReceiverHost.StartAsync(new ReceiverOptions(0) { Bridge = bridge.Listen, BridgeToken = bridge.CityToken }, time, stop);
        if (platform is not null)
            bridge = FilingTo(platform, bridge);
        await using var site = await Site.StartAsync(new SiteOptions(agent, bridge, Path.Combine(_folder, "broker")), logging, stop);
        // After the site, whose broker they need, and gone before it.
        await using var covers = StartSensors(clips, simulator, broker, logs);
        using var desk = new CaseDesk(site.Address!);
        await using var crew = simulator is null || plan.Compare ? null : DemoCrew.Start(desk, simulator, clips, time);
        Greet(site.Address!, agent, platform);
        if (plan.Compare)
            return await CompareAsync(site, desk, clips, playingSince, stop);
        if (plan.UntilClosed is { } closed)
            return await new ClosedLoop(new StandIn(desk, platform!, closed), closed, plan.Timeout, time).RunAsync(site.RunAsync(stop), stop);
        return plan.UntilCases is { } cases ? await RunUntilAsync(site, desk, cases, stop) : await RunForEverAsync(site, stop);
    }

    /// <summary>Its port must be known before it listens: the city's platform is told where to report.</summary>
    private BridgeOptions Bridge(BrokerOptions broker)
    {
        var bridge = new BridgeOptions { Id = "demo", Listen = $"http://127.0.0.1:{(plan.Port == 0 ? LocalBroker.FreePort() : plan.Port)}", Broker = broker, Data = Path.Combine(_folder, "bridge") };
        return plan.Compare ? bridge : bridge with { City = DemoCity.Write(_folder), Registers = DemoCity.Registers, CityToken = Guid.NewGuid().ToString("N"), PublicUrl = bridge.Listen };
    }

    private static BridgeOptions FilingTo(ReceiverHost platform, BridgeOptions bridge) => bridge with
    {
        Filers = [new FilerOptions { Name = "platform", Kind = "open311", Url = platform.Endpoint }],
    };

    /// <summary>Plays until even the longest clip has come round, and holds the cases against the truths.</summary>
    private async Task<int> CompareAsync(Site site, CaseDesk desk, IReadOnlyList<ClipTruth> clips, DateTimeOffset playingSince, CancellationToken stop)
    {
        var length = clips.Max(clip => DurationOf(clip.Path)) + LeadIn + Settling;
        Screen.Instance.Line($"playing {clips.Count} clips for {length.TotalSeconds:F0} s");
        var running = site.RunAsync(stop);
        await Task.WhenAny(running, Task.Delay(length, time, stop));
        stop.ThrowIfCancellationRequested();
        await site.StopAgentAsync();
        var cases = await desk.ListAsync(stop);
        var comparisons = clips.Select(clip => ClipComparison.Of(clip, cases, PositionOf(clip, playingSince))).ToArray();
        Console.Out.Write(ClipComparison.Table(comparisons));
        Console.Out.WriteLine((await SummariseAsync(desk, stop)).ToJson());
        return comparisons.All(comparison => comparison.IsRight) ? ExitCodes.Ok : ExitCodes.Failed;
    }

    /// <summary>Unknown where somebody else's server plays the clips.</summary>
    private ClipPosition? PositionOf(ClipTruth clip, DateTimeOffset playingSince)
    {
        var length = DurationOf(clip.Path);
        var leadIn = plan.Compare && length > LeadIn ? LeadIn : TimeSpan.Zero;
        return plan.Rtsp is null ? new ClipPosition(playingSince + leadIn, leadIn, length) : null;
    }

    private static TimeSpan DurationOf(string clip)
    {
        using var reader = PacketReader.Open(clip);
        return reader.Stream.Duration ?? TimeSpan.FromMinutes(1);
    }

    private static async Task<int> RunForEverAsync(Site site, CancellationToken stop)
    {
        Screen.Instance.Line("The first case comes in about half a minute. Ctrl-C ends.");
        await site.RunAsync(stop);
        return ExitCodes.Ok;
    }

    private async Task<int> RunUntilAsync(Site site, CaseDesk desk, int cases, CancellationToken stop)
    {
        var (began, waiting) = (time.GetTimestamp(), 0);
        var patience = new Patience(time);
        var running = site.RunAsync(stop);
        while (waiting < cases && time.GetElapsedTime(began) < plan.Timeout && !running.IsCompleted && !patience.IsOver)
        {
            await Task.Delay(Poll, time, stop);
            await patience.TryAsync(CountAsync, stop);
        }

        await site.StopAgentAsync();
        if (patience.IsOver)
        {
            Screen.Instance.Error(patience.Explain());
            return ExitCodes.Failed;
        }

        var summary = await SummariseAsync(desk, stop);
        Console.Out.WriteLine(summary.ToJson());
        if (waiting >= cases)
            return ExitCodes.Ok;
        Screen.Instance.Error($"only {waiting} of {cases} cases after {plan.Timeout.TotalSeconds:F0} s; the logs above say why, or give it longer with --timeout");
        return ExitCodes.Failed;

        async Task CountAsync()
        {
            var now = await desk.CountAsync("pending", stop);
            if (now != waiting)
                Screen.Instance.Line($"{time.GetElapsedTime(began).TotalSeconds,4:F0} s: {now} of {cases} cases wait for review");
            waiting = now;
        }
    }

    /// <summary>Adds up the agent's last report, once it has arrived, and the cases.</summary>
    private async Task<DemoSummary> SummariseAsync(CaseDesk desk, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        IReadOnlyList<ZeroReport> reports;
        while ((reports = await desk.ReportsAsync(stop)).Count == 0 && time.GetElapsedTime(began) < ReportLimit)
            await Task.Delay(Poll, time, stop);
        var cases = await desk.CountAsync(null, stop);
        var opened = reports.Sum(report => report.Opened.Values.Sum());
        return new DemoSummary(cases, opened, Math.Max(0, opened - cases), reports.Sum(report => report.LooksMade), reports.Max(report => report.LookToOutboxP95Milliseconds));
    }

    private RtspSimulator? StartCameras(IReadOnlyList<ClipTruth> clips, ILoggerFactory logs) => plan.Rtsp is not null
        ? null
        : RtspSimulator.Start(new SimulatorOptions { Cameras = [.. clips.Select(Simulate)] }, time, logs);

    /// <summary>Clips are compared by what their pictures show; and whose server plays them knows where they are.</summary>
    private DemoSensors? StartSensors(IReadOnlyList<ClipTruth> clips, RtspSimulator? simulator, BrokerOptions broker, ILoggerFactory logs) =>
        plan.Compare || simulator is null ? null : DemoSensors.Start(clips, camera => simulator.Camera(camera).PositionNow.TotalSeconds, broker, time, logs);

    /// <summary>A clip that is compared begins shortly after the agent has connected: some have a single key frame, at their start.</summary>
    private SimulatedCamera Simulate(ClipTruth clip) => new(clip.Camera, clip.Path)
    {
        StartAt = plan.Compare && DurationOf(clip.Path) is var length && length > LeadIn ? length - LeadIn : TimeSpan.Zero,
    };

    private AgentOptions Agent(IReadOnlyList<ClipTruth> clips, RtspSimulator? simulator, BrokerOptions broker)
    {
        var cameras = DemoCameras.From(clips, clip => simulator?.UrlOf(clip.Camera) ?? $"{plan.Rtsp!.TrimEnd('/')}/{clip.Camera}");
        return new AgentOptions
        {
            Id = "demo",
            Broker = broker,
            Data = Path.Combine(_folder, "agent"),
            Models = [.. ModelChoice.For(cameras, Models.Catalogue()).Select(model => model.Name)],
            InferenceThreads = Environment.ProcessorCount,
            Cameras = cameras,
            SensorSources = plan.Compare || plan.Rtsp is not null ? [] : DemoSensors.SourcesOf(clips, broker),
            Sensors = plan.Compare || plan.Rtsp is not null ? [] : DemoSensors.Of(clips),
        };
    }

    private static void Greet(string address, AgentOptions agent, ReceiverHost? platform)
    {
        Screen.Instance.Good($"{agent.Cameras.Length} cameras, models {string.Join(", ", agent.Models)}");
        if (platform is not null)
            Screen.Instance.Line($"Confirmed cases are filed with a stand-in for the city's platform: {platform.Address}. Report one handled there; the street is clean then, and its camera looks again.");
        Screen.Instance.Headline($"Open {address}");
    }
}
