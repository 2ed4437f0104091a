using EdgeWatch.CaseBridge.Cities;
using EdgeWatch.CaseBridge.Reports.Facts;

namespace EdgeWatch.CaseBridge.Reports.Indices;

/// <summary>A measure that is added up, or taken off.</summary>
internal readonly record struct Term(string Measure, int Sign)
{
    public static Term Parse(string text) => text.StartsWith('-') ? new Term(text[1..].Trim(), -1) : new Term(text.Trim(), 1);

    public override string ToString() => Sign < 0 ? $"-{Measure}" : Measure;
}

/// <summary>An index: one sum of measures over another.</summary>
/// <param name="Id">Its name in the API and in profiles.</param>
/// <param name="Zh">In Chinese.</param>
/// <param name="En">In English.</param>
/// <param name="Numerator">Above the line.</param>
/// <param name="Denominator">Below it.</param>
internal sealed record IndexDefinition(string Id, string Zh, string En, IReadOnlyList<Term> Numerator, IReadOnlyList<Term> Denominator)
{
    public IEnumerable<Measure> Measures => Numerator.Concat(Denominator).Select(term => Facts.Measures.Find(term.Measure)!).Distinct();
}

/// <summary>The indices as most cities count them. A city's profile defines any of them otherwise, as denominators vary.</summary>
internal static class KnownIndices
{
    public static IReadOnlyList<IndexDefinition> All { get; } =
    [
        Of("filing-rate", "立案率", "Filing rate", [Measures.Filed], [Measures.Received]),
        Of("accurate-filing-rate", "准确立案率", "Accurate filing rate", [Measures.Filed, "-" + Measures.FiledVoided], [Measures.Filed]),
        Of("timely-filing-rate", "按时立案率", "Timely filing rate", [Measures.FiledInTime], [Measures.Filed]),
        Of("timely-handling-rate", "按期处置率", "Timely handling rate", [Measures.DueHandledInTime], [Measures.Due]),
        Of("closing-rate", "结案率", "Closing rate", [Measures.DueClosed], [Measures.Due]),
        Of("timely-closing-rate", "按期结案率", "Timely closing rate", [Measures.DueClosedInTime], [Measures.Due]),
        Of("timely-verification-rate", "按期核实率", "Timely check before filing", [Measures.VerificationInTime], [Measures.VerificationDue]),
        Of("timely-inspection-rate", "按期核查率", "Timely check before closing", [Measures.InspectionInTime], [Measures.InspectionDue]),
        Of("rework-rate", "返工率", "Rework rate", [Measures.Reworked], [Measures.Handled]),
        Of("discovery-rate", "发现率", "Discovery rate", [Measures.CheckedFound], [Measures.Checked]),
        Of("repeat-rate", "重复案件率", "Repeat rate", [Measures.ReceivedMerged], [Measures.Received]),
        Of("miss-rate", "漏报率", "Miss rate", [Measures.CheckedMissed], [Measures.Checked]),
        Of("coverage-rate", "覆盖率", "Coverage rate", [Measures.CamerasSeen], [Measures.Cameras]),
        Of("recognition-accuracy", "识别准确率", "Recognition accuracy", [Measures.DetectionsQualified], [Measures.Detections]),
    ];

    public static IndexDefinition? Find(string id) => All.FirstOrDefault(index => index.Id == id);

    /// <summary>The city's own definitions in the place of those that are known, new ones behind.</summary>
    public static IReadOnlyList<IndexDefinition> For(IndicesOptions? city)
    {
        var own = (city?.Define ?? []).Select(index =>
        {
            var known = Find(index.Id);
            return Of(index.Id, index.Zh ?? known!.Zh, index.En ?? known!.En, index.Numerator, index.Denominator);
        }).ToList();
        return [.. All.Select(known => own.Find(index => index.Id == known.Id) ?? known), .. own.Where(index => Find(index.Id) is null)];
    }

    private static IndexDefinition Of(string id, string zh, string en, string[] numerator, string[] denominator) =>
        new(id, zh, en, [.. numerator.Select(Term.Parse)], [.. denominator.Select(Term.Parse)]);
}
