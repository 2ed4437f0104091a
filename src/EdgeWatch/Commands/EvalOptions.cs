using System.CommandLine;
using EdgeWatch.Evaluation;
using EdgeWatch.Evaluation.Data;

namespace EdgeWatch.Commands;

/// <summary>The command line of <c>edgewatch eval</c>.</summary>
internal sealed class EvalOptions
{
    private readonly Argument<string[]> _folders = new("data")
    {
        Description = "Data sets: folders in the YOLO layout (data.yaml), or COCO files (instances_….json).",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string[]> _data = new("--data") { Description = "The same; several are judged together, each class on those that label it.", HelpName = "DATA" };

    private readonly Option<string[]> _models = new("--models", "--model")
    {
        Description = "Names or folders of models, separated by commas; the first is what the others are compared with. With --events: those that look; left out: the fewest that know what the truths ask for.",
        HelpName = "MODELS",
    };

    private readonly Option<string> _split = new("--split") { Description = "train, val or test.", HelpName = "SPLIT", DefaultValueFactory = _ => "test" };

    private readonly Option<string?> _images = new("--images") { Description = "Folder of the pictures of a COCO file, where they do not lie beside it.", HelpName = "DIR" };

    private readonly Option<string[]> _map = new("--map")
    {
        Description = $"What a data set's own names mean, over models/{DataSetCatalogue.FileName}: van=car,grate={ClassMap.Ignore},dog={ClassMap.LeaveOut}.", HelpName = "OWN=CLASS",
    };

    private readonly Option<bool> _ownNames = new("--own-names") { Description = $"Take the data set's names as they are, whatever models/{DataSetCatalogue.FileName} says." };

    private readonly Option<float> _floor = new("--floor")
    {
        Description = "Least score that is counted. AP needs a lower one than the agent ships.", HelpName = "SCORE", DefaultValueFactory = _ => EvaluationWork.UsualFloor,
    };

    private readonly Option<bool> _time = new("--time") { Description = "Also time the models against one another on the same pictures, in turn, with one thread." };

    private readonly Option<string?> _curves = new("--curves") { Description = "Draw precision over recall there, one SVG for each class, with the shipped threshold marked.", HelpName = "DIR" };

    private readonly Option<string?> _errors = new("--errors") { Description = "Show the worst false alarms and misses there, as pages with the pictures in them.", HelpName = "DIR" };

    private readonly Option<bool> _suggest = new("--suggest-thresholds")
    {
        Description = "Also show for each class the threshold of the best F1 and those that keep a precision of .90 and .95; never on the split test.",
    };

    private readonly Option<bool> _readme = new("--readme") { Description = "Measure what models/accuracy.yaml lists; write docs/accuracy.md and the README's table." };

    private readonly Option<bool> _events = new("--events") { Description = "Measure whole clips instead of pictures: event precision, recall, delay, false candidates per camera-day." };

    private readonly Option<string?> _clips = new("--clips") { Description = "With --events: folder of NAME.mp4 with NAME.truth.json; left out: our own street.", HelpName = "DIR" };

    private readonly Option<double> _hours = new("--hours") { Description = "With --events: play each clip on which nothing happens round and round for so many hours; 0: once.", HelpName = "H" };

    private readonly Option<string?> _json = JsonOption.Create();

    private readonly Option<string?> _markdown = new("--markdown") { Description = "Write the tables there as Markdown.", HelpName = "FILE" };

    public EvalOptions()
    {
        _split.AcceptOnlyFromAmong("train", "val", "test");
        _floor.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<float>() is not (> 0 and < 1))
                result.AddError("--floor is not between 0 and 1; for instance 0.01");
        });
    }

    public void AddTo(Command command)
    {
        command.Add(_folders);
        foreach (var option in (Option[])[_data, _models, _split, _images, _map, _ownNames, _floor, _time, _json, _markdown, _curves, _errors, _suggest, _readme, _events, _clips, _hours])
            command.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_events) || result.GetValue(_readme))
                return;
            if (result.GetValue(_models) is null or [])
                result.AddError("--models is missing: name one or more, such as --models street; or measure clips with --events");
            if (result.GetValue(_folders) is null or [] && result.GetValue(_data) is null or [])
                result.AddError("no data: name the folder of a data set, or a COCO file");
        });
    }

    /// <exception cref="DataSetException">--map is not of its form.</exception>
    public EvalRequest Read(ParseResult result) => new()
    {
        Data = [.. result.GetValue(_folders) ?? [], .. result.GetValue(_data) ?? []],
        Models = [.. (result.GetValue(_models) ?? []).SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
        Split = result.GetValue(_split)!,
        Images = result.GetValue(_images),
        Map = ClassMap.Parse(result.GetValue(_map) ?? []),
        OwnNames = result.GetValue(_ownNames),
        Floor = result.GetValue(_floor),
        Time = result.GetValue(_time),
        Json = result.GetValue(_json),
        Markdown = result.GetValue(_markdown),
        Curves = result.GetValue(_curves),
        Errors = result.GetValue(_errors),
        SuggestThresholds = result.GetValue(_suggest),
        Readme = result.GetValue(_readme),
        Events = result.GetValue(_events),
        Clips = result.GetValue(_clips),
        Hours = result.GetValue(_hours),
    };
}

/// <summary>What was asked for.</summary>
internal sealed record EvalRequest
{
    public required IReadOnlyList<string> Data { get; init; }

    public required IReadOnlyList<string> Models { get; init; }

    public required string Split { get; init; }

    public string? Images { get; init; }

    public required IReadOnlyDictionary<string, string> Map { get; init; }

    public bool OwnNames { get; init; }

    public float Floor { get; init; }

    public bool Time { get; init; }

    public string? Json { get; init; }

    public string? Markdown { get; init; }

    public string? Curves { get; init; }

    public string? Errors { get; init; }

    public bool SuggestThresholds { get; init; }

    public bool Readme { get; init; }

    public bool Events { get; init; }

    public string? Clips { get; init; }

    public double Hours { get; init; }
}
