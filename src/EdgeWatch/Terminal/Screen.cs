using Spectre.Console;

namespace EdgeWatch.Terminal;

/// <summary>
/// Talks to the person at the terminal. Everything for people goes to standard error, so that standard output stays clean for results.
/// Plain lines where there is no terminal; no colour where NO_COLOR is set (no-color.org).
/// </summary>
internal sealed class Screen
{
    public static Screen Instance { get; } = new();

    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(Console.Error),
        Ansi = Console.IsErrorRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        ColorSystem = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } || Console.IsErrorRedirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
    });

    private Screen()
    {
        // A log or a pipe has no width; wrapping there would only cut sentences.
        if (Console.IsErrorRedirected)
            _console.Profile.Width = 10_000;
    }

    public void Line(string text) => _console.MarkupLineInterpolated($"{text}");

    public void Good(string text) => _console.MarkupLineInterpolated($"[green]✓[/] {text}");

    public void Warn(string text) => _console.MarkupLineInterpolated($"[yellow]![/] {text}");

    public void Error(string text) => _console.MarkupLineInterpolated($"[red]✗[/] {text}");

    public void Headline(string text) => _console.MarkupLineInterpolated($"[bold]{text}[/]");

    public void Table(string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table().Border(_console.Profile.Capabilities.Ansi ? TableBorder.Rounded : TableBorder.Ascii);
        foreach (var column in columns)
            table.AddColumn(new TableColumn(new Text(column)));
        foreach (var row in rows)
            table.AddRow(row.Select(cell => new Text(cell)).ToArray());
        _console.Write(table);
    }

    /// <summary>Runs long work with a bar on a terminal and a line every tenth elsewhere.</summary>
    public async Task<T> ProgressAsync<T>(string title, Func<Action<double>, Task<T>> work)
    {
        if (!_console.Profile.Capabilities.Ansi || Console.IsErrorRedirected)
        {
            var said = -1;
            return await work(share =>
            {
                var tenth = (int)(share * 10);
                if (Interlocked.Exchange(ref said, tenth) != tenth)
                    Line($"{title}: {tenth * 10} %");
            });
        }

        return await _console.Progress().StartAsync(async context =>
        {
            var task = context.AddTask(title, maxValue: 1);
            return await work(share => task.Value = share);
        });
    }
}
