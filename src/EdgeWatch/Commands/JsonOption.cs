using System.CommandLine;
using EdgeWatch.Figures;
using EdgeWatch.Terminal;

namespace EdgeWatch.Commands;

/// <summary>The <c>--json FILE</c> of every verb that measures.</summary>
internal static class JsonOption
{
    public static Option<string?> Create() => new("--json") { Description = "Write machine, command and figures there.", HelpName = "FILE" };

    public static async Task ShowAndWriteAsync(IReadOnlyList<Figure> figures, string? path, CancellationToken stop)
    {
        Screen.Instance.Line(MachineText.Describe());
        Screen.Instance.Table(["figure", "value", "unit"], figures.Select(figure => new[] { figure.Name, $"{figure.Value:0.####}", figure.Unit }));
        await WriteAsync(figures, path, stop);
    }

    public static async Task WriteAsync(IReadOnlyList<Figure> figures, string? path, CancellationToken stop)
    {
        if (path is not null)
            await FigureFile.Here(figures).WriteAsync(path, stop);
    }
}
