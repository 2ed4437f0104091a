using EdgeWatch.CaseBridge.Filing;
using EdgeWatch.CaseBridge.Options;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Cities;
using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.Registers;

namespace EdgeWatch.Configuration;

/// <summary>What no single key can tell: ids that clash, zones that are no area, rules that could never fire.</summary>
internal static class ConfigurationRules
{
    public static void Check(EdgeWatchOptions options, string folder, SourcePlaces places)
    {
        if (options.Agent is null && options.Bridge is null)
            places.Report("agent", null, "write 'agent:' or 'bridge:' (or both)");
        if (options.Agent is { } agent)
            CheckAgent(agent, folder, places);
        if (options.Bridge is { } bridge)
            CheckBridge(bridge, places);
    }

    private static void CheckAgent(AgentOptions agent, string folder, SourcePlaces places)
    {
        if (agent.Cameras.Length == 0 && agent.SensorSources.Length == 0 && !places.IsWrong("agent.cameras"))
            places.Report("agent.cameras", null, "add at least one camera with an id and a url, or a source of sensors");
        ReportRepeats(agent.Cameras.Select(camera => camera.Id), "agent.cameras", "camera", places);
        AtLeast("agent.reportInterval", agent.ReportInterval, TimeSpan.FromSeconds(10), places);
        AtLeast("agent.outbox.resendAfter", agent.Outbox.ResendAfter, TimeSpan.FromSeconds(1), places);
        foreach (var (camera, index) in agent.Cameras.Select((camera, index) => (camera, index)))
            CameraRules.Check(camera, $"agent.cameras[{index}]", folder, places);
        SensorRules.Check(agent, places);
    }

    private static void CheckBridge(BridgeOptions bridge, SourcePlaces places)
    {
        if (!Uri.TryCreate(bridge.Listen, UriKind.Absolute, out var listen) || listen.Scheme is not ("http" or "https"))
            places.Report("bridge.listen", bridge.Listen, "write an address such as http://127.0.0.1:8080, or http://0.0.0.0:8080 behind a proxy that asks who comes");
        if (bridge.City is { } city && CityFile.Read(city).Problems is [var first, ..] mistakes)
            places.Report("bridge.city", city, $"the profile has {mistakes.Count} mistakes, the first: {first.Key} = {first.Value}: {first.Remedy}; './edgewatch city check {city}' shows all");
        if (bridge.District is { } district && !File.Exists(district))
            places.Report("bridge.district", district, "the file does not exist; name the GeoJSON with the border of the district, or leave it out");
        foreach (var (register, index) in bridge.Registers.Select((register, index) => (register, index)).Where(pair => !File.Exists(RegisterArguments.File(pair.register).Path)))
            places.Report($"bridge.registers[{index}]", register, "the file does not exist; name a CSV or GeoJSON file, or KIND=FILE");
        CheckFiling(bridge, places);
        CheckEvidence(bridge, places);
        foreach (var (problem, index) in bridge.FileWithoutVerdict.Select((problem, index) => (problem, index)))
        {
            if (!Problems.All.Contains(problem))
                places.Report($"bridge.fileWithoutVerdict[{index}]", problem, $"write one of {string.Join(", ", Problems.All)}");
        }
    }

    private static void CheckFiling(BridgeOptions bridge, SourcePlaces places)
    {
        ReportRepeats(bridge.Filers.Select(filer => filer.Name), "bridge.filers", "filer", places, "name");
        foreach (var (filer, index) in bridge.Filers.Select((filer, index) => (filer, index)))
        {
            foreach (var problem in FilerRules.Check(filer).Where(problem => !places.IsWrong($"bridge.filers[{index}].{problem.Key}")))
                places.Report($"bridge.filers[{index}].{problem.Key}", problem.Value, problem.Remedy);
        }

        if (bridge.CityToken is { Length: < FilerRules.ShortestSecret })
            places.Report("bridge.cityToken", "(too short)", $"write at least {FilerRules.ShortestSecret} characters, or leave it out");
        if (bridge.PublicUrl is { } address && (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")))
            places.Report("bridge.publicUrl", address, "write the address under which platforms reach this bridge, such as https://cases.city.example");
    }

    private static void CheckEvidence(BridgeOptions bridge, SourcePlaces places)
    {
        if (bridge.Evidence.Keep is { } keep)
            AtLeast("bridge.evidence.keep", keep, TimeSpan.FromDays(1), places);
        if (bridge.KeepReports is { } keepReports)
            AtLeast("bridge.keepReports", keepReports, TimeSpan.FromDays(1), places);
        // A day is summed from its reports until it is over everywhere.
        AtLeast("bridge.keepZeroReports", bridge.KeepZeroReports, TimeSpan.FromDays(3), places);
        var s3 = bridge.Evidence.S3;
        if (bridge.Evidence.Store != KnownEvidenceStores.S3)
            return;
        if (!Uri.TryCreate(s3.Endpoint, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
            places.Report("bridge.evidence.s3.endpoint", s3.Endpoint, "write the address of the store, such as https://s3.example.org");
        foreach (var (key, value) in new[] { ("bucket", s3.Bucket), ("region", s3.Region), ("accessKey", s3.AccessKey), ("secretKey", s3.SecretKey) })
        {
            if (value.Length == 0)
                places.Report($"bridge.evidence.s3.{key}", null, "add it, since bridge.evidence.store is s3");
        }

        if (s3.Prefix.Length > 0 && (!s3.Prefix.EndsWith('/') || s3.Prefix.StartsWith('/') || !s3.Prefix.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '-' or '_' or '.')))
            places.Report("bridge.evidence.s3.prefix", s3.Prefix, "write letters, digits, '-', '_', '.' and '/', ending in '/': evidence/");
    }

    internal static void ReportRepeats(IEnumerable<string> ids, string key, string thing, SourcePlaces places, string name = "id")
    {
        var seen = new Dictionary<string, int>();
        foreach (var (id, index) in ids.Select((id, index) => (id, index)))
        {
            if (id.Length > 0 && !seen.TryAdd(id, index))
                places.Report($"{key}[{index}].{name}", id, $"{thing} {seen[id] + 1} has the same {name}; give each its own");
        }
    }

    internal static void AtLeast(string key, TimeSpan value, TimeSpan least, SourcePlaces places)
    {
        if (value < least && !places.IsWrong(key))
            places.Report(key, DurationText.Format(value), $"write at least {DurationText.Format(least)}");
    }
}
