using EdgeWatch.Commands;
using EdgeWatch.Terminal;

return await CommandLine.Create().Parse(args).InvokeAsync(new() { EnableDefaultExceptionHandler = false }).WithPlainErrors();
