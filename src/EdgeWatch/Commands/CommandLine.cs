using System.CommandLine;
using EdgeWatch.Terminal;

namespace EdgeWatch.Commands;

/// <summary>Every verb of <c>edgewatch</c>, one file each; <c>test</c> belongs to the launcher, which builds first.</summary>
internal static class CommandLine
{
    public static RootCommand Create()
    {
        var root = new RootCommand("EdgeWatch finds street problems through street cameras and lets people confirm them as cases.")
        {
            DemoCommand.Create(),
            RunCommands.Up(),
            RunCommands.Agent(),
            RunCommands.Bridge(),
            CheckCommand.Create(),
            ProbeCommand.Create(),
            RegistryCommand.Create(),
            CityCommand.Create(),
            ModelsCommand.Create(),
            SimulateCommand.Create(),
            ReceiveCommand.Create(),
            EvalCommand.Create(),
            ReplayCommand.Create(),
            BenchCommand.Create(),
        };
        root.WithExamples("./edgewatch demo", "./edgewatch check edgewatch.yaml", "./edgewatch up --config edgewatch.yaml");
        Examples.ShowIn(root);
        return root;
    }
}
