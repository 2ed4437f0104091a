using System.Text;
using EdgeWatch.CaseBridge.Api;
using EdgeWatch.CaseBridge.Life;
using EdgeWatch.CaseBridge.Reports.Facts;
using EdgeWatch.CaseBridge.Reports.Indices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeWatch.CaseBridge.Reports.Api;

/// <summary>Indices, machine patrol and coverage, as JSON, as a sheet and as a page to print.</summary>
internal static class ReportsApi
{
    public static void AddReports(this IServiceCollection services)
    {
        services.AddSingleton<IStateHook, FactHook>();
        services.AddSingleton<FactBook>();
        services.AddSingleton<ReportDesk>();
    }

    public static void MapReports(this IEndpointRouteBuilder api)
    {
        api.MapGet("/reports/today", (ReportDesk desk) => TypedResults.Ok(new CityDay(desk.Today))).WithSummary("The day it is by the city's calendar");
        api.MapGet("/reports/indices", Indices).WithSummary("Evaluation indices with numerator and denominator").Produces<IndexReport>();
        api.MapGet("/reports/patrol", Patrol).WithSummary("Machine patrol: what was detected, and how much of it meets the filing standard").Produces<PatrolReport>();
        api.MapGet("/reports/coverage", Coverage).WithSummary("What was looked at, from the zero reports").Produces<CoverageReport>();
        api.MapGet("/reports/print", Print).WithSummary("Reports as a page to print");
        api.MapGet(PrintPage.StylePath, () => TypedResults.Text(PrintPage.Style, "text/css; charset=utf-8")).ExcludeFromDescription();
    }

    private static IResult Indices(ReportDesk desk, [AsParameters] ReportQuery query) =>
        Answer(desk, query, "day", needsLooks: false, desk.Indices, ReportTable.Of);

    private static IResult Patrol(ReportDesk desk, [AsParameters] ReportQuery query) =>
        Answer(desk, query, "day,class", needsLooks: false, desk.Patrol, ReportTable.Of);

    private static IResult Coverage(ReportDesk desk, [AsParameters] ReportQuery query) =>
        Answer(desk, query, "day", needsLooks: true, desk.Coverage, ReportTable.Of);

    private static IResult Answer<T>(ReportDesk desk, ReportQuery query, string usual, bool needsLooks, Func<ReportRequest, T> make, Func<T, string, ReportTable> table)
    {
        var request = ReportRequest.Read(query, desk.Today, usual, out var flaw);
        if ((query.Flaw ?? flaw ?? (needsLooks ? LookFlaw(request) : null)) is { } wrong)
            return Failures.BadRequest(wrong);
        try
        {
            var report = make(request);
            return query.IsCsv
                ? TypedResults.File(CsvText.Write(table(report, query.Language)), "text/csv; charset=utf-8", $"edgewatch-{typeof(T).Name[..^"Report".Length].ToLowerInvariant()}-{request.From:yyyyMMdd}-{request.To:yyyyMMdd}.csv")
                : TypedResults.Ok(report);
        }
        catch (TooManyRowsException exception)
        {
            return Failures.BadRequest($"{char.ToUpperInvariant(exception.Message[0])}{exception.Message[1..]}.");
        }
    }

    private static Results<ContentHttpResult, ProblemHttpResult> Print(ReportDesk desk, [AsParameters] ReportQuery query)
    {
        var request = ReportRequest.Read(query, desk.Today, "", out var flaw);
        if ((query.Flaw ?? flaw ?? (query.Report == "coverage" ? LookFlaw(request) : null)) is { } wrong)
            return Failures.BadRequest(wrong);
        try
        {
            var (tables, state) = Tables(desk, query, request);
            var madeAt = desk.View.City is { } city ? city.Calendar.Local(state.At) : state.At;
            return TypedResults.Text(PrintPage.Write(query.Language, desk.View.City?.Options.Name, request, state, madeAt, tables), "text/html; charset=utf-8", Encoding.UTF8);
        }
        catch (TooManyRowsException exception)
        {
            return Failures.BadRequest($"{char.ToUpperInvariant(exception.Message[0])}{exception.Message[1..]}.");
        }
    }

    /// <summary>Coverage is left out where looks are not told apart by what was asked for.</summary>
    private static (IReadOnlyList<ReportTable> Tables, ReportState State) Tables(ReportDesk desk, ReportQuery query, ReportRequest request)
    {
        var (tables, states) = (new List<ReportTable>(), new List<ReportState>());
        if (query.Report is null or "indices")
        {
            var report = desk.Indices(request);
            tables.Add(ReportTable.Of(report, query.Language));
            states.Add(report.State);
        }

        if (query.Report is null or "patrol")
        {
            var report = desk.Patrol(query.By is null ? ReportRequest.Read(query, desk.Today, "class", out _) : request);
            tables.Add(ReportTable.Of(report, query.Language));
            states.Add(report.State);
        }

        if (query.Report is null or "coverage" && LookFlaw(request) is null)
        {
            var report = desk.Coverage(request);
            tables.Add(ReportTable.Of(report, query.Language));
            states.Add(report.State);
        }

        return (tables, states.Count > 0 ? states.MaxBy(state => (state.Recounting, state.Waiting))! : new ReportState(desk.Now, 0, Recounting: false));
    }

    private static string? LookFlaw(ReportRequest request) => LookSums.CanTell(request)
        ? null
        : $"Looks are told apart by {string.Join(", ", Dimension.All.Where(dimension => dimension.OfLooks is not null).Select(dimension => dimension.Name))} alone: leave the others out.";
}

/// <summary>What "today" is in the reports, wherever their reader is.</summary>
/// <param name="Day">Day of the city's calendar; of UTC where no city is configured.</param>
internal sealed record CityDay(DateOnly Day);
