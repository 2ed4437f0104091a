using System.Security.Cryptography;
using EdgeWatch.CaseBridge.Cities;
using EdgeWatch.CaseBridge.Options;
using EdgeWatch.Cities;
using EdgeWatch.Geography.Index;
using EdgeWatch.Geography.Registers;
using EdgeWatch.Registers;
using EdgeWatch.Terminal;

namespace EdgeWatch.Local;

/// <summary>Reads what the configuration names of the city: its profile and its registers.</summary>
internal static class Localities
{
    /// <exception cref="RegisterException">A register or the district cannot be read, or the profile has a mistake.</exception>
    public static Locality Load(BridgeOptions bridge, TimeProvider time)
    {
        var city = bridge.City is { } path ? CityOf(path) : null;
        var district = bridge.District is { } border ? DistrictFile.Read(border) : null;
        if (bridge.Registers.Length == 0)
            return city is null && district is null ? Locality.Unknown : new Locality(city, null) { District = district };
        var options = new RegisterOptions { District = district };
        var import = new RegisterImport(options, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        foreach (var report in import.Read(bridge.Registers.Select(RegisterArguments.File)))
        {
            Screen.Instance.Line($"{report.Path}: {report.Kept:N0} of {report.Entries:N0} entries");
            if (report.Refused > 0)
                Screen.Instance.Warn($"{report.Refused:N0} entries were left out: './edgewatch registry check {report.Path}' shows them");
        }

        return new Locality(city, PlaceIndex.Of(import.Contents)) { District = district, Digest = DigestOf([.. bridge.Registers, .. bridge.District is { } area ? [area] : Array.Empty<string>()]) };
    }

    private static string DigestOf(IEnumerable<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            using var content = File.OpenRead(RegisterArguments.File(file).Path);
            hash.AppendData(SHA256.HashData(content));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static City CityOf(string path)
    {
        var file = CityFile.Read(path);
        return file.Problems is [var first, ..] ? throw new RegisterException($"{first}") : new City(file.Options);
    }
}
