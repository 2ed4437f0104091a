namespace EdgeWatch.CaseBridge.Reports.Facts;

/// <summary>What facts are counted from, as 37 characters: a letter for its kind, and its id as UUID text.</summary>
internal readonly record struct Subject
{
    public const int Length = 37;

    public const char CaseKind = 'c';
    public const char QuietKind = 'q';
    public const char ReportKind = 'r';

    private readonly string _text;

    private Subject(string text) => _text = text;

    public char Kind => _text[0];

    public string Id => _text[1..];

    public static Subject Case(string id) => Of(CaseKind, id);

    /// <summary>A finding that was kept quiet.</summary>
    public static Subject Quiet(Guid incident) => Of(QuietKind, incident.ToString("D"));

    /// <summary>A zero report.</summary>
    public static Subject Report(Guid report) => Of(ReportKind, report.ToString("D"));

    public static Subject Of(char kind, string id) => id.Length == Length - 1
        ? new Subject(kind + id)
        : throw new ArgumentException($"'{id}' has {id.Length} characters; an id is UUID text of {Length - 1}", nameof(id));

    /// <summary>Those of a row of the feed.</summary>
    public static IEnumerable<Subject> Split(string subjects) => subjects.Chunk(Length).Select(part => new Subject(new string(part)));

    public override string ToString() => _text;
}
