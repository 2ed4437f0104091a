namespace EdgeWatch.Bench;

/// <summary>What a density run does.</summary>
/// <param name="Folder">Where clips, logs and data lie.</param>
/// <param name="Source">The clip that is scaled up to 1080p.</param>
/// <param name="Cameras">How many cameras the agent and the bare loop read.</param>
/// <param name="Model">The detector that runs on every look.</param>
internal sealed record DensityPlan(string Folder, string Source, int Cameras, string Model)
{
    /// <summary>Time between looks.</summary>
    public TimeSpan Cadence { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time before measuring: connecting, loading, compiling.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>Time measured; a whole number of cadences.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>How often the three are measured in turn; the least of each counts, as noise only adds.</summary>
    public int Rounds { get; init; } = 2;

    /// <summary>The agent's file: every camera with a zone and a rule.</summary>
    public static string AgentFile(string[] urls, int broker, string data, DensityPlan plan) => $$"""
        agent:
          id: density
          data: {{data}}
          broker: { host: 127.0.0.1, port: {{broker}} }
          models: [{{plan.Model}}]
          cameras:
        {{string.Join('\n', urls.Select((url, index) => Camera(url, index + 1, plan)))}}
        """;

    private static string Camera(string url, int number, DensityPlan plan) => $$"""
            - id: camera-{{number}}
              url: {{url}}
              cadence: {{plan.Cadence.TotalSeconds}}s
              suspectCadence: {{plan.Cadence.TotalSeconds}}s
              place: { lon: {{118.5 + 0.01 * number:F3}}, lat: 24.8 }
              zones:
                - id: street
                  polygon: [[0, 0], [1, 0], [1, 1], [0, 1]]
                  rules: [{ rule: state, problem: garbage, classes: [garbage] }]
        """;
}
