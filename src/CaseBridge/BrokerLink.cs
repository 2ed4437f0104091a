using EdgeWatch.CaseBridge.Intake;
using EdgeWatch.CaseBridge.Options;
using EdgeWatch.CaseBridge.Settings;
using EdgeWatch.Mqtt;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CaseBridge;

/// <summary>Subscribes, connects, and says when the broker comes and goes.</summary>
internal sealed class BrokerLink(
    IMqttClient mqtt, Subscriptions subscriptions, DesiredSettingsPublisher settings, BridgeOptions options, ILogger<BrokerLink> log) : IHostedService
{
    private volatile bool _stopping;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        subscriptions.Subscribe();
        mqtt.Start(connected =>
        {
            if (connected)
            {
                log.BrokerConnected();
                settings.Connected();
            }
            else if (!_stopping)
            {
                log.BrokerLost();
            }
        });
        log.BridgeStarted(options.Id, options.Postgres is null ? "SQLite" : "PostgreSQL", options.Broker.ToString(), options.Listen);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
        await mqtt.DisposeAsync();
        log.BridgeStopped();
    }
}
