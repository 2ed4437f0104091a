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

    private static Results<PhysicalFileHttpResult, ProblemHttpResult> Picture(CaseStore store, EvidenceFiles files, HttpResponse response, Guid id) =>
        store.Read(transaction => transaction.FindEvidence(id.ToString("D"))) switch
        {
            { SweptAt: { } sweptAt } => Failures.Gone($"Picture {id} was deleted at {sweptAt.FromStore():u} to keep the disk budget (evidenceBudgetMegabytes)."),
            { FileSha256: { } sha256 } => File(files, response, sha256),
            not null => Failures.NotFound($"Picture {id} has not come yet; its agent still has it."),
            null => Failures.NotFound($"There is no picture {id}."),
        };

    private static Results<PhysicalFileHttpResult, ProblemHttpResult> ScorePicture(CaseStore store, EvidenceFiles files, HttpResponse response, Guid id) =>
        store.Read(transaction => transaction.ScorePicture(id.ToString("D"))) is { } sha256
            ? File(files, response, sha256)
            : Failures.NotFound($"There is no score sample {id} with a picture.");

    private static Results<PhysicalFileHttpResult, ProblemHttpResult> File(EvidenceFiles files, HttpResponse response, string sha256)
    {
        var path = Path.GetFullPath(files.PathOf(sha256));
        if (!System.IO.File.Exists(path))
            return Failures.NotFound("The picture's file is missing from the evidence folder.");
        response.Headers.CacheControl = ForEver;
        return TypedResults.PhysicalFile(path, "image/jpeg", entityTag: new EntityTagHeaderValue($"\"{sha256}\""));
    }
}
