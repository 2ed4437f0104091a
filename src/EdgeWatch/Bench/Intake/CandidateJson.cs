using System.Text.Json;
using EdgeWatch.Contracts;

namespace EdgeWatch.Bench.Intake;

/// <summary>A candidate as its agent puts it on the wire.</summary>
internal static class CandidateJson
{
    public static byte[] Of(CandidateEvent candidate) => JsonSerializer.SerializeToUtf8Bytes(candidate, ContractsJson.Default.CandidateEvent);
}
