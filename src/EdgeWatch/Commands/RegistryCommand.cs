using System.CommandLine;
using EdgeWatch.CaseBridge.Catalogue;
using EdgeWatch.Geography.Registers;
using EdgeWatch.Registers;
using EdgeWatch.Terminal;

namespace EdgeWatch.Commands;

/// <summary><c>edgewatch registry check</c>: what is wrong with the city's registers of cells, components and sensors, before they are used.</summary>
internal static class RegistryCommand
{
    public static Command Create() => new("registry", "Check registers of cells, duty grids, components and sensors.") { Check() };

    private static Command Check()
    {
        var files = new Argument<string[]>("files") { Description = "CSV or GeoJSON; KIND=FILE where name and columns do not tell (cells, duty, components, sensors).", Arity = ArgumentArity.OneOrMore };
        var district = new Option<string?>("--district") { Description = "GeoJSON with the border of the district: what lies outside is refused, with the likely wrong system named.", HelpName = "FILE" };
        var system = new Option<string?>("--system") { Description = "Reference system of all coordinates, whatever the files state: WGS84, CGCS2000, GCJ-02, BD-09, 'GK 120E', 'GK3 zone 40', EPSG:4549, or a .prj file.", HelpName = "NAME" };
        var free = new Option<bool>("--free-ids") { Description = "Take ids of any form, where the district has no codes by the standard yet." };
        var show = new Option<int>("--show") { Description = "So many defects of each kind are shown in full.", HelpName = "N", DefaultValueFactory = _ => 5 };
        var json = new Option<bool>("--json") { Description = "Print the reports as JSON to standard output instead." };
        var command = new Command("check", "Check registers: ids, class codes, coordinates and their system, shapes, overlaps, ties; exit code 1 where an entry is left out.") { files, district, system, free, show, json }
            .WithExamples(
                "./edgewatch registry check components.csv sensors.csv --district district.geojson",
                "./edgewatch registry check deploy/registers/cells.geojson deploy/registers/components.csv --district deploy/registers/district.geojson",
                "./edgewatch registry check components=export.csv --system GCJ-02 --json");
        command.SetAction(result =>
        {
            var options = new RegisterOptions
            {
                System = result.GetValue(system) is { } name ? RegisterArguments.System(name) : null,
                District = result.GetValue(district) is { } path ? DistrictFile.Read(path) : null,
                FreeIds = result.GetValue(free),
                KnownClasses = ClassCatalogue.National.All.Where(entry => entry.Kind == ClassKinds.Component).Select(entry => entry.Code).ToHashSet(),
            };
            var reports = new RegisterImport(options, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime)).Read(result.GetValue(files)!.Select(RegisterArguments.File));
            if (result.GetValue(json))
                Console.Out.WriteLine(ReportJson.Write(reports));
            else
                RegisterScreen.Show(reports, result.GetValue(show));
            return Task.FromResult(reports.Any(report => report.Refused > 0) ? ExitCodes.Failed : ExitCodes.Ok);
        });
        return command;
    }
}
