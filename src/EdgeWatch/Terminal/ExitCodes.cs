namespace EdgeWatch.Terminal;

/// <summary>Exit codes of every verb; docs/configuration.md lists them.</summary>
internal static class ExitCodes
{
    /// <summary>Done as asked.</summary>
    public const int Ok = 0;

    /// <summary>The work ran but did not reach what was asked: too few cases, a camera that does not answer.</summary>
    public const int Failed = 1;

    /// <summary>The command line or the configuration is wrong; the text says where.</summary>
    public const int Usage = 2;

    /// <summary>A program, library or model is missing; the text names what to install.</summary>
    public const int Missing = 3;

    /// <summary>Stopped from the keyboard.</summary>
    public const int Interrupted = 130;
}
