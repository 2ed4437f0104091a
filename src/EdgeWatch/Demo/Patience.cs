using System.Text.Json;
using EdgeWatch.Terminal;

namespace EdgeWatch.Demo;

/// <summary>Bears with a bridge that does not answer for a while: on a machine that is busy with other things, one request may fail and the next succeed.</summary>
internal sealed class Patience(TimeProvider time)
{
    /// <summary>So long may every step fail.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private long? _failingSince;
    private string _words = "";

    /// <summary>True once every step has failed for the limit.</summary>
    public bool IsOver => _failingSince is { } since && time.GetElapsedTime(since) >= Limit;

    /// <summary>Does a step, which is done again later where it failed; says when that begins and when it is over.</summary>
    public async Task TryAsync(Func<Task> step, CancellationToken stop)
    {
        try
        {
            await step();
            if (_failingSince is not null)
                Screen.Instance.Line("the bridge answers again");
            _failingSince = null;
        }
        catch (Exception error) when (error is HttpRequestException or IOException or JsonException or OperationCanceledException && !stop.IsCancellationRequested)
        {
            _words = error.Message;
            if (_failingSince is null)
                Screen.Instance.Warn($"the bridge did not do what it was asked, which is tried again: {_words}");
            _failingSince ??= time.GetTimestamp();
        }
    }

    /// <summary>Why it is over.</summary>
    public string Explain() => $"the bridge has not done what it was asked for {Limit.TotalSeconds:F0} s: {_words}. What it logged stands above; on a busy machine, run it again with less beside it";
}
