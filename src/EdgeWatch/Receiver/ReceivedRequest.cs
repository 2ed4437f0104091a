namespace EdgeWatch.Receiver;

/// <summary>A service request, as the receiver keeps it.</summary>
internal sealed record ReceivedRequest
{
    /// <summary>service_request_id: 1, 2, 3 …</summary>
    public required long Number { get; init; }

    /// <summary>The sender's Idempotency-Key; null where it gave none.</summary>
    public string? Key { get; init; }

    /// <summary>What the request was answered with before it had a number; null where that came at once.</summary>
    public string? Token { get; init; }

    /// <summary>How often the token was asked for: the number is told from the second time on.</summary>
    public int Asked { get; init; }

    /// <summary>The fields as they were posted, but for the api_key.</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What happened to it, oldest first.</summary>
    public IReadOnlyList<RequestStep> Steps { get; init; } = [];

    public string Id => $"{Number}";

    /// <summary><c>received</c>, or the status of the latest step.</summary>
    public string Stage => Steps.Count == 0 ? "received" : Steps[^1].Status;

    /// <summary>By GeoReport v2 a request is open or closed.</summary>
    public string Status => Stage is "closed" or "voided" ? "closed" : "open";

    public string? Field(string name) => Fields.GetValueOrDefault(name);
}

/// <summary>Something that happened to a request.</summary>
/// <param name="Status">As the bridge's inbound API names it: dispatched, handled, verified, closed, returned …</param>
/// <param name="At">When.</param>
/// <param name="Note">What was said.</param>
/// <param name="Told">What the bridge answered; null where it was not told.</param>
internal sealed record RequestStep(string Status, DateTimeOffset At, string? Note, string? Told);
