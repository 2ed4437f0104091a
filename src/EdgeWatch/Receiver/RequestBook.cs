using System.Text.Json;

namespace EdgeWatch.Receiver;

/// <summary>The requests of a receiver: in memory, and on request in a file of one JSON object a line, the latest of a number counting, so that a killed receiver loses nothing that it answered.</summary>
internal sealed class RequestBook : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, ReceivedRequest> _requests = [];
    private readonly Dictionary<string, long> _byKey = new(StringComparer.Ordinal);
    private readonly FileStream? _file;

    /// <exception cref="IOException">The file cannot be read or written.</exception>
    public RequestBook(string? path)
    {
        if (path is null)
            return;
        if (System.IO.File.Exists(path))
        {
            foreach (var line in System.IO.File.ReadLines(path))
                Read(line);
        }

        _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
    }

    /// <summary>All of them, the newest first.</summary>
    public IReadOnlyList<ReceivedRequest> All
    {
        get
        {
            lock (_gate)
                return [.. _requests.Values.Reverse()];
        }
    }

    public ReceivedRequest? Find(string id)
    {
        lock (_gate)
            return long.TryParse(id, out var number) ? _requests.GetValueOrDefault(number) : null;
    }

    /// <summary>Takes a request, once for each key.</summary>
    /// <returns>The request, and whether it had been taken before; the fields then may be others.</returns>
    public (ReceivedRequest Request, bool Known) Take(string? key, IReadOnlyDictionary<string, string> fields, bool byToken, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (key is not null && _byKey.TryGetValue(key, out var number))
                return (_requests[number], true);
            var made = new ReceivedRequest
            {
                Number = _requests.Count == 0 ? 1 : _requests.Keys.Last() + 1,
                Key = key,
                Token = byToken ? Guid.NewGuid().ToString("N") : null,
                Fields = fields,
                ReceivedAt = now,
                UpdatedAt = now,
            };
            Keep(made);
            return (made, false);
        }
    }

    /// <summary>Counts a question for a token; null where there is none such.</summary>
    public ReceivedRequest? Ask(string token)
    {
        lock (_gate)
            return _requests.Values.FirstOrDefault(request => request.Token == token) is { } found ? Keep(found with { Asked = found.Asked + 1 }) : null;
    }

    /// <summary>Writes down what happened to a request.</summary>
    public ReceivedRequest? Step(string id, Func<ReceivedRequest, ReceivedRequest> change)
    {
        lock (_gate)
            return long.TryParse(id, out var number) && _requests.TryGetValue(number, out var found) ? Keep(change(found)) : null;
    }

    public void Dispose() => _file?.Dispose();

    private ReceivedRequest Keep(ReceivedRequest request)
    {
        _file?.Write([.. JsonSerializer.SerializeToUtf8Bytes(request, JsonSerializerOptions.Web), (byte)'\n']);
        _file?.Flush(flushToDisk: true);
        Remember(request);
        return request;
    }

    private void Read(string line)
    {
        try
        {
            Remember(JsonSerializer.Deserialize<ReceivedRequest>(line, JsonSerializerOptions.Web)!);
        }
        catch (JsonException)
        {
            // The last line of a receiver that was killed while it wrote: it had not been answered.
        }
    }

    private void Remember(ReceivedRequest request)
    {
        _requests[request.Number] = request;
        if (request.Key is { } key)
            _byKey[key] = request.Number;
    }
}
