using System.Security.Cryptography;
using System.Text;
using EdgeWatch.CaseBridge.Catalogue;
using EdgeWatch.CaseBridge.Cities;
using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Contracts;
using EdgeWatch.Geography.Coordinates;

namespace EdgeWatch.CaseBridge.Filing.City;

/// <summary>Reads an imported case as a report like any other, so that deduplication compares it as it compares a camera's. Pure.</summary>
internal sealed class ImportReader(Locality locality)
{
    /// <summary>Metres: what a phone in a street of houses is off.</summary>
    private const double UsualError = 20;

    /// <summary>Metres outside the district that are still taken: surveyed borders and what people click on a map differ.</summary>
    private const double Tolerance = 100;

    private readonly DistrictCheck? _district = locality.District is { } district ? new DistrictCheck(district, Tolerance) : null;

    /// <summary>The report; null where the case cannot be taken, with the reason and the remedy.</summary>
    public CandidateEvent? Read(ImportedCase entered, string platform, DateTimeOffset now, out string flaw)
    {
        flaw = Flaw(entered, now) ?? "";
        if (flaw.Length > 0)
            return null;
        var problem = entered.Problem ?? ProblemOf(entered, out flaw);
        var place = problem is null ? null : PlaceOf(entered, out flaw);
        if (problem is null || place is null)
            return null;
        var source = CitySources.Find(entered.Source)!;
        var openedAt = entered.OpenedAt.ToUniversalTime();
        return new CandidateEvent
        {
            Id = IdOf(platform, entered.Reference, "event"),
            Source = CandidateSource.City(platform, source.Name, entered.Reference).ToString(),
            Type = CandidateTypes.Opened,
            Time = now,
            Data = new CandidateData
            {
                Incident = IdOf(platform, entered.Reference, "incident"),
                Sequence = 1,
                Problem = problem,
                SeenAt = openedAt,
                Since = openedAt,
                Place = place,
                Component = string.IsNullOrWhiteSpace(entered.Component) ? null : entered.Component,
                // Nothing was measured: any look of a camera shows the case better.
                Score = 0,
                Threshold = 0,
                Confidence = source.Confidence,
                Judgement = new Judgement { Rule = "reported", Zone = source.Name, LooksFor = 0, LooksAgainst = 0, Dwell = TimeSpan.Zero, Asked = $"open at {platform} as {entered.Reference}", Found = entered.Description },
                Made = new Provenance(platform, [], 0),
            },
        };
    }

    private static string? Flaw(ImportedCase entered, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(entered.Reference) || entered.Reference.Length > CityDesk.LongestId)
            return $"reference is empty or longer than {CityDesk.LongestId} characters: give the platform's id of the case.";
        if (CitySources.Find(entered.Source) is null)
            return $"source '{entered.Source}' is none of {string.Join(", ", CitySources.All.Select(source => $"{source.Name} ({source.Zh})"))}.";
        if (entered.Problem is { } problem && (!ProblemCatalogue.Knows(problem) || ProblemCatalogue.IsEquipment(problem)))
            return $"problem '{problem}' is not known as one of the street: GET /api/problems lists the names.";
        if (entered.Description?.Length > ContractLimits.StringLength || entered.Component?.Length > ContractLimits.StringLength)
            return $"description or component is longer than {ContractLimits.StringLength} characters.";
        if (entered.State is not (null or CaseStates.Filed or CaseStates.Dispatched or CaseStates.Handled))
            return $"state '{entered.State}' is none of filed, dispatched, handled: only open cases are imported.";
        if (entered.ErrorRadius is <= 0 or > 10_000 or double.NaN)
            return $"errorRadius {entered.ErrorRadius} is outside 0..10000 metres.";
        return entered.OpenedAt > now + Life.CaseLife.ClockTolerance ? $"openedAt {entered.OpenedAt:O} lies ahead of {now:O}: give the time with its offset from UTC." : null;
    }

    private string? ProblemOf(ImportedCase entered, out string flaw)
    {
        flaw = "";
        var code = new string([.. (entered.Code ?? "").Where(char.IsAsciiDigit)]);
        if (code.Length == 0)
        {
            flaw = "problem and code are both missing: name the problem, or the class by its code.";
            return null;
        }

        var standard = entered.Standard ?? locality.City?.Options.Standard;
        if (standard is not null && Standards.Find(standard) is null)
        {
            flaw = $"standard '{standard}' is none of {string.Join(", ", Standards.All.Select(known => known.Name))}.";
            return null;
        }

        var own = locality.City?.Options.Extensions.FirstOrDefault(extension => extension.Code == code && extension.Problems.Length > 0 && (standard is null || extension.Standard == standard))?.Problems[0];
        var problem = own ?? ProblemCatalogue.All.FirstOrDefault(known => known.Codes.Any(coded => coded.Code == code && (standard is null || $"{coded.Standard}-{coded.Version}" == standard)))?.Name
            ?? (IsCover(code, standard) ? Problems.ManholeOpen : null);
        if (problem is null)
            flaw = $"class {code}{(standard is null ? "" : $" of {standard}")} is none that a camera or sensor here looks for: leave such cases out, or name the problem.";
        return problem;
    }

    /// <summary>Covers are classed by whose they are (…井盖): a case of any of them is about a cover that is open, missing or broken.</summary>
    private bool IsCover(string code, string? standard) => Standards.All.Where(known => standard is null || known.Name == standard)
        .SelectMany(known => new[] { ClassKinds.Component, ClassKinds.Incident, ClassKinds.Matter }.Select(kind => (locality.City?.Classes ?? ClassCatalogue.National).Find(new ClassKey(known.Name, kind, code))))
        .Any(found => found?.Zh.Contains("井盖", StringComparison.Ordinal) == true);

    private Place? PlaceOf(ImportedCase entered, out string flaw)
    {
        if (!ReferenceSystems.TryFind(entered.System, out var system, out var remedy))
        {
            flaw = $"system '{entered.System}' is not known: {remedy}.";
            return null;
        }

        var coordinate = new Coordinate(entered.Lon, entered.Lat, system!);
        if (_district?.Check(coordinate) is { } check && (check.Place is null || check.MetresOutside > 0))
        {
            flaw = $"{entered.Lon}, {entered.Lat} in {system} {check.Describe(coordinate, locality.District!)}.";
            return null;
        }

        if (coordinate.ToWgs84() is not { } place)
        {
            flaw = $"{entered.Lon}, {entered.Lat} is no coordinate of {system}: name the system that it stands in.";
            return null;
        }

        flaw = "";
        return new Place(place.Lon, place.Lat, CoordinateSystems.Wgs84, (entered.ErrorRadius ?? UsualError) + place.ErrorRadius, "register");
    }

    /// <summary>An UUID of version 8 (RFC 9562) from the platform's own id: the same case has the same at every bridge and every time.</summary>
    private static Guid IdOf(string platform, string reference, string what)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{platform}\n{reference}\n{what}")).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
