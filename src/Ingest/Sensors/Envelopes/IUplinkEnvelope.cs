namespace EdgeWatch.Ingest.Sensors.Envelopes;

/// <summary>
/// Takes a message out of what a network server wraps it in. An implementer must: read the message to its end, so that half a message is refused; throw
/// <see cref="UplinkException"/> or a JSON exception for what it does not understand, and nothing else.
/// </summary>
internal interface IUplinkEnvelope
{
    /// <summary>Opens it.</summary>
    OpenedUplink Open(Uplink uplink);
}
