using System.Diagnostics.Metrics;
using System.Runtime.InteropServices;
using EdgeWatch.CandidatePump;
using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent;
using EdgeWatch.EdgeAgent.Centre;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Outbox;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.Mqtt;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

// The agent's own outbox and its own link to the centre, without cameras: candidates are made up, so that they flow far faster than a street makes them.
// SIGTERM stops the making; the program ends when the outbox is empty. Anything else that ends it is a kill.
var plan = PumpPlan.Parse(args);
var options = new AgentOptions
{
    Id = "pump",
    Data = plan.Folder,
    Broker = new BrokerOptions { Host = "localhost", Port = plan.BrokerPort },
    // Many candidates are on their way at each kill: those that were lost with it are to come again within the test's patience.
    Outbox = new OutboxOptions { ResendAfter = TimeSpan.FromSeconds(3) },
};
var time = TimeProvider.System;
await using var services = new ServiceCollection()
    .AddMetrics()
    .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole(console => console.SingleLine = true))
    .BuildServiceProvider();
var logs = services.GetRequiredService<ILoggerFactory>();
var metrics = new AgentMetrics(services.GetRequiredService<IMeterFactory>());
using var stop = new CancellationTokenSource();
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    stop.Cancel();
});

await using var outbox = await Outbox.OpenAsync(Path.Combine(plan.Folder, "outbox.db"), options.Outbox, options.Evidence, time, metrics, logs.CreateLogger<Outbox>());
var settings = SettingsDesk.Open(Path.Combine(plan.Folder, "settings.json"), [], time, logs.CreateLogger<SettingsDesk>());
var hooks = new CentreHooks
{
    Version = "pump",
    Models = [],
    Cameras = () => [],
    Answer = (request, _) => ValueTask.FromResult(new AgentResponse { Id = request.Id, Camera = request.Camera, Error = "the pump has no cameras" }),
};
MakeMqttClient makeClient = mqtt => new MqttClient(mqtt, logs.CreateLogger<MqttClient>());
await using var link = new CentreLink(options, hooks, outbox, settings, makeClient, metrics, time, logs.CreateLogger<CentreLink>());
link.Start();

using (var journal = PumpJournal.CreateIn(plan.Folder))
    await new Pump(plan, outbox, journal, time).RunAsync(stop.Token);
while (outbox.Rows > 0)
    await Task.Delay(TimeSpan.FromMilliseconds(50), time, CancellationToken.None);
await link.StopAsync(CancellationToken.None);
