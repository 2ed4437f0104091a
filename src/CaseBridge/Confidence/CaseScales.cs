using System.Text.Json;
using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Confidence;

/// <summary>Weighs the cases of one batch, each track record looked up once.</summary>
/// <param name="look">Verdicts so far on a problem's name by a kind of reporter.</param>
internal sealed class CaseScales(Func<string, string, TrackRecord> look)
{
    private readonly Dictionary<(string Problem, string Reporter), (TrackRecord Record, string Text)> _records = [];

    /// <param name="findings">What sources found by themselves; at least one.</param>
    /// <param name="answers">What sources said when they were asked.</param>
    public WeighedCase Weigh(IReadOnlyList<Finding> findings, IReadOnlyList<Answer> answers) =>
        new(CaseOdds.Posterior(findings, answers, (problem, reporter) => RecordOf(problem, reporter).Record), TextOf(findings));

    /// <summary>Track records as they were kept with a case.</summary>
    public static Func<string, string, TrackRecord> RecordsFrom(string text)
    {
        var kept = JsonSerializer.Deserialize<TrackRecord[]>(text, JsonSerializerOptions.Web)!;
        return (problem, reporter) => Array.Find(kept, record => record.Problem == problem && record.Reporter == reporter) ?? new TrackRecord(problem, reporter, 0, 0, 0);
    }

    private string TextOf(IReadOnlyList<Finding> findings)
    {
        // Nearly all cases have one, which is the same text for all of its kind.
        if (findings.Count == 1)
            return RecordOf(findings[0].Problem, findings[0].Source.Kind).Text;
        var used = findings.Select(finding => (finding.Problem, finding.Source.Kind)).Distinct().ToList();
        return used.Count == 1
            ? RecordOf(used[0].Problem, used[0].Kind).Text
            : Text([.. used.Order().Select(one => RecordOf(one.Problem, one.Kind).Record)]);
    }

    private (TrackRecord Record, string Text) RecordOf(string problem, string reporter)
    {
        if (!_records.TryGetValue((problem, reporter), out var known))
        {
            var record = look(problem, reporter);
            _records[(problem, reporter)] = known = (record, Text([record]));
        }

        return known;
    }

    private static string Text(TrackRecord[] records) => JsonSerializer.Serialize(records, JsonSerializerOptions.Web);
}

/// <summary>What is kept of the confidence of a case: all that it takes to work it out again beside its findings and answers.</summary>
/// <param name="Posterior">0..1.</param>
/// <param name="Records">The track records that it rests on, as they stand in <c>cases.records</c>.</param>
internal sealed record WeighedCase(double Posterior, string Records);
