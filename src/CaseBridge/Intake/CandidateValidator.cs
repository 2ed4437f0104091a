using System.Buffers;
using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Intake;

/// <summary>What a candidate must keep to beyond its JSON. Returns the first flaw in words, naming field, value and remedy; null where there is none.</summary>
internal static class CandidateValidator
{
    public static string? Flaw(CandidateEvent candidate, string agentOfTopic) =>
        VersionFlaw(candidate.SpecVersion)
        ?? EnvelopeFlaw(candidate, agentOfTopic)
        ?? LengthFlaw(candidate)
        ?? NumberFlaw(candidate.Data)
        ?? (candidate.Data.Place is { } place ? PlaceValidator.Flaw(place, "data.place") : null)
        ?? SubjectFlaw(candidate.Data.Subjects)
        ?? EvidenceFlaw(candidate.Data.Evidence)
        ?? ReadingValidator.Flaw(candidate.Data.Readings, "data.readings", ContractLimits.Readings)
        ?? (candidate.Data.Corroboration is { } said ? CorroborationValidator.Flaw(said, candidate.Source) : null);

    /// <summary>A newer minor version only adds fields; a newer major one may mean something else by the same fields.</summary>
    public static string? VersionFlaw(string version) =>
        version == "1.0" || version.StartsWith("1.", StringComparison.Ordinal)
            ? null
            : $"specversion '{version}' is not 1.x, which is what this bridge reads: upgrade the bridge, or send CloudEvents 1.0";

    private static string? EnvelopeFlaw(CandidateEvent candidate, string agentOfTopic)
    {
        if (candidate.Id == Guid.Empty)
            return "id is the zero UUID: make a UUIDv7 for each event";
        if (candidate.Data.Incident == Guid.Empty)
            return "data.incident is the zero UUID: make a UUIDv7 for each finding";
        if (!CandidateSource.TryParse(candidate.Source, out var source))
            return $"source '{candidate.Source}' is not {CandidateSource.Form}";
        if (source.Agent != agentOfTopic)
            return $"source names agent '{source.Agent}', the topic '{agentOfTopic}': publish on the agent's own topic";
        if (candidate.Type is not (CandidateTypes.Opened or CandidateTypes.Updated or CandidateTypes.Cleared))
            return $"type '{candidate.Type}' is not {CandidateTypes.Opened}, {CandidateTypes.Updated} or {CandidateTypes.Cleared}";
        if (!Identifiers.IsValid(candidate.Data.Problem))
            return $"data.problem '{candidate.Data.Problem}' is no name of the form {Identifiers.Pattern}";
        if (!Identifiers.IsValid(candidate.Data.Judgement.Zone))
            return $"data.judgement.zone '{candidate.Data.Judgement.Zone}' is no id of the form {Identifiers.Pattern}";
        return null;
    }

    private static string? LengthFlaw(CandidateEvent candidate)
    {
        var data = candidate.Data;
        return TooLong("traceparent", candidate.TraceParent) ?? TooLong("data.component", data.Component) ?? TooLong("data.judgement.rule", data.Judgement.Rule)
            ?? TooLong("data.judgement.asked", data.Judgement.Asked) ?? TooLong("data.judgement.found", data.Judgement.Found) ?? TooLong("data.made.agentVersion", data.Made.AgentVersion)
            ?? TooLong("data.place.from", data.Place?.From) ?? FirstTooLong("data.made.models", data.Made.Models, model => model) ?? FirstTooLong("data.subjects.class", data.Subjects, subject => subject.Class)
            ?? (data.Component is "" ? "data.component is empty: leave it out where there is none" : null);
    }

    private static string? TooLong(string field, string? text) =>
        text?.Length > ContractLimits.StringLength ? $"{field} has {text.Length} characters, more than the {ContractLimits.StringLength} allowed" : null;

    private static string? FirstTooLong<T>(string field, IReadOnlyList<T> all, Func<T, string> text)
    {
        for (var index = 0; index < all.Count; index++)
        {
            if (TooLong(field, text(all[index])) is { } flaw)
                return flaw;
        }

        return null;
    }

    private static string? NumberFlaw(CandidateData data)
    {
        if (data.Sequence < 1)
            return $"data.sequence {data.Sequence} is below 1, the first step of a finding";
        (string Field, float Value)[] shares = [("data.score", data.Score), ("data.threshold", data.Threshold), ("data.confidence", data.Confidence)];
        foreach (var (field, value) in shares)
        {
            if (value is not (>= 0 and <= 1))
                return $"{field} {value} is outside 0..1";
        }

        return data.Since > data.SeenAt ? $"data.since {data.Since:O} is after data.seenAt {data.SeenAt:O}" : null;
    }

    private static string? SubjectFlaw(IReadOnlyList<Subject> subjects)
    {
        if (subjects.Count > ContractLimits.Subjects)
            return $"data.subjects has {subjects.Count} entries, more than the {ContractLimits.Subjects} allowed";
        for (var index = 0; index < subjects.Count; index++)
        {
            if (SubjectFlaw(subjects[index], "data.subjects") is { } flaw)
                return flaw;
        }

        return null;
    }

    /// <summary>A number too large for JSON's reader is infinite, and cannot be written again: one such box would break the list that shows it.</summary>
    public static string? SubjectFlaw(Subject subject, string field)
    {
        if (subject.Score is not (>= 0 and <= 1))
            return $"{field} holds a score outside 0..1";
        ReadOnlySpan<float> edges = [subject.X1, subject.Y1, subject.X2, subject.Y2];
        foreach (var edge in edges)
        {
            if (!float.IsFinite(edge))
                return $"{field} holds a box with an edge that is no finite number";
        }

        return null;
    }

    private static string? EvidenceFlaw(EvidenceReference? evidence)
    {
        if (evidence is null)
            return null;
        if (evidence.Id == Guid.Empty)
            return "data.evidence.id is the zero UUID";
        if (evidence.MediaType != "image/jpeg")
            return $"data.evidence.mediaType '{evidence.MediaType}' is not image/jpeg";
        if (evidence.Sha256.Length != 64 || evidence.Sha256.AsSpan().ContainsAnyExcept(LowerHex))
            return $"data.evidence.sha256 '{evidence.Sha256}' is not 64 lower-case hexadecimal digits";
        if (evidence.Bytes is < 1 or > ContractLimits.EvidenceBytes)
            return $"data.evidence.bytes {evidence.Bytes} is outside 1..{ContractLimits.EvidenceBytes}";
        return evidence.Width < 1 || evidence.Height < 1 ? $"data.evidence {evidence.Width}×{evidence.Height} is no picture size" : null;
    }

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");
}
