using System.Text.Json;
using EdgeWatch.CaseBridge.Settings;
using EdgeWatch.CaseBridge.Snapshots;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Contracts;
using EdgeWatch.Mqtt;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace EdgeWatch.CaseBridge.Api;

/// <summary>Cameras: state, latest look, scores, and the settings that the centre wants of them.</summary>
internal static class CamerasApi
{
    public static void MapCameras(this IEndpointRouteBuilder api)
    {
        api.MapGet("/cameras", (CaseStore store) => TypedResults.Ok(store.Read(transaction => transaction.Cameras()))).WithSummary("Cameras of all agents");
        api.MapGet("/cameras/{agent}/{camera}", Show).WithSummary("One camera with its settings");
        api.MapGet("/cameras/{agent}/{camera}/snapshot", SnapshotAsync).WithSummary("The latest look as a picture").Produces(StatusCodes.Status200OK, contentType: "image/jpeg");
        api.MapGet("/cameras/{agent}/{camera}/scores", Scores).WithSummary("Recent score samples, newest first");
        api.MapPut("/cameras/{agent}/{camera}/settings", Change).WithSummary("Change thresholds, zones or cadence").Accepts<SettingsChange>("application/json");
    }

    private static Results<Ok<CameraView>, ProblemHttpResult> Show(CaseStore store, string agent, string camera) =>
        store.Read(transaction => transaction.Camera(agent, camera)) is { } view ? TypedResults.Ok(view) : Unknown(agent, camera);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> SnapshotAsync(
        CaseStore store, SnapshotDesk snapshots, HttpResponse response, string agent, string camera, bool now = false)
    {
        if (store.Read(transaction => transaction.Camera(agent, camera)) is not { } known)
            return Unknown(agent, camera);
        if (!known.Online)
            return Failures.AgentSilent($"Agent {agent} is offline.");
        try
        {
            switch (await snapshots.AskAsync(agent, camera, now))
            {
                case null:
                    return Failures.AgentSilent($"Agent {agent} gave no answer within {SnapshotDesk.AnswerWithin.TotalSeconds:0} s.");
                case { Picture: { } picture } answer:
                    response.Headers.CacheControl = "no-store";
                    response.Headers["X-Taken-At"] = answer.TakenAt?.UtcDateTime.ToString("O");
                    response.Headers["X-Subjects"] = JsonSerializer.Serialize(answer.Subjects, ContractsJson.Default.IReadOnlyListSubject);
                    return TypedResults.File(picture, "image/jpeg");
                case var answer:
                    return Failures.AgentFailed(answer.Error ?? $"Agent {agent} sent no picture and no reason.");
            }
        }
        catch (MqttException exception)
        {
            return Failures.Unavailable($"The broker cannot be reached: {exception.Message}");
        }
    }

    private static Results<Ok<ScorePage>, ProblemHttpResult> Scores(
        CaseStore store, TimeProvider time, string agent, string camera, [FromQuery(Name = "class")] string? className, double hours = 24, int limit = 200)
    {
        if (Paging.Flaw(limit) is { } flaw)
            return Failures.BadRequest(flaw);
        if (hours is not (> 0 and <= 24 * 366))
            return Failures.BadRequest($"hours {hours} is outside 0..{24 * 366}.");
        var from = time.GetUtcNow() - TimeSpan.FromHours(hours);
        return TypedResults.Ok(new ScorePage(store.Read(transaction => transaction.Scores(agent, camera, className, from, limit))));
    }

    private static Results<Ok<SettingsRevision>, ProblemHttpResult> Change(
        CaseStore store, DesiredSettingsPublisher publisher, TimeProvider time, string agent, string camera, JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
            return Failures.BadRequest("The body is no JSON object.");
        var (change, flaw) = SettingsChange.Read(body);
        if (change is null)
            return Failures.BadRequest(flaw!);
        if (camera != "*" && store.Read(transaction => transaction.Camera(agent, camera)) is null)
            return Unknown(agent, camera);
        var desired = store.Write(transaction => transaction.ChangeSettings(agent, camera, change, body, time.GetUtcNow()));
        publisher.Changed(agent);
        return TypedResults.Ok(new SettingsRevision(desired.Revision));
    }

    private static ProblemHttpResult Unknown(string agent, string camera) =>
        Failures.NotFound($"No agent '{agent}' has reported a camera '{camera}'; GET /api/cameras lists those that are known.");
}
