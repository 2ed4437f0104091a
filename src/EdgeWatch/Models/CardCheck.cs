using System.Text.RegularExpressions;
using EdgeWatch.EdgeAgent.Detectors;

namespace EdgeWatch.ModelCare;

/// <summary>
/// Checks a model card: who installs weights must be able to read what they were made of, how well they do, where they fail and what they may be used for
/// (Mitchell et al., "Model Cards for Model Reporting", 2019; the sections are those of docs/models.md).
/// </summary>
internal static partial class CardCheck
{
    public const string FileName = "CARD.md";

    private const string Training = "How it was trained";

    /// <summary>Words of a card whose weights come ready-made: there is no command of ours to name.</summary>
    private const string NotOurs = "not trained by this project";

    /// <summary>Titles of the sections that every card has.</summary>
    public static IReadOnlyList<string> Sections { get; } = ["Data and licences", "Figures", "Known failures", Training, "Licence"];

    public static IEnumerable<ModelDefect> Run(string folder, ModelManifest manifest)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
            return [new ModelDefect(file, $"is missing; write it with the sections {string.Join(", ", Sections)} (docs/models.md has a template)")];
        return Mistakes(File.ReadAllText(file), manifest).Select(text => new ModelDefect(file, text));
    }

    private static IEnumerable<string> Mistakes(string card, ModelManifest manifest)
    {
        var title = card.Split('\n')[0].Trim();
        if (title != $"# {manifest.Name} {manifest.Version}")
            yield return $"begins with \"{title}\"; write \"# {manifest.Name} {manifest.Version}\", the name and version of the manifest";
        var bodies = Section().Matches(card + "\n## ").ToLookup(match => match.Groups["title"].Value.Trim(), match => match.Groups["body"].Value.Trim(), StringComparer.OrdinalIgnoreCase);
        foreach (var section in Sections)
        {
            if (!bodies.Contains(section))
                yield return $"has no section \"## {section}\"; add it (docs/models.md says what belongs there)";
            else if (bodies[section].All(body => body.Length == 0))
                yield return $"says nothing under \"## {section}\"; write what is known, or that nothing is";
        }

        var training = string.Join('\n', bodies[Training]);
        if (training.Length == 0 || training.Contains(NotOurs, StringComparison.OrdinalIgnoreCase))
            yield break;
        if (!training.Contains('`', StringComparison.Ordinal))
            yield return $"names no command under \"## {Training}\"; write it between backticks, or that the weights were {NotOurs}";
        if (!Time().IsMatch(training))
            yield return $"says no time under \"## {Training}\"; write how long the command ran, such as 25 min, and on what";
    }

    [GeneratedRegex(@"^##[ \t]+(?<title>[^\n]+)\n(?<body>.*?)(?=^##[ \t])", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Section();

    [GeneratedRegex(@"\b[0-9]+([.,][0-9]+)?\s*(s|seconds|min|minutes|h|hours)\b", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Time();
}
