namespace EdgeWatch.CaseBridge.Filing;

/// <summary>
/// A destination of cases, such as the case platform of a city. An implementation sends one filing at a time, keeps nothing between two, and returns what the world does: it throws
/// only <see cref="OperationCanceledException"/>, when it is stopped. The same filing may be sent again (a lost answer, a killed bridge); <see cref="Filing.Id"/> and
/// <see cref="Filing.Document"/> are then the same as before, and the destination must be given the id, so that it can tell.
/// </summary>
internal interface ICaseFiler
{
    /// <summary>Sends one filing, or asks for the reference of one that was taken under a token.</summary>
    Task<FilingAnswer> SendAsync(Filing filing, CancellationToken stop);
}

/// <summary>A destination that can be asked what became of its requests.</summary>
internal interface IStatusSource
{
    /// <summary>Asks for some requests.</summary>
    /// <param name="references">The platform's ids, at most 50.</param>
    /// <param name="stop">Ends the question.</param>
    /// <returns>What is known of them, in any order, or why the platform could not be asked.</returns>
    Task<StatusAnswer> AskAsync(IReadOnlyList<string> references, CancellationToken stop);
}

/// <summary>What became of an attempt.</summary>
internal abstract record FilingAnswer
{
    /// <summary>It is there.</summary>
    /// <param name="Reference">The platform's id; null where it gives none.</param>
    /// <param name="Words">What it said beyond that.</param>
    internal sealed record Accepted(string? Reference, string? Words = null) : FilingAnswer;

    /// <summary>It is taken; the reference is to be asked for later.</summary>
    internal sealed record Taken(string Token) : FilingAnswer;

    /// <summary>Not now.</summary>
    /// <param name="Words">Why.</param>
    /// <param name="MayHaveArrived">Whether it may be there all the same: the answer was lost, or spoke of a fault.</param>
    /// <param name="HoldsAll">Whether the platform as a whole is away or busy, so that the others wait too.</param>
    /// <param name="After">When the platform wants to be asked again; null: it does not say.</param>
    internal sealed record Later(string Words, bool MayHaveArrived, bool HoldsAll, TimeSpan? After = null) : FilingAnswer;

    /// <summary>Never as it is: a person has to look.</summary>
    internal sealed record Refused(string Words) : FilingAnswer;
}

/// <summary>What a platform says of requests.</summary>
/// <param name="Requests">Those that it knows.</param>
/// <param name="Trouble">Why it could not be asked; null where it answered.</param>
internal sealed record StatusAnswer(IReadOnlyList<RequestStatus> Requests, string? Trouble = null);

/// <summary>One request as a GeoReport v2 server shows it.</summary>
/// <param name="Reference">service_request_id.</param>
/// <param name="IsOpen">status: open or closed.</param>
/// <param name="Notes">status_notes.</param>
/// <param name="Agency">agency_responsible.</param>
/// <param name="UpdatedAt">updated_datetime.</param>
internal sealed record RequestStatus(string Reference, bool IsOpen, string? Notes, string? Agency, DateTimeOffset? UpdatedAt);
