using EdgeWatch.Evaluation.Data;

namespace EdgeWatch.Evaluation.Report;

/// <summary>Which models are measured on which pictures for the documents: models/accuracy.yaml.</summary>
/// <param name="Root">The checkout, where README.md and docs/ lie.</param>
/// <param name="Data">Folder of the data sets.</param>
/// <param name="Serves">What each class is for, in words.</param>
/// <param name="Runs">In the order of the document.</param>
internal sealed record AccuracyPlan(string Root, string Data, IReadOnlyDictionary<string, string> Serves, IReadOnlyList<AccuracyRun> Runs)
{
    public const string FileName = "accuracy.yaml";

    /// <summary>Reads models/accuracy.yaml.</summary>
    /// <exception cref="DataSetException">It is missing or wrong.</exception>
    public static AccuracyPlan Read(string file)
    {
        var yaml = YamlText.Load(file);
        yaml.AllowOnly("data", "serves", "runs");
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var serves = yaml.Mapping("serves");
        return new(
            Path.GetDirectoryName(folder)!,
            Path.GetFullPath(Path.Combine(folder, yaml.Text("data"))),
            serves.Keys.ToDictionary(name => name, name => serves.Text(name), StringComparer.Ordinal),
            [.. yaml.Mappings("runs").Select(ReadRun)]);
    }

    private static AccuracyRun ReadRun(YamlText run)
    {
        run.AllowOnly("title", "models", "data", "split", "readme");
        return new(run.Text("title"), run.List("models"), run.List("data"), run.Choice("split", "test", "val"), run.Choice("readme", "no", "yes") == "yes");
    }
}

/// <summary>One run.</summary>
/// <param name="Title">Heading in the document.</param>
/// <param name="Models">The first is what the others are compared with.</param>
/// <param name="Data">Names of folders.</param>
/// <param name="Split">test or val.</param>
/// <param name="InReadme">Whether the first model's classes stand in the README.</param>
internal sealed record AccuracyRun(string Title, IReadOnlyList<string> Models, IReadOnlyList<string> Data, string Split, bool InReadme);
