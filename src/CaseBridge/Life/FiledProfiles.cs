using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EdgeWatch.CaseBridge.Calendar;
using EdgeWatch.CaseBridge.Cities;

namespace EdgeWatch.CaseBridge.Life;

/// <summary>How deadlines are counted under one version of a city's profile.</summary>
/// <param name="Clock">With the working time of that version.</param>
/// <param name="WarnAt">Share of a limit from which it is due soon, 0..1.</param>
internal sealed record ProfileClock(DeadlineClock Clock, double WarnAt);

/// <summary>The profile in force, and those that cases were filed under before, which the store keeps.</summary>
internal sealed class FiledProfiles
{
    private readonly ConcurrentDictionary<string, ProfileClock> _clocks = new(StringComparer.Ordinal);

    public FiledProfiles(Locality locality)
    {
        Current = locality.City;
        if (Current is null)
            return;
        Document = JsonSerializer.Serialize(Current.Options, JsonSerializerOptions.Web);
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Document)))[..8];
        Key = $"{Current.Options.Id}@{Current.Options.Version}+{digest}";
        _clocks[Key] = new ProfileClock(Current.Clock, Current.Options.WarnAt);
    }

    /// <summary>The profile in force; null where none is configured.</summary>
    public City? Current { get; }

    /// <summary>Names the profile in force with its content, <c>yunwan@2026.1+0a1b2c3d</c>: one that was changed without a new version is another one all the same.</summary>
    public string Key { get; } = "";

    /// <summary>The profile in force, as it is kept.</summary>
    public string Document { get; } = "";

    /// <param name="key">Of a profile that some case was filed under.</param>
    /// <param name="read">Reads the document of a profile that is no longer in force.</param>
    public ProfileClock ClockOf(string key, Func<string, string> read) => _clocks.GetOrAdd(
        key,
        unknown =>
        {
            var options = JsonSerializer.Deserialize<CityOptions>(read(unknown), JsonSerializerOptions.Web)!;
            return new ProfileClock(new DeadlineClock(CityCalendar.Of(options.Calendar), options.WarnAt), options.WarnAt);
        });

    /// <summary>The profile as people know it, without its digest: <c>yunwan@2026.1</c>.</summary>
    public static string NameOf(string key) => key[..key.LastIndexOf('+')];
}
