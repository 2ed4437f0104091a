namespace EdgeWatch.CameraSimulator.Rtsp;

/// <summary>One request as it came in (RFC 2326 §6).</summary>
/// <param name="Method">Verb, in capitals as clients send it.</param>
/// <param name="Uri">Address, unparsed.</param>
/// <param name="Headers">Names in any case; the last of several equal names counts.</param>
/// <param name="Fault">Why it cannot be understood; null for a sound request.</param>
/// <param name="IsFramingLost">True where nobody can say where the next request begins: the connection must end.</param>
internal sealed record RtspRequest(
    string Method, string Uri, IReadOnlyDictionary<string, string> Headers, RtspFault? Fault = null, bool IsFramingLost = false)
{
    /// <summary>Sequence number of the request; null where it has none.</summary>
    public string? Sequence => Header("CSeq");

    /// <summary>A header's value; null where it is absent.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}

/// <summary>What is wrong with a request.</summary>
/// <param name="Status">Status code that it deserves.</param>
/// <param name="Reason">In words, for the log.</param>
internal sealed record RtspFault(int Status, string Reason);
