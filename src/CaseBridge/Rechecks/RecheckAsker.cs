using EdgeWatch.CaseBridge.Snapshots;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Contracts;
using EdgeWatch.Mqtt;

namespace EdgeWatch.CaseBridge.Rechecks;

/// <summary>Asks one camera or sensor, and keeps the picture that comes with the answer.</summary>
internal sealed class RecheckAsker(SnapshotDesk desk, EvidenceFiles files, TimeProvider time)
{
    /// <summary>A look itself may take an agent eight seconds, and four of them wait in line with it.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(20);

    /// <summary>The question as a look without an answer, to be written before it leaves.</summary>
    public RecheckLook Begin(RecheckTarget target, DateTimeOffset now)
    {
        var look = new RecheckLook(Guid.CreateVersion7(now), target.Source, now);
        return target.IsOnline ? look : Silent(look, RecheckSilences.Offline, $"agent {target.Source.Agent} is offline");
    }

    /// <exception cref="StoreAwayException">The picture cannot be kept.</exception>
    public async Task<AnsweredLook> AskAsync(RecheckTarget target, RecheckLook look, DateTimeOffset handledAt, CancellationToken stop)
    {
        if (look.Answer is not null)
            return new AnsweredLook(look, null);
        try
        {
            var response = await desk.AskAsync(target.Source.Agent, RequestOf(target, look.Id, handledAt), AnswerWithin, stop);
            return response switch
            {
                null => new AnsweredLook(Silent(look, RecheckSilences.NoAnswer, $"agent {target.Source.Agent} did not answer within {AnswerWithin.TotalSeconds:F0} s"), null),
                { Recheck: { } said } => Keep(look, said, response),
                { Error: var error } => new AnsweredLook(Silent(look, RecheckSilences.NoAnswer, error ?? $"agent {target.Source.Agent} sent no answer to the question"), null),
            };
        }
        catch (MqttException away)
        {
            return new AnsweredLook(Silent(look, RecheckSilences.NoAnswer, $"the broker is away: {away.Message}"), null);
        }
    }

    private static AgentRequest RequestOf(RecheckTarget target, Guid id, DateTimeOffset handledAt) =>
        new(id, AgentRequestKinds.Recheck, target.Source.IsSensor ? "" : target.Source.Device)
        {
            Recheck = new RecheckQuestion
            {
                Problem = target.Problem,
                Zone = target.Zone,
                Component = target.Component,
                Sensor = target.Source.IsSensor ? target.Source.Device : null,
                Since = handledAt,
                Boxes = [.. target.Boxes.Select(box => new[] { box.X1, box.Y1, box.X2, box.Y2 })],
            },
        };

    private AnsweredLook Keep(RecheckLook look, RecheckAnswer said, AgentResponse response)
    {
        var picture = response.Picture is { Length: > 0 and <= ContractLimits.EvidenceBytes } jpeg && jpeg.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8])
            ? new RecheckPicture(files.Keep(jpeg), response.TakenAt ?? said.At, response.Width, response.Height)
            : null;
        var knows = said.Answer is RecheckAnswers.Seen or RecheckAnswers.NotSeen && double.IsFinite(said.LikelihoodRatio) && said.LikelihoodRatio > 0;
        return new AnsweredLook(
            look with
            {
                Answer = knows ? said.Answer : RecheckAnswers.CannotTell,
                Why = knows ? null : said.Why ?? RecheckObstacles.Unsure,
                Found = said.Found,
                Seen = said.Seen,
                At = said.At,
                LikelihoodRatio = knows ? said.LikelihoodRatio : 1,
                Evidence = picture is null ? null : look.Id,
            },
            picture);
    }

    private RecheckLook Silent(RecheckLook look, string why, string found) => look with { Answer = RecheckAnswers.CannotTell, Why = why, Found = found, At = time.GetUtcNow() };
}

/// <summary>An answer, and its picture on the disk.</summary>
internal sealed record AnsweredLook(RecheckLook Look, RecheckPicture? Picture);

/// <summary>A picture that came with an answer.</summary>
internal sealed record RecheckPicture(StoredFile File, DateTimeOffset TakenAt, int? Width, int? Height);
