using EdgeWatch.Contracts;
using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.Bench.Dedup.Rivals;

/// <summary>
/// FixMyStreet's suggestion of duplicates (App/Controller/Report.pm, nearby.json: open reports of the same category within a distance, nearest first), taken without asking anybody.
/// A report stays open until a body marks it fixed, which nobody does here in time; so it stays open for so long after it was last reported, which is the kinder second
/// parameter. One that a person has found to be nothing is hidden and suggested no more.
/// </summary>
internal sealed class ClassAndRadius(double radius, TimeSpan openFor) : Rival
{
    private readonly Dictionary<string, List<Report>> _open = [];
    private readonly Dictionary<long, Report> _byNumber = [];

    public static IEnumerable<RivalChoice> Choices { get; } =
        from metres in new[] { 5, 10, 15, 20, 30, 50, 75, 100, 150 }
        from hours in new[] { 0.5, 1, 2, 4, 8, 12, 24, 72 }
        select new RivalChoice("class and radius", $"{metres} m, {hours} h", () => new ClassAndRadius(metres, TimeSpan.FromHours(hours)));

    public override void Judge(long number, bool isReal, DateTimeOffset at)
    {
        if (!isReal)
            _byNumber[number].Hidden = true;
    }

    protected override long? Take(DateTimeOffset at, CandidateEvent candidate)
    {
        if (candidate.Type != CandidateTypes.Opened || PlaceOf(candidate) is not { } place)
            return null;
        if (!_open.TryGetValue(candidate.Data.Problem, out var reports))
            _open[candidate.Data.Problem] = reports = [];
        reports.RemoveAll(report => report.Hidden || at - report.SaidAt > openFor);
        var near = reports.Where(report => report.Place.DistanceTo(place) <= radius).MinBy(report => report.Place.DistanceTo(place));
        if (near is null)
        {
            near = new Report(Open(), place);
            _byNumber[near.Number] = near;
            reports.Add(near);
        }

        near.SaidAt = at;
        return near.Number;
    }

    private sealed class Report(long number, Wgs84 place)
    {
        public long Number => number;

        public Wgs84 Place => place;

        public DateTimeOffset SaidAt { get; set; }

        public bool Hidden { get; set; }
    }
}
