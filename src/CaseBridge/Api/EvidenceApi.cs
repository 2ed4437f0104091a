using EdgeWatch.CaseBridge.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace EdgeWatch.CaseBridge.Api;

/// <summary>Pictures. The bytes behind an id never change, so that a browser asks once.</summary>
internal static class EvidenceApi
{
    private const string ForEver = "private, max-age=31536000, immutable";

    public static void MapEvidence(this IEndpointRouteBuilder api)
    {
        api.MapGet("/evidence/{id:guid}", Picture).WithSummary("One picture").Produces(StatusCodes.Status200OK, contentType: "image/jpeg");
        api.MapGet("/scores/{id:guid}/picture", ScorePicture).WithSummary("Small picture of one score sample").Produces(StatusCodes.Status200OK, contentType: "image/jpeg");
    }

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> Picture(CaseStore store, EvidenceFiles files, HttpResponse response, Guid id, CancellationToken abort) =>
        store.Read(transaction => transaction.FindEvidence(id.ToString("D"))) switch
        {
            { SweptAt: { } sweptAt } => Failures.Gone($"Picture {id} was deleted at {sweptAt.FromStore():u}, as bridge.evidence asks (keep, budgetMegabytes)."),
            { FileSha256: { } sha256 } => await FileAsync(files, response, sha256, abort),
            not null => Failures.NotFound($"Picture {id} has not come yet; its agent still has it."),
            null => Failures.NotFound($"There is no picture {id}."),
        };

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> ScorePicture(CaseStore store, EvidenceFiles files, HttpResponse response, Guid id, CancellationToken abort) =>
        store.Read(transaction => transaction.ScorePicture(id.ToString("D"))) is { } sha256
            ? await FileAsync(files, response, sha256, abort)
            : Failures.NotFound($"There is no score sample {id} with a picture.");

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> FileAsync(EvidenceFiles files, HttpResponse response, string sha256, CancellationToken abort)
    {
        if (await files.OpenAsync(sha256, abort) is not { } bytes)
            return Failures.NotFound("The picture's file is missing from the evidence store.");
        response.Headers.CacheControl = ForEver;
        return TypedResults.File(bytes, "image/jpeg", entityTag: new EntityTagHeaderValue($"\"{sha256}\""));
    }
}
