using System.Collections.Frozen;
using EdgeWatch.Ingest.Sensors.Makes;

namespace EdgeWatch.Ingest.Sensors;

/// <summary>The makes of sensors there are. A new make is one file and one line here; one that sends plain JSON needs neither (<see cref="SensorMakeOptions"/>).</summary>
public static class KnownDecoders
{
    private static readonly FrozenDictionary<string, ISensorDecoder> All = new Dictionary<string, ISensorDecoder>
    {
        ["milesight-em310-tilt"] = new MilesightEm310Tilt(),
        ["milesight-em310-udl"] = new MilesightEm310Udl(),
        ["milesight-em320-tilt"] = new MilesightEm320Tilt(),
        ["milesight-em400-mud"] = new MilesightEm400(),
        ["milesight-em400-tld"] = new MilesightEm400(),
        ["milesight-em500-swl"] = new MilesightEm500Swl(),
        ["dragino-ldds75"] = new DraginoLdds75(),
        ["dragino-lds02"] = new DraginoLds02(),
        ["manhole-json"] = new ManholeJson(),
        ["lwm2m-3435"] = new Lwm2mFillingLevel(),
        ["nwave-parking"] = new NwaveParking(),
        ["tekzitel-parking"] = new TekzitelParking(),
        ["edgewatch"] = new EdgeWatchJson(),
    }.ToFrozenDictionary();

    /// <summary>The names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The decoder of a make; null where there is none of that name.</summary>
    public static ISensorDecoder? Find(string make) => All.GetValueOrDefault(make);
}
