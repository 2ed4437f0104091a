using System.CommandLine;
using EdgeWatch.Configuration;
using EdgeWatch.Terminal;

namespace EdgeWatch.Commands;

/// <summary>The <c>--config FILE</c> that several verbs share.</summary>
internal static class ConfigOption
{
    public const string DefaultFile = "edgewatch.yaml";

    public static Option<string> Create() => new("--config", "-c")
    {
        Description = "The YAML file.",
        HelpName = "FILE",
        DefaultValueFactory = _ => DefaultFile,
    };

    /// <summary>Reads the file and shows its mistakes; null where it cannot be run. A camera with a mistake is set aside, the others run.</summary>
    public static EdgeWatchOptions? ReadOrExplain(string path)
    {
        var file = ConfigurationFile.Read(path);
        foreach (var problem in file.Problems)
        {
            if (CameraQuarantine.IsOfOneCamera(problem))
                Screen.Instance.Warn($"{problem} (this camera is set aside; the others run)");
            else if (SensorQuarantine.IsOfOneSensor(problem))
                Screen.Instance.Warn($"{problem} (this sensor is set aside; the others run)");
            else
                Screen.Instance.Error(problem.ToString());
        }

        return file.Problems.All(problem => CameraQuarantine.IsOfOneCamera(problem) || SensorQuarantine.IsOfOneSensor(problem)) ? file.Options : null;
    }
}
