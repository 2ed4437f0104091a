namespace EdgeWatch.EndToEnd.Tests.Support;

/// <summary>A program that is killed and started again, and what it wrote in all its lives.</summary>
internal sealed class KillableProgram(Func<ChildProcess> start) : IAsyncDisposable
{
    private readonly List<string> _earlierOutputs = [];
    private ChildProcess? _process;

    public string Output => string.Join("\n-- killed --\n", [.. _earlierOutputs, _process?.Output ?? ""]);

    public bool HasExited => _process is null or { HasExited: true };

    public void Start() => _process = start();

    public async Task KillAsync()
    {
        if (_process is null)
            return;
        await _process.KillAsync();
        _earlierOutputs.Add(_process.Output);
        await _process.DisposeAsync();
        _process = null;
    }

    /// <summary>SIGTERM, then the exit code.</summary>
    public Task<int> StopAsync(int seconds) => _process!.StopAsync(seconds);

    public async ValueTask DisposeAsync() => await KillAsync();
}
