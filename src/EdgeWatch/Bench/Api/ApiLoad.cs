using System.Collections.Concurrent;

namespace EdgeWatch.Bench.Api;

/// <summary>
/// Asks at a steady rate, whether earlier answers have come or not, and counts each answer's time from the moment that it was due: a server that stands still for a second is then
/// charged with all that would have been asked in it.
/// </summary>
internal sealed class ApiLoad(HttpClient http, IReadOnlyList<ApiQuestion> questions, int rate, TimeProvider time)
{
    private readonly Random _random = new(1);
    private readonly ApiQuestion[] _drawn = [.. questions.SelectMany(question => Enumerable.Repeat(question, question.Share))];

    /// <summary>Milliseconds of every answer, by the name of its question.</summary>
    /// <exception cref="HttpRequestException">The bridge answered with an error.</exception>
    public async Task<IReadOnlyDictionary<string, List<double>>> RunAsync(TimeSpan window, CancellationToken stop)
    {
        var taken = new ConcurrentQueue<(string Name, double Milliseconds)>();
        var (asked, began) = (new List<Task>(), time.GetTimestamp());
        for (var number = 0; number < rate * window.TotalSeconds; number++)
        {
            var due = TimeSpan.FromSeconds((double)number / rate);
            if (due - time.GetElapsedTime(began) is var early && early > TimeSpan.Zero)
                await Task.Delay(early, time, stop);
            var question = _drawn[_random.Next(_drawn.Length)];
            asked.Add(AskAsync(question.Name, question.Address(_random), began, due, taken, stop));
        }

        await Task.WhenAll(asked);
        return taken.GroupBy(answer => answer.Name).ToDictionary(group => group.Key, group => group.Select(answer => answer.Milliseconds).ToList());
    }

    private async Task AskAsync(string name, string address, long began, TimeSpan due, ConcurrentQueue<(string, double)> taken, CancellationToken stop)
    {
        using var answer = await http.GetAsync(address, stop);
        var body = await answer.Content.ReadAsStringAsync(stop);
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"{address} was answered by {(int)answer.StatusCode}: {body}");
        taken.Enqueue((name, (time.GetElapsedTime(began) - due).TotalMilliseconds));
    }
}
