using EdgeWatch.CaseBridge.Cities;
using EdgeWatch.Geography.Registers;

namespace EdgeWatch.CaseBridge.Catalogue;

/// <summary>Why a case has its class.</summary>
internal enum CodingBasis
{
    /// <summary>The city's own class for this problem.</summary>
    CityClass,

    /// <summary>The class of the registered component that the problem is about.</summary>
    ComponentClass,

    /// <summary>The problem's usual class.</summary>
    Problem,

    /// <summary>The counterpart of the class in the other standard.</summary>
    Counterpart,
}

/// <summary>A class that a case is coded by, and why.</summary>
internal sealed record CodedClass(ClassEntry Class, CodingBasis Basis);

/// <summary>The two codings of a case, while two standards are in use.</summary>
/// <param name="First">By the city's standard; null where it has no class for the problem.</param>
/// <param name="Second">By its second standard; null where it names none, or that has no class.</param>
internal sealed record CaseCoding(CodedClass? First, CodedClass? Second);

/// <summary>Codes cases by a city's standards. Pure.</summary>
internal sealed class CaseCoder(CityOptions city)
{
    private readonly ClassCatalogue _catalogue = ClassCatalogue.Of(city);

    /// <param name="problem">Our own name of the problem.</param>
    /// <param name="component">Identification code of the component that it is about; null where there is none, or it has no code by a standard.</param>
    public CaseCoding Code(string problem, string? component) => new(
        Code(problem, component, city.Standard),
        city.SecondStandard is { } second ? Code(problem, component, second) : null);

    private CodedClass? Code(string problem, string? component, string standard)
    {
        if (city.Extensions.FirstOrDefault(extension => extension.Standard == standard && extension.Problems.Contains(problem)) is { } own
            && _catalogue.Find(new ClassKey(standard, own.Kind, own.Code, city.Id)) is { } extended)
            return new CodedClass(extended, CodingBasis.CityClass);
        var known = ProblemCatalogue.All.FirstOrDefault(entry => entry.Name == problem);
        var usual = known?.Codes.Where(code => $"{code.Standard}-{code.Version}" == standard).Select(code => _catalogue.Find(new ClassKey(standard, code.Kind, code.Code))).OfType<ClassEntry>().FirstOrDefault();
        // An open manhole is coded by whose cover it is: the register knows, the camera does not.
        if (known is not null && IsAboutComponents(known) && component is not null && OfComponent(component, standard) is { } owned)
            return new CodedClass(owned, CodingBasis.ComponentClass);
        if (usual is not null)
            return new CodedClass(usual, CodingBasis.Problem);
        return Counterpart(known, standard) is { } counterpart ? new CodedClass(counterpart, CodingBasis.Counterpart) : null;
    }

    /// <summary>Whether the problem is one of a component: the standards until 2013 code it by the component's class.</summary>
    private static bool IsAboutComponents(Problem problem) => problem.Codes.Any(code => code.Kind == ClassKinds.Component);

    /// <summary>The class of the component in the standard: as its id says, or the counterpart of that.</summary>
    private ClassEntry? OfComponent(string component, string standard)
    {
        if (!ComponentCode.TryParse(component, out var code, out _))
            return null;
        var edition = component.Length == Standards.Gbt2026.ComponentLength ? Standards.Gbt2026 : CodesBy2007 ? Standards.Cjt2007 : Standards.Gbt2013;
        return _catalogue.Find(new ClassKey(edition.Name, ClassKinds.Component, code.Class), city.Id) is { } thing && _catalogue.Counterparts(thing.Key, standard) is [var first, ..]
            ? _catalogue.MatterOf(first.Class)
            : null;
    }

    /// <summary>
    /// Ids of 2007 and 2013 have one form and different classes (01-14 is 无主井盖 in one, 园林井盖 in the other): they are read by 2013, unless the city codes by 2007 and not by 2013.
    /// </summary>
    private bool CodesBy2007 =>
        (city.Standard == Standards.Cjt2007.Name || city.SecondStandard == Standards.Cjt2007.Name) && city.Standard != Standards.Gbt2013.Name && city.SecondStandard != Standards.Gbt2013.Name;

    private ClassEntry? Counterpart(Problem? problem, string standard) => problem?.Codes
        .SelectMany(code => _catalogue.Counterparts(new ClassKey($"{code.Standard}-{code.Version}", code.Kind, code.Code), standard))
        .OrderBy(match => match.Basis).Select(match => _catalogue.MatterOf(match.Class)).OfType<ClassEntry>().FirstOrDefault();
}
