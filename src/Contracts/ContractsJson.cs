using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeWatch.Contracts;

/// <summary>The JSON of the wire: camel case, nulls left out, durations as <c>[d.]hh:mm:ss[.fffffff]</c>, times as RFC 3339.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(CandidateEvent))]
[JsonSerializable(typeof(Acknowledgement))]
[JsonSerializable(typeof(AgentStatus))]
[JsonSerializable(typeof(DesiredSettings))]
[JsonSerializable(typeof(ReportedSettings))]
[JsonSerializable(typeof(ZeroReport))]
[JsonSerializable(typeof(AgentRequest))]
[JsonSerializable(typeof(AgentResponse))]
[JsonSerializable(typeof(ScoreSample))]
[JsonSerializable(typeof(JsonElement))]
public sealed partial class ContractsJson : JsonSerializerContext;
