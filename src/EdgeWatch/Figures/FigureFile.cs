using System.Text.Encodings.Web;
using System.Text.Json;

namespace EdgeWatch.Figures;

/// <summary>What a bench or an evaluation measured, where, and by which command: <c>{ machine, command, figures }</c>.</summary>
internal sealed record FigureFile(string Machine, string Command, IReadOnlyList<Figure> Figures)
{
    private static readonly JsonSerializerOptions Layout = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static FigureFile Here(IReadOnlyList<Figure> figures) =>
        new(MachineText.Describe(), "./edgewatch " + string.Join(' ', Environment.GetCommandLineArgs().Skip(1)), figures);

    public async Task WriteAsync(string path, CancellationToken abort)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(this, Layout) + "\n", abort);
    }
}
