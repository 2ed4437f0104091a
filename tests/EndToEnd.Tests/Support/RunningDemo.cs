using System.Text.RegularExpressions;

namespace EdgeWatch.EndToEnd.Tests.Support;

/// <summary>One demo for all browser tests: real cameras, broker, agent, bridge and console.</summary>
public sealed partial class RunningDemo : IAsyncLifetime
{
    private ChildProcess? _process;

    public string Address { get; private set; } = "";

    public CaseApi Api { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _process = EdgeWatchProgram.Start("demo", "--port", "0");
        await Eventually.TrueAsync(() => Opened().IsMatch(_process.Output) || _process.HasExited, "the demo prints its address", TimeSpan.FromSeconds(60));
        Address = Opened().Match(_process.Output).Groups["address"].Value;
        Address.ShouldNotBeEmpty(_process.Output);
        Api = new CaseApi(Address);
        await Eventually.TrueAsync(async () => await Api.CountAsync("pending") >= 3, "three cases wait for review", TimeSpan.FromSeconds(150));
    }

    public async Task DisposeAsync()
    {
        Api?.Dispose();
        if (_process is null)
            return;
        await _process.StopAsync();
        await _process.DisposeAsync();
    }

    [GeneratedRegex(@"Open (?<address>http://\S+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Opened();
}

[CollectionDefinition(Name)]
public sealed class DemoCollection : ICollectionFixture<RunningDemo>
{
    public const string Name = "demo";
}
