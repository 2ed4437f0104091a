using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace EdgeWatch.Terminal;

/// <summary>Help that ends with examples: every verb has at least one.</summary>
internal static class Examples
{
    private static readonly Dictionary<Command, string[]> ByCommand = [];

    public static T WithExamples<T>(this T command, params string[] lines)
        where T : Command
    {
        ByCommand[command] = lines;
        return command;
    }

    public static IReadOnlyList<string> Of(Command command) => ByCommand.GetValueOrDefault(command, []);

    /// <summary>Adds the section to the help of the whole program.</summary>
    public static void ShowIn(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((SynchronousCommandLineAction)help.Action!);
    }

    private sealed class HelpWithExamples(SynchronousCommandLineAction help) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var code = help.Invoke(parseResult);
            if (Of(parseResult.CommandResult.Command) is { Count: > 0 } lines)
                parseResult.InvocationConfiguration.Output.WriteLine("Examples:\n  " + string.Join("\n  ", lines) + "\n");
            return code;
        }
    }
}
