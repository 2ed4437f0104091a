using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using EdgeWatch.CaseBridge.Api;
using EdgeWatch.CaseBridge.Cities;
using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Filing;
using EdgeWatch.CaseBridge.Filing.City;
using EdgeWatch.CaseBridge.Intake;
using EdgeWatch.CaseBridge.Life;
using EdgeWatch.CaseBridge.Live;
using EdgeWatch.CaseBridge.Map;
using EdgeWatch.CaseBridge.Options;
using EdgeWatch.CaseBridge.Rechecks;
using EdgeWatch.CaseBridge.Reports.Api;
using EdgeWatch.CaseBridge.Reports.Facts;
using EdgeWatch.CaseBridge.Settings;
using EdgeWatch.CaseBridge.Snapshots;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Contracts;
using EdgeWatch.Mqtt;
using EdgeWatch.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CaseBridge;

/// <summary>Puts a bridge together and runs it.</summary>
internal static class BridgeHost
{
    /// <summary>Runs a bridge until it is stopped.</summary>
    /// <param name="options">Checked options.</param>
    /// <param name="stop">Ends the batch under way, then the bridge.</param>
    /// <param name="logging">Where logs go; null: nowhere.</param>
    /// <param name="listening">Called with the address once requests are taken; with port 0 in the options this is the way to learn the port.</param>
    /// <param name="console">Folder of the built console; null: beside the program.</param>
    /// <param name="locality">What is known of the city; null: nothing.</param>
    /// <exception cref="StoreAwayException">The store cannot be opened.</exception>
    /// <exception cref="MqttException">The MQTT library is missing, or a TLS file cannot be read.</exception>
    /// <exception cref="IOException">The address is taken.</exception>
    public static async Task RunAsync(BridgeOptions options, CancellationToken stop, Action<ILoggingBuilder>? logging = null, Action<string>? listening = null, string? console = null,
        Locality? locality = null)
    {
        // The store's clients block their thread. Without threads at hand, a few slow questions hold up every other one for seconds, as the pool adds one or two threads a second.
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, RequestsAtOnce), completions);
        await using var app = Build(
            options,
            services => new MqttClient(new MqttClientOptions(options.Broker, $"edgewatch-bridge-{options.Id}"), services.GetRequiredService<ILogger<MqttClient>>()),
            TimeProvider.System,
            logging,
            console,
            locality);
        await app.StartAsync(stop);
        listening?.Invoke(app.Urls.First());
        await app.WaitForShutdownAsync(stop);
    }

    /// <summary>Puts a bridge together without starting it.</summary>
    /// <param name="options">Checked options.</param>
    /// <param name="mqtt">Makes the client; the bridge starts and disposes it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logging">Where logs go; null: nowhere.</param>
    /// <param name="console">Folder of the built console; null: beside the program.</param>
    /// <param name="locality">What is known of the city; null: nothing.</param>
    public static WebApplication Build(
        BridgeOptions options, Func<IServiceProvider, IMqttClient> mqtt, TimeProvider time, Action<ILoggingBuilder>? logging = null, string? console = null, Locality? locality = null)
    {
        var builder = WebApplication.CreateSlimBuilder(Bare);
        builder.Logging.ClearProviders();
        logging?.Invoke(builder.Logging);
        builder.WebHost.UseUrls(options.Listen);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // The largest body is a camera's zones.
            kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
        });
        AddServices(builder.Services, options, mqtt, time);
        builder.Services.AddSingleton(locality ?? Locality.Unknown);
        builder.Services.AddSingleton<ImportReader>();
        builder.Services.AddSingleton(new SamenessRules(options.SamePlaceRadius, locality?.City));

        var app = builder.Build();
        // It counts from its making, not from the first question.
        _ = app.Services.GetRequiredService<PrometheusText>();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseHostFiltering();
        app.UseSecurityHeaders();
        app.UseConsole(console ?? Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        app.MapOpenApi();
        app.MapOperations();
        var api = app.MapGroup("/api");
        api.MapCases();
        api.MapCaseMap();
        api.MapDecisions();
        api.MapEvidence();
        api.MapAgents();
        api.MapCameras();
        api.MapSensors();
        api.MapStorms();
        api.MapSuppressions();
        api.MapRechecks();
        api.MapFilings();
        api.MapCity(options);
        api.MapReports();
        api.MapLive();
        return app;
    }

    private static void AddServices(IServiceCollection services, BridgeOptions options, Func<IServiceProvider, IMqttClient> mqtt, TimeProvider time)
    {
        services.AddSingleton(options);
        services.AddSingleton(time);
        services.AddSingleton<BridgeMetrics>();
        services.AddSingleton<PrometheusText>();
        services.AddSingleton(provider => CaseStore.Open(StoreOf(options), time, [.. provider.GetServices<IStateHook>()]));
        services.AddSingleton<FiledProfiles>();
        services.AddSingleton<Deadlines>();
        services.AddSingleton<CaseLocality>();
        // What else happens when the state of a case changes, in this order.
        services.AddSingleton<IStateHook>(provider => provider.GetRequiredService<Deadlines>());
        services.AddSingleton<IStateHook, RecheckHook>();
        services.AddSingleton<IStateHook, FilingHook>();
        services.AddReports();
        services.AddEvidence(options, time);
        services.AddSingleton(mqtt);
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<CaseDesk>();
        services.AddSingleton<Acknowledger>();
        services.AddSingleton<StormWatch>();
        services.AddSingleton<EventIntake>();
        services.AddSingleton<IntakeQueue>();
        services.AddSingleton<Subscriptions>();
        services.AddSingleton<SnapshotDesk>();
        services.AddCaseMap();
        services.AddSingleton<DesiredSettingsPublisher>();
        services.AddSingleton<RecheckAsker>();

        services.AddSingleton<FilingDocumentWriter>();
        services.AddSingleton<CityDesk>();
        services.AddSingleton<CityImport>();
        services.AddSingleton<StatusPoller>();

        // Started in this order, stopped in the opposite one: the connection comes last and goes first.
        services.AddHostedService<IntakeWorker>();
        services.AddHostedService<StoreWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<DesiredSettingsPublisher>());
        services.AddHostedService<Housekeeping>();
        services.AddHostedService<DeadlineWatch>();
        services.AddHostedService<FactWorker>();
        services.AddHostedService<RecheckWorker>();
        services.AddHostedService<FilingWorker>();
        services.AddHostedService<BrokerLink>();

        services.AddOpenApi(openApi => openApi.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "EdgeWatch CaseBridge";
            return Task.CompletedTask;
        }));
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = problem =>
            problem.ProblemDetails.Detail ??= $"{problem.HttpContext.Request.Method} {problem.HttpContext.Request.Path} is not taken as it is; GET /openapi/v1.json lists what there is.");
        services.AddExceptionHandler<FailureHandler>();
        services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true);
        services.Configure<HostFilteringOptions>(filter => filter.AllowedHosts = AllowedHosts(options.Listen));
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.SerializerOptions.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        });
    }

    private static SqlDialect StoreOf(BridgeOptions options)
    {
        if (options.Postgres is { } connectionString)
            return SqlDialect.Postgres(connectionString);
        Directory.CreateDirectory(options.Data);
        return SqlDialect.Sqlite(Path.Combine(options.Data, "cases.db"), BusyTimeout);
    }

    /// <summary>
    /// The options come from our own file, so that nothing is read from, and nothing watched in, whatever folder the bridge was started in. Watching costs a wake-up for each write below that folder,
    /// and a store may lie there.
    /// </summary>
    private static readonly WebApplicationOptions Bare = new() { ContentRootPath = AppContext.BaseDirectory, Args = ["--hostBuilder:reloadConfigOnChange=false"] };

    /// <summary>Requests that are answered without waiting for a thread: 64 pages that ask at the same moment.</summary>
    private const int RequestsAtOnce = 64;

    /// <summary>Another process holds the file for milliseconds; longer means that something is wrong, and the intake's own retries are to say so.</summary>
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(2);

    /// <summary>
    /// On the loopback interface only names of this machine are answered: without that, a page on the internet could reach the API through a name that it points
    /// at 127.0.0.1 (DNS rebinding). Who listens to the network decides that himself, behind a proxy that asks who one is.
    /// </summary>
    private static IList<string> AllowedHosts(string listen) =>
        Uri.TryCreate(listen, UriKind.Absolute, out var address) && (address.Host == "localhost" || IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip))
            ? ["localhost", "127.0.0.1", "[::1]"]
            : ["*"];
}
