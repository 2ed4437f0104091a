using System.Text.RegularExpressions;

namespace EdgeWatch.EdgeWatch.Tests.House;

/// <summary>The ways to run the product do not drift apart.</summary>
public sealed partial class DeploymentTests
{
    [Fact]
    public void A_bridge_runs_with_the_same_settings_of_the_runtime_from_the_launcher_as_a_service_and_in_a_container()
    {
        var launcher = Read("edgewatch");
        var bridgeAlone = launcher[launcher.IndexOf("\nbuild_program\n", StringComparison.Ordinal)..];
        var compose = Read("deploy", "compose.yaml");
        var container = compose[compose.IndexOf("\n  bridge:", StringComparison.Ordinal)..compose.IndexOf("\n  agent:", StringComparison.Ordinal)];

        var wanted = SettingsIn(bridgeAlone);
        wanted.ShouldContain("DOTNET_gcServer=1");
        SettingsIn(Read("deploy", "edgewatch-bridge.service")).ShouldBe(wanted);
        SettingsIn(container).ShouldBe(wanted);
    }

    private static string Read(params string[] parts) => File.ReadAllText(Repository.File(parts));

    /// <summary>Each assignment of a variable of the .NET runtime as NAME=VALUE, in order: shell with a default, systemd, YAML.</summary>
    private static string[] SettingsIn(string text) =>
        [.. Assignment().Matches(text).Select(match => $"{match.Groups["name"].Value}={match.Groups["value"].Value}").Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"(?<name>DOTNET_\w+)(=(\$\{\w+:-)?|: *)""?(?<value>[\w.]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Assignment();
}
