namespace EdgeWatch.Receiver;

/// <summary>How the reference receiver runs.</summary>
/// <param name="Port">TCP port of the loopback interface; 0: any that is free.</param>
internal sealed record ReceiverOptions(int Port)
{
    /// <summary>Where requests are kept over a restart; null: in memory only.</summary>
    public string? File { get; init; }

    /// <summary>What senders must give as api_key; null: anybody may file.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Whether a request is answered with a token first, as by a platform that numbers its cases later.</summary>
    public bool Tokens { get; init; }

    /// <summary>Address of the bridge that is told what happens to requests; null: it has to ask.</summary>
    public string? Bridge { get; init; }

    /// <summary>The bridge's cityToken.</summary>
    public string? BridgeToken { get; init; }
}
