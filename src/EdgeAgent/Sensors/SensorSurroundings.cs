using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.EdgeAgent.Sensors;

/// <summary>What sensors may name: the sources, profiles, cameras and zones of their agent. Rules of a profile are checked once, not for each of its sensors.</summary>
internal sealed class SensorSurroundings
{
    private readonly Dictionary<string, SensorProfileOptions> _profiles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SensorMistake[]> _ofProfiles = new(StringComparer.Ordinal);

    public SensorSurroundings(AgentOptions agent)
    {
        Makes = [.. agent.SensorMakes.Select(make => make.Name).Concat(KnownDecoders.Names).Distinct()];
        Sources = [.. agent.SensorSources.Select(source => source.Name).Distinct()];
        foreach (var profile in agent.SensorProfiles)
            _profiles.TryAdd(profile.Id, profile);
        Cameras = agent.Cameras.GroupBy(camera => camera.Id, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => (IReadOnlyCollection<string>)[.. group.First().Zones.Select(zone => zone.Id)], StringComparer.Ordinal);
    }

    public IReadOnlyCollection<string> Sources { get; }

    public IReadOnlyCollection<string> Makes { get; }

    /// <summary>The agent's source, where there is one only.</summary>
    public string? OnlySource => Sources.Count == 1 ? Sources.First() : null;

    public IReadOnlyCollection<string> Profiles => _profiles.Keys;

    /// <summary>Zones by camera.</summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<string>> Cameras { get; }

    public SensorProfileOptions? ProfileOf(SensorOptions sensor) => sensor.Profile is null ? null : _profiles.GetValueOrDefault(sensor.Profile);

    /// <summary>The mistakes of a sensor's rules.</summary>
    /// <param name="profile">The profile that they are of; null: they are the sensor's own.</param>
    /// <param name="settings">The sensor.</param>
    public IReadOnlyList<SensorMistake> MistakesOf(string? profile, SensorSettings settings)
    {
        if (profile is null)
            return [.. SensorCheck.OfRules(settings)];
        if (!_ofProfiles.TryGetValue(profile, out var mistakes))
            _ofProfiles[profile] = mistakes = [.. SensorCheck.OfRules(settings).Select(mistake => mistake with { Remedy = $"{mistake.Remedy} (profile {profile})" })];
        return mistakes;
    }
}
