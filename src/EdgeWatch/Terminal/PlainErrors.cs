using EdgeWatch.CaseBridge.Store;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.Evaluation.Data;
using EdgeWatch.Geography.Registers;
using EdgeWatch.Ingest.Video;
using EdgeWatch.Mqtt;

namespace EdgeWatch.Terminal;

/// <summary>The edge of the program: what the world does is a sentence and an exit code; only a bug is a stack trace.</summary>
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
        catch (Exception error) when (error is DataSetException or RegisterException)
        {
            Screen.Instance.Error(error.Message);
            return ExitCodes.Usage;
        }
        catch (Exception error) when (error is MissingPieceException or ModelException or VideoException or MqttException or StoreAwayException or IOException)
        {
            Screen.Instance.Error(error.Message);
            return ExitCodes.Missing;
        }
    }
}
