using EdgeWatch.EdgeAgent.Outbox;
using EdgeWatch.EdgeAgent.Pipelines;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.EdgeAgent.Findings;

/// <summary>
/// Brings candidates into the outbox, each exactly once, whenever the process is killed: recorded, appended, marked. A crash before the record leaves no
/// trace, and the rule opens the finding anew; a crash after it leaves a candidate that <see cref="RecoverAsync"/> appends again under its old id, which outbox
/// and bridge know.
/// </summary>
/// <param name="store">Where findings and unsent candidates are kept.</param>
/// <param name="append">Appends to the outbox; must ignore an id that it has already.</param>
/// <param name="metrics">Counts candidates and their latency.</param>
/// <param name="logger">For failures of the disk.</param>
/// <param name="time">For the wait between attempts.</param>
internal sealed class CandidateJournal(
    FindingStore store, Handler<EvidencedCandidate> append, AgentMetrics metrics, ILogger<CandidateJournal> logger, TimeProvider time)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>Appends what a crash left over. To be called once, before any camera runs.</summary>
    public async Task RecoverAsync(CancellationToken abort)
    {
        foreach (var (candidate, picture) in store.Unsent())
        {
            await append(new EvidencedCandidate(candidate, picture, time.GetTimestamp()), abort);
            store.Sent(candidate.Id);
            Log.CandidateRecovered(logger, candidate.Id, candidate.Type, candidate.Source);
        }
    }

    /// <summary>
    /// The sink of one camera's or sensor's findings. While the disk refuses to be written to, it tries again, and the queues before it fill up: a candidate that was made
    /// is not given up for a full disk.
    /// </summary>
    public Handler<EvidencedCandidate> For(string owner) => (evidenced, abort) => WriteAsync(owner, evidenced, abort);

    /// <summary>The sink of all sensors: the candidate's source says whose it is.</summary>
    public ValueTask OfSensorAsync(EvidencedCandidate evidenced, CancellationToken abort) =>
        WriteAsync(OwnerOfSensor(evidenced.Candidate.Source[(evidenced.Candidate.Source.LastIndexOf('/') + 1)..]), evidenced, abort);

    /// <summary>Under which name the findings of a sensor are kept.</summary>
    public static string OwnerOfSensor(string sensor) => $"sensors/{sensor}";

    private async ValueTask WriteAsync(string owner, EvidencedCandidate evidenced, CancellationToken abort)
    {
        for (var wait = FirstWait; ; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
        {
            try
            {
                store.Record(owner, evidenced);
                await append(evidenced, abort);
                store.Sent(evidenced.Candidate.Id);
                break;
            }
            catch (Exception error) when (!abort.IsCancellationRequested)
            {
                Log.CandidateNotWritten(logger, error, evidenced.Candidate.Id, owner, wait);
            }

            await Task.Delay(wait, time, abort);
        }

        var data = evidenced.Candidate.Data;
        metrics.Written(data.Problem, evidenced.Candidate.Type, time.GetElapsedTime(evidenced.LookedAt));
        Log.CandidateWritten(logger, evidenced.Candidate.Type, data.Problem, owner, data.Judgement.Zone, data.Incident, data.Sequence);
    }
}
