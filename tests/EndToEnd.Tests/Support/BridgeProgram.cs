using EdgeWatch.Local;

namespace EdgeWatch.EndToEnd.Tests.Support;

/// <summary>A bridge as it is installed: <c>edgewatch bridge</c> with a file, on one address in all its lives.</summary>
internal sealed class BridgeProgram : IAsyncDisposable
{
    private BridgeProgram(string folder, int brokerPort, bool verbose, string more)
    {
        Address = $"http://127.0.0.1:{LocalBroker.FreePort()}";
        Store = Path.Combine(folder, "bridge", "cases.db");
        var file = Path.Combine(folder, "bridge.yaml");
        File.WriteAllText(file, $"""
            bridge:
              id: centre
              listen: {Address}
              data: {Path.Combine(folder, "bridge")}
              broker: {"{"} host: localhost, port: {brokerPort} {"}"}
              {more}
            """);
        Process = new KillableProgram(() => EdgeWatchProgram.Start(["bridge", "--config", file, .. verbose ? ["--verbose"] : Array.Empty<string>()]));
        Api = new CaseApi(Address);
    }

    public string Address { get; }

    /// <summary>The SQLite file of the cases.</summary>
    public string Store { get; }

    public KillableProgram Process { get; }

    public CaseApi Api { get; }

    /// <param name="folder">Where file and data lie.</param>
    /// <param name="brokerPort">Port of the broker on this machine.</param>
    /// <param name="verbose">Whether it logs each step.</param>
    /// <param name="more">Another key of the bridge, in YAML.</param>
    public static BridgeProgram Start(string folder, int brokerPort, bool verbose = false, string more = "")
    {
        var bridge = new BridgeProgram(folder, brokerPort, verbose, more);
        bridge.Process.Start();
        return bridge;
    }

    public Task AnswersAsync() =>
        Eventually.TrueAsync(async () => await Api.TryGetAsync("/health") is not null, $"the bridge is healthy; its output:\n{Process.Output}", TimeSpan.FromSeconds(60));

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await Process.DisposeAsync();
    }
}
