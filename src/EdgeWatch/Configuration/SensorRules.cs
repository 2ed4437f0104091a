using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Sensors;
using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.Configuration;

/// <summary>What no single key of fixed sensors, their sources, profiles and register can tell.</summary>
internal static class SensorRules
{
    /// <summary>Rows of a register whose mistakes are named one by one; of more there is only the number.</summary>
    private const int MostRows = 50;

    public static void Check(AgentOptions agent, SourcePlaces places)
    {
        ConfigurationRules.ReportRepeats(agent.SensorSources.Select(source => source.Name), "agent.sensorSources", "source", places, "name");
        ConfigurationRules.ReportRepeats(agent.SensorMakes.Select(make => make.Name), "agent.sensorMakes", "make", places, "name");
        ConfigurationRules.ReportRepeats(agent.SensorProfiles.Select(profile => profile.Id), "agent.sensorProfiles", "profile", places);
        ConfigurationRules.ReportRepeats(agent.Sensors.Select(sensor => sensor.Id), "agent.sensors", "sensor", places);
        foreach (var (source, index) in agent.SensorSources.Select((source, index) => (source, index)))
            Report($"agent.sensorSources[{index}]", UplinkSources.Problems(source), places);
        foreach (var (make, index) in agent.SensorMakes.Select((make, index) => (make, index)))
            Report($"agent.sensorMakes[{index}]", UplinkSources.Problems(make), places);
        if (agent.SensorSources.Length == 0 && (agent.Sensors.Length > 0 || agent.SensorRegister is not null))
            places.Report("agent.sensorSources", null, "add a source that the sensors report through: [{ name: lora, kind: mqtt, format: chirpstack }]");
        foreach (var (profile, index) in agent.SensorProfiles.Select((profile, index) => (profile, index)))
            CheckProfile(profile, $"agent.sensorProfiles[{index}]", agent, places);
        var known = new SensorSurroundings(agent);
        foreach (var (sensor, index) in agent.Sensors.Select((sensor, index) => (sensor, index)))
        {
            foreach (var mistake in SensorCheck.Mistakes(sensor, known))
                Report($"agent.sensors[{index}].{mistake.Key}", mistake.Value, mistake.Remedy, places);
        }

        if (agent.SensorRegister is { Length: > 0 } register)
            CheckRegister(register, agent, known, places);
    }

    private static void CheckProfile(SensorProfileOptions profile, string key, AgentOptions agent, SourcePlaces places)
    {
        var makes = agent.SensorMakes.Select(make => make.Name).Concat(KnownDecoders.Names).ToArray();
        if (profile.Make is { } make && !makes.Contains(make, StringComparer.Ordinal))
            Report($"{key}.make", make, $"no such make; write one of {string.Join(", ", makes)}, or describe it in agent.sensorMakes", places);
        foreach (var mistake in SensorCheck.OfRules(SensorSettings.Of(new SensorOptions(), profile, null)))
            Report($"{key}.{mistake.Key}", mistake.Value, mistake.Remedy, places);
    }

    private static void CheckRegister(string path, AgentOptions agent, SensorSurroundings known, SourcePlaces places)
    {
        IReadOnlyList<SensorOptions> rows;
        try
        {
            rows = SensorRegister.Read(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            places.Report("agent.sensorRegister", path, error.Message);
            return;
        }

        var wrong = 0;
        var ids = agent.Sensors.Select(sensor => sensor.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var words = row.Refusal ?? string.Join("; ", SensorCheck.Mistakes(row, known).Select(mistake => $"{mistake.Key} = {mistake.Value ?? "(absent)"}: {mistake.Remedy}"));
            if (words.Length == 0 && !ids.Add(row.Id))
                words = $"id = {row.Id}: another sensor has it already; give each its own";
            if (words.Length > 0 && wrong++ < MostRows)
                places.Report($"agent.sensorRegister[{row.Id}]", row.Id, words);
        }

        if (wrong > MostRows)
            places.Report("agent.sensorRegister[more]", $"{wrong - MostRows} rows", "they have mistakes too; mend the ones above and check again");
    }

    private static void Report(string block, IEnumerable<SensorProblem> problems, SourcePlaces places)
    {
        foreach (var problem in problems)
            Report($"{block}.{problem.Key}", problem.Value, problem.Remedy, places);
    }

    private static void Report(string key, string? value, string remedy, SourcePlaces places)
    {
        if (!places.IsWrong(key))
            places.Report(key, value, remedy);
    }
}
