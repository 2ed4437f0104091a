using System.Text.Json;
using EdgeWatch.Contracts;

namespace EdgeWatch.EdgeAgent.Outbox;

/// <summary>Turns a candidate into its rows, within the bounds of the wire: nothing is written that a bridge would have to refuse for its size.</summary>
internal static class CandidateRows
{
    /// <param name="evidenced">The candidate and its picture.</param>
    /// <param name="dropped">Told what was cut off, by reason.</param>
    /// <exception cref="ArgumentException">Picture and evidence reference do not go together, or the candidate is too large without any subject.</exception>
    public static NewRow[] Of(EvidencedCandidate evidenced, Action<string> dropped)
    {
        var (candidate, picture, _) = evidenced;
        if (candidate.Data.Evidence is null != picture is null)
        {
            var what = picture is null ? "an evidence reference but no picture" : "a picture but no evidence reference";
            throw new ArgumentException($"candidate {candidate.Id} has {what}; give both or neither", nameof(evidenced));
        }

        if (picture?.Length > ContractLimits.EvidenceBytes)
        {
            dropped("picture-too-large");
            picture = null;
            candidate = candidate with { Data = candidate.Data with { Evidence = null } };
        }

        var kind = KindOf(candidate);
        var incident = candidate.Data.Incident;
        var row = new NewRow(candidate.Id, kind, incident, Parent: null, Fit(candidate, dropped));
        return picture is null ? [row] : [new NewRow(candidate.Data.Evidence!.Id, kind + 10, incident, candidate.Id, picture), row];
    }

    private static RowKind KindOf(CandidateEvent candidate) => candidate.Type switch
    {
        CandidateTypes.Opened => RowKind.Opened,
        CandidateTypes.Updated => RowKind.Updated,
        CandidateTypes.Cleared => RowKind.Cleared,
        _ => throw new ArgumentException($"candidate {candidate.Id} is of type '{candidate.Type}'; known are opened, updated and cleared", nameof(candidate)),
    };

    /// <summary>A crowd may make a candidate too large: the subjects with the best scores stay.</summary>
    private static byte[] Fit(CandidateEvent candidate, Action<string> dropped)
    {
        var most = ContractLimits.Subjects;
        while (true)
        {
            var subjects = candidate.Data.Subjects;
            if (subjects.Count > most)
            {
                candidate = candidate with { Data = candidate.Data with { Subjects = [.. subjects.OrderByDescending(subject => subject.Score).Take(most)] } };
                dropped("subjects-over-limit");
            }

            var body = JsonSerializer.SerializeToUtf8Bytes(candidate, ContractsJson.Default.CandidateEvent);
            if (body.Length <= ContractLimits.EventBytes)
                return body;
            most = Math.Min(most, candidate.Data.Subjects.Count) / 2;
            if (most == 0)
                throw new ArgumentException($"candidate {candidate.Id} takes {body.Length} bytes; at most {ContractLimits.EventBytes} travel", nameof(candidate));
        }
    }
}
