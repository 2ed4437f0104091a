using System.Text.Json;
using EdgeWatch.CaseBridge.Intake;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>Score samples for threshold tuning.</summary>
internal static class SampleRows
{
    public static Outcome TakeSample(this StoreTransaction transaction, SampleMessage message)
    {
        var sample = message.Sample;
        var taken = transaction.Execute(
            """
            INSERT INTO score_samples (id, agent, camera, class, taken_at, received_at, score, threshold, sampling_probability, box, model, settings_revision, picture_sha256, picture_bytes)
            VALUES (@Id, @Agent, @Camera, @Class, @TakenAt, @ReceivedAt, @Score, @Threshold, @SamplingProbability, @Box, @Model, @SettingsRevision, @Sha256, @Bytes)
            ON CONFLICT (id) DO NOTHING
            """,
            new
            {
                Id = sample.Id.ToString("D"),
                sample.Agent,
                sample.Camera,
                sample.Class,
                TakenAt = sample.TakenAt.ToStore(),
                ReceivedAt = message.Waiting.ReceivedAt.ToStore(),
                sample.Score,
                sample.Threshold,
                sample.SamplingProbability,
                Box = sample.Box is null ? null : JsonSerializer.Serialize(sample.Box, ContractsJson.Default.Subject),
                sample.Model,
                sample.SettingsRevision,
                message.File?.Sha256,
                message.File?.Bytes,
            });
        return taken == 1 ? Outcome.Taken(message) : Outcome.Repeated(message);
    }
}
