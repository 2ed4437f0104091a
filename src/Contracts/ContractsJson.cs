using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeWatch.Contracts;

/// <summary>The JSON of the wire: camel case, nulls left out, durations as <c>[d.]hh:mm:ss[.fffffff]</c>, times as RFC 3339.</summary>
/// <remarks>
/// A field that is absent where it must be there is refused, also in positional records. The generated reader passes null for an absent
/// field with a default, not the default; the records' init accessors put the default back.
/// </remarks>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(CandidateEvent))]
[JsonSerializable(typeof(Acknowledgement))]
[JsonSerializable(typeof(AgentStatus))]
[JsonSerializable(typeof(SensorPage))]
[JsonSerializable(typeof(DesiredSettings))]
[JsonSerializable(typeof(ReportedSettings))]
[JsonSerializable(typeof(ZeroReport))]
[JsonSerializable(typeof(AgentRequest))]
[JsonSerializable(typeof(AgentResponse))]
[JsonSerializable(typeof(ScoreSample))]
[JsonSerializable(typeof(JsonElement))]
public sealed partial class ContractsJson : JsonSerializerContext;
