namespace EdgeWatch.Terminal;

/// <summary>The edge of the program: a missing piece or an interruption is a sentence and an exit code, never a stack trace.</summary>
internal static class PlainErrors
{
    public static async Task<int> WithPlainErrors(this Task<int> verb)
    {
        try
        {
            return await verb;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
        catch (MissingPieceException missing)
        {
            Screen.Instance.Error(missing.Message);
            return ExitCodes.Missing;
        }
    }
}
