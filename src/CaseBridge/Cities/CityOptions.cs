using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace EdgeWatch.CaseBridge.Cities;

/// <summary>What one city decides for itself: a city profile, one YAML file.</summary>
internal sealed record CityOptions
{
    [Required, RegularExpression("^[a-z0-9][a-z0-9-]{0,62}$"), Description("Short name of the city, in small letters; keys its own class codes.")]
    public string Id { get; init; } = "";

    [Required, Description("Name of the city as people read it.")]
    public string Name { get; init; } = "";

    [Required, Description("Version of this profile. A case keeps the deadline of the version that it was filed under.")]
    public string Version { get; init; } = "";

    [RegularExpression("^[1-9][0-9]{5}$"), Description("Administrative division, six digits (GB/T 2260).")]
    public string? Division { get; init; }

    [Required, Description("The standard that cases are coded by: CJ/T 214-2007, GB/T 30428.2-2013 or GB/T 47678.5-2026.")]
    public string Standard { get; init; } = "";

    [Description("A second standard that each case is coded by too, while two are in use; absent: none.")]
    public string? SecondStandard { get; init; }

    [Description("Working time: hours, holidays, worked weekend days.")]
    public CalendarOptions Calendar { get; init; } = new();

    [Description("When two reports are one problem, of classes that have neither a rule here nor figures of their own in docs/deduplication.md.")]
    public SamenessOptions Sameness { get; init; } = new();

    [Description("What a rejected candidate teaches.")]
    public SuppressionOptions Suppression { get; init; } = new();

    [Description("How a camera looks again when a case is reported handled.")]
    public RecheckOptions Recheck { get; init; } = new();

    [Description("How the city evaluates: limits of stages, and its own definitions of indices.")]
    public IndicesOptions Indices { get; init; } = new();

    [Range(0.1, 1.0), Description("Share of a limit after which a case is shown as due soon.")]
    public double WarnAt { get; init; } = 0.75;

    [Description("Classes that this city has beyond the standards.")]
    public ExtensionOptions[] Extensions { get; init; } = [];

    [Description("What is filed, and by when it must be handled, by problem or class.")]
    public ClassRuleOptions[] Rules { get; init; } = [];
}

/// <summary>A city's working time.</summary>
internal sealed record CalendarOptions
{
    [Description("Local time less UTC; China has one the whole year.")]
    public TimeSpan UtcOffset { get; init; } = TimeSpan.FromHours(8);

    [Description("Working hours of a day.")]
    public string[] Hours { get; init; } = ["08:00-12:00", "14:00-18:00"];

    [Description("Other hours in a part of the year, such as a longer noon in summer.")]
    public SeasonOptions[] Seasons { get; init; } = [];

    [Description("Public holidays, with the weekend days that are worked in their place (调休).")]
    public HolidayOptions[] Holidays { get; init; } = [];
}

/// <summary>Hours in a part of every year.</summary>
internal sealed record SeasonOptions
{
    [Required, Description("First day, month and day: 06-01.")]
    public string First { get; init; } = "";

    [Required, Description("Last day, month and day: 09-30. Before the first: over the turn of the year.")]
    public string Last { get; init; } = "";

    [Required, Description("Working hours of a day in it.")]
    public string[] Hours { get; init; } = [];
}

/// <summary>One public holiday of one year.</summary>
internal sealed record HolidayOptions
{
    [Required, Description("Its name.")]
    public string Name { get; init; } = "";

    [Required, Description("First day off: 2026-10-01.")]
    public string First { get; init; } = "";

    [Required, Description("Last day off.")]
    public string Last { get; init; } = "";

    [Description("Saturdays and Sundays that are worked for it.")]
    public string[] Workdays { get; init; } = [];
}

/// <summary>When two reports are one problem.</summary>
internal sealed record SamenessOptions
{
    [Range(0.0, 1000.0), Description("Metres within which the same problem is the same place, beyond both error radii.")]
    public double Radius { get; init; } = 10;

    [Description("Time after the last report within which another one joins.")]
    public TimeSpan Window { get; init; } = TimeSpan.FromHours(24);

    [Description("Time after the first report from which nothing joins any more.")]
    public TimeSpan MaximumLife { get; init; } = TimeSpan.FromDays(30);

    [Description("Time after closing within which the same problem is linked as a recurrence.")]
    public TimeSpan RecallWithin { get; init; } = TimeSpan.FromDays(30);
}

/// <summary>What a rejected candidate teaches: no problem here, for that camera, zone and class.</summary>
internal sealed record SuppressionOptions
{
    [Description("How long a rejection holds; never longer than docs/deduplication.md says of the class: a day for an open manhole.")]
    public TimeSpan RejectedFor { get; init; } = TimeSpan.FromDays(14);

    [Range(0.0, 1.0), Description("A candidate whose score is higher by so much than the rejected one is shown all the same.")]
    public double ClearChange { get; init; } = 0.2;
}

/// <summary>How a camera looks again when a case is reported handled.</summary>
internal sealed record RecheckOptions
{
    [Description("Time after the report before the first look: workers and their vehicles must be gone.")]
    public TimeSpan After { get; init; } = TimeSpan.FromMinutes(10);

    [Range(1, 100), Description("Looks that are asked for.")]
    public int Looks { get; init; } = 5;

    [Range(1, 100), Description("Looks among them that must agree before verified or returned is proposed to a person.")]
    public int Agreeing { get; init; } = 4;

    [Description("Time between two looks; twice as long, and longer, after looks that told nothing.")]
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(1);

    [Description("Time after the first look within which the looks must be had; else a person decides without them.")]
    public TimeSpan Within { get; init; } = TimeSpan.FromHours(2);
}

/// <summary>A class of the city's own.</summary>
internal sealed record ExtensionOptions
{
    [Required, Description("The standard whose numbering it extends.")]
    public string Standard { get; init; } = "";

    [Required, AllowedValues("component", "event", "matter"), Description("component, event (2007, 2013) or matter (2026).")]
    public string Kind { get; init; } = "";

    [Required, RegularExpression("^[0-9]{4,5}$"), Description("Its code, digits only, in quotes.")]
    public string Code { get; init; } = "";

    [Required, Description("Name in Chinese.")]
    public string Zh { get; init; } = "";

    [Description("Name in English; absent: none is shown.")]
    public string En { get; init; } = "";

    [RegularExpression("^[0-9]{4,5}$"), Description("The national class that it belongs under, for statistics beyond the city.")]
    public string? Parent { get; init; }

    [Description("Our own problems that are coded by it.")]
    public string[] Problems { get; init; } = [];
}

/// <summary>What is filed of one problem or class.</summary>
internal sealed record ClassRuleOptions
{
    [Description("Our own name of the problem, such as manhole-open; or name a class by kind and code.")]
    public string? Problem { get; init; }

    [AllowedValues("component", "event", "matter"), Description("Kind of the class, in the profile's standard.")]
    public string? Kind { get; init; }

    [RegularExpression("^[0-9]{4,5}$"), Description("Code of the class, in the profile's standard, in quotes.")]
    public string? Code { get; init; }

    [Description("Conditions under which it is filed, the gravest first; each with its limit.")]
    public FilingOptions[] Filing { get; init; } = [];

    [Description("When two reports are one problem of this class; absent: the figures of docs/deduplication.md.")]
    public SamenessOptions? Sameness { get; init; }
}

/// <summary>A filing condition (立案条件) with what closes it.</summary>
internal sealed record FilingOptions
{
    [Required, Description("The condition, in the words of the city's rules.")]
    public string When { get; init; } = "";

    [Required, Description("What must have been done to close it (结案条件).")]
    public string Closing { get; init; } = "";

    [Required, Description("The limit: 2紧急工作时, 4工作时, 1工作日, 24小时, 3天.")]
    public string Limit { get; init; } = "";
}
