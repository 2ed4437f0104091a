using System.Text.Json;
using EdgeWatch.CaseBridge.Api;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>Lists agents, cameras, zero reports, score samples and what was kept aside.</summary>
internal static class AgentQueries
{
    public static IReadOnlyList<AgentView> Agents(this StoreTransaction transaction) =>
    [
        .. transaction.All<AgentRow>("SELECT a.*, d.document FROM agents a LEFT JOIN settings_desired d ON d.agent = a.agent ORDER BY a.agent")
            .Select(row => AgentView.Of(JsonSerializer.Deserialize(row.Status, ContractsJson.Default.AgentStatus)!, row.Online == 1, row.Settings())),
    ];

    public static IReadOnlyList<CameraView> Cameras(this StoreTransaction transaction) =>
    [
        .. transaction.All<CameraRow>($"{SelectCameras} ORDER BY c.agent, c.camera").Select(row => CameraView.Of(row.Agent, row.Online == 1, row.Read())),
    ];

    public static CameraView? Camera(this StoreTransaction transaction, string agent, string camera)
    {
        var row = transaction.One<CameraRow>($"{SelectCameras} WHERE c.agent = @agent AND c.camera = @camera", new { agent, camera });
        return row is null
            ? null
            : CameraView.Of(agent, row.Online == 1, row.Read(), CameraSettingsView.Of(camera, new AgentSettings(transaction.Desired(agent), transaction.Reported(agent))));
    }

    public static IReadOnlyList<ZeroReport> ZeroReports(this StoreTransaction transaction, int limit) =>
    [
        .. transaction.All<string>("SELECT original FROM zero_reports ORDER BY to_at DESC, id DESC LIMIT @limit", new { limit })
            .Select(json => JsonSerializer.Deserialize(json, ContractsJson.Default.ZeroReport)!),
    ];

    public static IReadOnlyList<AsideMessage> Aside(this StoreTransaction transaction, int limit) =>
    [
        .. transaction.All<AsideRow>("SELECT * FROM aside ORDER BY number DESC LIMIT @limit", new { limit })
            .Select(row => new AsideMessage(Guid.Parse(row.Id), row.At.FromStore(), row.Topic, row.Reason, row.Bytes, row.Content, row.Times)),
    ];

    public static IReadOnlyList<Score> Scores(this StoreTransaction transaction, string agent, string camera, string? className, DateTimeOffset from, int limit) =>
    [
        .. transaction.All<ScoreRow>(
                $"""
                SELECT * FROM score_samples WHERE agent = @agent AND camera = @camera AND taken_at >= @from {(className is null ? "" : "AND class = @className")}
                ORDER BY taken_at DESC LIMIT @limit
                """,
                new { agent, camera, className, from = from.ToStore(), limit })
            .Select(row => row.ToScore()),
    ];

    /// <summary>The picture of one sample; null where there is none.</summary>
    public static string? ScorePicture(this StoreTransaction transaction, string id) =>
        transaction.One<string>("SELECT picture_sha256 FROM score_samples WHERE id = @id", new { id });

    private const string SelectCameras = "SELECT c.*, a.online FROM cameras c JOIN agents a ON a.agent = c.agent";

    private static CameraStatus Read(this CameraRow row) => JsonSerializer.Deserialize(row.Status, ContractsJson.Default.CameraStatus)!;

    private sealed record AgentRow
    {
        public long Online { get; init; }

        public string Status { get; init; } = "";

        public string? Reported { get; init; }

        public string? Document { get; init; }

        public AgentSettings Settings() => new(
            Document is null ? null : JsonSerializer.Deserialize(Document, ContractsJson.Default.DesiredSettings),
            Reported is null ? null : JsonSerializer.Deserialize(Reported, ContractsJson.Default.ReportedSettings));
    }

    private sealed record AsideRow
    {
        public string Id { get; init; } = "";

        public long At { get; init; }

        public string Topic { get; init; } = "";

        public string Reason { get; init; } = "";

        public long Bytes { get; init; }

        public string Content { get; init; } = "";

        public long Times { get; init; }
    }

    private sealed record ScoreRow
    {
        public string Id { get; init; } = "";

        public string? Class { get; init; }

        public long TakenAt { get; init; }

        public double Score { get; init; }

        public double Threshold { get; init; }

        public double SamplingProbability { get; init; }

        public string? Box { get; init; }

        public string Model { get; init; } = "";

        public string? PictureSha256 { get; init; }

        public Score ToScore() => new(
            Guid.Parse(Id), TakenAt.FromStore(), Class, (float)Score, (float)Threshold, SamplingProbability,
            Box is null ? null : JsonSerializer.Deserialize(Box, ContractsJson.Default.Subject), Model, PictureSha256 is not null);
    }
}
