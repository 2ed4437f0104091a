using EdgeWatch.Geography.Coordinates;
using EdgeWatch.Geography.Registers;

namespace EdgeWatch.Registers;

/// <summary>Arguments of <c>edgewatch registry</c> that are more than text.</summary>
internal static class RegisterArguments
{
    /// <summary>Metres that a city's own system is taken to be right to; its .prj file does not say.</summary>
    private const double LocalSystemAccuracy = 1;

    private static readonly Dictionary<string, RegisterKind> Kinds = new()
    {
        ["cells"] = RegisterKind.Cells, ["duty"] = RegisterKind.DutyGrids, ["components"] = RegisterKind.Components, ["sensors"] = RegisterKind.Sensors,
    };

    /// <summary><c>FILE</c> or <c>KIND=FILE</c>.</summary>
    public static RegisterFile File(string text)
    {
        var split = text.IndexOf('=');
        return split > 0 && Kinds.TryGetValue(text[..split], out var kind) ? new RegisterFile(text[(split + 1)..], kind) : new RegisterFile(text);
    }

    /// <summary>A system by its name, or from a file with its well-known text.</summary>
    /// <exception cref="RegisterException">No such system.</exception>
    public static ReferenceSystem System(string name)
    {
        if (global::System.IO.File.Exists(name))
        {
            try
            {
                return ProjectedSystem.FromWkt(global::System.IO.File.ReadAllText(name), LocalSystemAccuracy);
            }
            catch (FormatException error)
            {
                throw new RegisterException($"{name}: {error.Message}");
            }
        }

        return ReferenceSystems.TryFind(name, out var system, out var remedy) ? system! : throw new RegisterException($"no known reference system '{name}'; {remedy}");
    }
}
