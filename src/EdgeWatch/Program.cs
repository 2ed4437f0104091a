using EdgeWatch.Commands;
using EdgeWatch.Terminal;

var line = CommandLine.Create().Parse(args);
var code = await line.InvokeAsync(new()
{
    EnableDefaultExceptionHandler = false,
    // An orderly stop lets looks come through, sends the last report and ends the local broker; after the usual 2 s it would be cut off in the midst.
    ProcessTerminationTimeout = TimeSpan.FromSeconds(60),
}).WithPlainErrors();
// A line that cannot be parsed shows its mistakes and ends with 1, which here means something else.
return line.Errors.Count > 0 ? ExitCodes.Usage : code;
