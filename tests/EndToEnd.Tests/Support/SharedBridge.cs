using EdgeWatch.Local;

namespace EdgeWatch.EndToEnd.Tests.Support;

/// <summary>One of several bridges on one broker and one PostgreSQL, each a process of its own.</summary>
internal sealed class SharedBridge : IAsyncDisposable
{
    private SharedBridge(string file) => Process = new KillableProgram(() => EdgeWatchProgram.Start("bridge", "--config", file));

    public KillableProgram Process { get; }

    public static SharedBridge Start(string folder, string id, int brokerPort, string postgres)
    {
        var file = Path.Combine(folder, $"{id}.yaml");
        File.WriteAllText(file, $"""
            bridge:
              id: {id}
              listen: http://127.0.0.1:{LocalBroker.FreePort()}
              data: {Path.Combine(folder, "bridges")}
              postgres: {postgres}
              broker: {"{"} host: localhost, port: {brokerPort} {"}"}
            """);
        var bridge = new SharedBridge(file);
        bridge.Process.Start();
        return bridge;
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
