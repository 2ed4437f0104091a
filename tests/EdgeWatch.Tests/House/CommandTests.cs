using System.CommandLine;
using EdgeWatch.Commands;
using EdgeWatch.Terminal;

namespace EdgeWatch.EdgeWatch.Tests.House;

public sealed class CommandTests
{
    [Fact]
    public void Every_verb_has_a_description_and_an_example_that_parses()
    {
        var root = CommandLine.Create();
        foreach (var command in Verbs(root))
        {
            command.Description.ShouldNotBeNullOrEmpty(command.Name);
            var examples = Examples.Of(command);
            examples.ShouldNotBeEmpty(command.Name);
            foreach (var example in examples)
                root.Parse(example.Split(" > ")[0].Replace("./edgewatch ", "", StringComparison.Ordinal)).Errors.ShouldBeEmpty(example);
        }
    }

    [Theory]
    [InlineData("demo")]
    [InlineData("up")]
    [InlineData("agent")]
    [InlineData("bridge")]
    [InlineData("check")]
    [InlineData("probe")]
    [InlineData("eval")]
    [InlineData("bench")]
    [InlineData("replay")]
    [InlineData("models")]
    [InlineData("registry")]
    [InlineData("city")]
    [InlineData("receive")]
    public void The_promised_verbs_are_there(string verb) => CommandLine.Create().Subcommands.ShouldContain(command => command.Name == verb);

    private static IEnumerable<Command> Verbs(Command command) =>
        command.Subcommands.Count == 0 ? [command] : command.Subcommands.SelectMany(Verbs);
}
