using EdgeWatch.Commands;
using EdgeWatch.Terminal;

return await CommandLine.Create().Parse(args).InvokeAsync(new()
{
    EnableDefaultExceptionHandler = false,
    // An orderly stop lets looks come through, sends the last report and ends the local broker; after the usual 2 s it would be cut off in the midst.
    ProcessTerminationTimeout = TimeSpan.FromSeconds(60),
}).WithPlainErrors();
