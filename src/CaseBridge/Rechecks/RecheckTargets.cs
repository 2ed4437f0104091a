using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Rechecks;

/// <summary>Whom to ask about a case: all that report in it, and the cameras that see what its sensors watch.</summary>
internal static class RecheckTargets
{
    /// <summary>The latest; a case that more cameras see is seen well enough by these.</summary>
    private const int Most = 8;

    public static IReadOnlyList<RecheckTarget> TargetsOf(this StoreTransaction transaction, string caseId)
    {
        var component = transaction.One<string>("SELECT component FROM cases WHERE id = @caseId", new { caseId });
        var reporters = transaction.All<ReporterRow>(
                "SELECT source, zone, problem, boxes FROM incidents WHERE case_id = @caseId AND source <> '' ORDER BY said_at DESC, incident", new { caseId })
            .Select(row => (Row: row, Source: CandidateSource.TryParse(row.Source, out var source) ? source : default))
            .Where(reporter => reporter.Source != default)
            .DistinctBy(reporter => reporter.Source)
            .Take(Most)
            .ToList();
        var targets = reporters.ConvertAll(reporter =>
            new RecheckTarget(reporter.Source, reporter.Row.Problem, reporter.Row.Zone, component, PictureBox.FromStore(reporter.Row.Boxes), transaction.IsOnline(reporter.Source.Agent)));
        foreach (var (row, source) in reporters.Where(reporter => reporter.Source.IsSensor))
        {
            if (transaction.CameraOf(source) is { Camera: { } camera } tie && CandidateSource.Camera(source.Agent, camera) is var seen && !targets.Exists(target => target.Source == seen))
                targets.Add(new RecheckTarget(seen, row.Problem, tie.Zone, component, [], transaction.IsOnline(source.Agent)));
        }

        return targets;
    }

    private static TieRow? CameraOf(this StoreTransaction transaction, CandidateSource sensor) =>
        transaction.One<TieRow>("SELECT camera, zone FROM sensors WHERE agent = @Agent AND sensor = @Device", new { sensor.Agent, sensor.Device });

    private static bool IsOnline(this StoreTransaction transaction, string agent) =>
        transaction.One<long?>("SELECT online FROM agents WHERE agent = @agent", new { agent }) == 1;

    private sealed record ReporterRow
    {
        public string Source { get; init; } = "";

        public string? Zone { get; init; }

        public string Problem { get; init; } = "";

        public string? Boxes { get; init; }
    }

    private sealed record TieRow
    {
        public string? Camera { get; init; }

        public string? Zone { get; init; }
    }
}
