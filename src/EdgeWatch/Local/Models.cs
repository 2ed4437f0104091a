using System.Diagnostics.Metrics;
using EdgeWatch.EdgeAgent;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.Terminal;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeWatch.Local;

/// <summary>The models beside the program or the checkout.</summary>
internal static class Models
{
    public static ModelCatalogue Catalogue() =>
        ModelCatalogue.Read(ModelCatalogue.DefaultRoot(AppContext.BaseDirectory)
            ?? throw new MissingPieceException("there is no folder 'models' beside the program or above it; copy it from the release"));

    /// <summary>Name of the model that an agent would take for one class.</summary>
    /// <exception cref="MissingPieceException">No model at hand knows it.</exception>
    public static string Knowing(string name)
    {
        var camera = new CameraOptions { Zones = [new ZoneOptions { Rules = [new RuleOptions { Classes = [name] }] }] };
        return ModelChoice.For([camera], Catalogue()) is [var model, ..]
            ? model.Name
            : throw new MissingPieceException($"no model at hand knows {name}; `edgewatch models list` says what there is");
    }

    /// <summary>Opens one model as the agent does.</summary>
    /// <param name="nameOrPath">A name of the catalogue, or a folder.</param>
    /// <param name="floor">Least score that is reported; null: the manifest's.</param>
    /// <param name="threads">Threads of one run; null: all cores.</param>
    /// <exception cref="MissingPieceException">There is no such model, or it is not whole.</exception>
    public static IDetector OpenDetector(string nameOrPath, float? floor = null, int? threads = null)
    {
        try
        {
            var folder = ModelFolder.Load(Catalogue().Find(nameOrPath, Environment.CurrentDirectory));
            var options = new DetectorOptions { Floor = floor, Threads = threads ?? Environment.ProcessorCount };
            return new SharedDetector(folder, options, new SemaphoreSlim(1, 1), new AgentMetrics(Meters()), TimeProvider.System);
        }
        catch (ModelException error)
        {
            throw new MissingPieceException(error.Message);
        }
    }

    private static IMeterFactory Meters() => new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
}
