using EdgeWatch.CaseBridge.Calendar;
using EdgeWatch.CaseBridge.Catalogue;

namespace EdgeWatch.CaseBridge.Cities;

/// <summary>A filing condition with its limit understood.</summary>
internal sealed record FilingCondition(string When, string Closing, TimeLimit Limit);

/// <summary>A city as the bridge works with it: made of a checked profile, immutable.</summary>
internal sealed class City
{
    private readonly CityOptions _options;

    /// <param name="options">A profile without a mistake: <see cref="CityRules.Check"/> gave nothing.</param>
    public City(CityOptions options)
    {
        _options = options;
        Calendar = CityCalendar.Of(options.Calendar);
        Clock = new DeadlineClock(Calendar, options.WarnAt);
        Coder = new CaseCoder(options);
        Classes = ClassCatalogue.Of(options);
    }

    /// <summary>As the profile says it.</summary>
    public CityOptions Options => _options;

    public WorkingCalendar Calendar { get; }

    public DeadlineClock Clock { get; }

    public CaseCoder Coder { get; }

    public ClassCatalogue Classes { get; }

    /// <summary>
    /// Conditions under which a problem is filed, the gravest first: the rule of the class that the case is coded by, else the problem's. A person who files chooses one;
    /// until then the first is assumed, as what is assumed too lightly is noticed too late.
    /// </summary>
    public IReadOnlyList<FilingCondition> Filing(string problem, string? component) =>
        [.. Rule(problem, component, rule => rule.Filing.Length > 0)?.Filing.Select(filing => new FilingCondition(filing.When, filing.Closing, Limit(filing.Limit))) ?? []];

    /// <summary>When two reports of a problem are one, where the profile has a rule of its class or of itself; null where it has none.</summary>
    public SamenessOptions? SamenessRule(string problem, string? component) => Rule(problem, component, rule => rule.Sameness is not null)?.Sameness;

    private ClassRuleOptions? Rule(string problem, string? component, Func<ClassRuleOptions, bool> says)
    {
        var coded = Coder.Code(problem, component).First?.Class;
        return _options.Rules.FirstOrDefault(rule => rule.Code is not null && rule.Code == coded?.Code && rule.Kind == coded.Kind && says(rule))
            ?? _options.Rules.FirstOrDefault(rule => rule.Problem == problem && says(rule));
    }

    private static TimeLimit Limit(string text) => TimeLimit.TryParse(text, out var limit) ? limit : throw new ArgumentException($"'{text}' is no limit; the profile was not checked");
}
