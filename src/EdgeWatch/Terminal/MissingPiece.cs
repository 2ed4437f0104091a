namespace EdgeWatch.Terminal;

/// <summary>Something that the machine lacks; the message names it and the command that installs it.</summary>
internal sealed class MissingPieceException(string message) : Exception(message);
