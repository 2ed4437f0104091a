namespace EdgeWatch.Ingest.Sensors;

/// <summary>
/// Says why an uplink cannot be understood. Thrown where returning a reason would hide the rare case in every signature; <see cref="UplinkDecoder"/> catches it and
/// nothing else sees it.
/// </summary>
internal sealed class UplinkException(string reason) : Exception(reason);
