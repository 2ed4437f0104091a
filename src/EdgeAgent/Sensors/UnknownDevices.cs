namespace EdgeWatch.EdgeAgent.Sensors;

/// <summary>A device that was heard and that no sensor names.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Device">As the network names it.</param>
/// <param name="FirstAt">When it was heard first.</param>
/// <param name="HeardAt">When it was heard last.</param>
/// <param name="Uplinks">How often.</param>
internal sealed record UnknownDevice(string Source, string Device, DateTimeOffset FirstAt, DateTimeOffset HeardAt, long Uplinks);

/// <summary>Devices that were heard and that nobody configured: listed, so that a forgotten sensor shows; bounded, so that a whole foreign network does no harm. Safe from any thread.</summary>
internal sealed class UnknownDevices
{
    /// <summary>Most devices listed; more are only counted.</summary>
    public const int Most = 200;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Source, string Device), UnknownDevice> _devices = [];

    /// <summary>Grows when a device is listed for the first time.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _devices.Count;
        }
    }

    public IReadOnlyList<UnknownDevice> All()
    {
        lock (_gate)
            return [.. _devices.Values];
    }

    public void Heard(string source, string device, DateTimeOffset at)
    {
        lock (_gate)
        {
            if (_devices.TryGetValue((source, device), out var known))
                _devices[(source, device)] = known with { HeardAt = at, Uplinks = known.Uplinks + 1 };
            else if (_devices.Count < Most)
                _devices[(source, device)] = new UnknownDevice(source, device, at, at, 1);
        }
    }
}
