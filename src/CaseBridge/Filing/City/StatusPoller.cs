using EdgeWatch.CaseBridge.Life;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.CaseBridge.Verdicts;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CaseBridge.Filing.City;

/// <summary>Asks platforms that tell only when they are asked what became of the open requests. Of several bridges one asks at a time; a request is asked for the sooner the longer ago it was.</summary>
internal sealed class StatusPoller(CaseStore store, CityDesk desk, BridgeMetrics metrics, TimeProvider time, ILogger<StatusPoller> log)
{
    /// <summary>Requests of one question: an address of some 1,000 characters, which every server takes.</summary>
    private const int MostAtOnce = 50;

    /// <summary>Requests of one turn; the others have theirs in the next ones.</summary>
    private const int MostInTurn = 500;

    public async Task AskAsync(FilerOptions filer, IStatusSource source, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (filer.AskInterval == TimeSpan.Zero || !store.Read(transaction => transaction.MayAsk(filer.Name, filer.AskInterval, now))
            || !store.Write(transaction => transaction.TakeAsking(filer.Name, filer.AskInterval, now)))
            return;
        var rows = store.Read(transaction => transaction.ReferencesToAsk(filer.Name, MostInTurn));
        foreach (var chunk in rows.Chunk(MostAtOnce))
        {
            var answer = await source.AskAsync([.. chunk.Select(row => row.Reference)], stop);
            if (answer.Trouble is { } trouble)
            {
                log.StatusNotAsked(filer.Name, trouble);
                return;
            }

            var byReference = answer.Requests.ToLookup(request => request.Reference, StringComparer.Ordinal);
            foreach (var row in chunk)
                Take(filer, row, byReference[row.Reference].FirstOrDefault());
        }
    }

    private void Take(FilerOptions filer, CityReferenceRow row, RequestStatus? status)
    {
        var heard = status is null ? row.Heard ?? "" : Words(status);
        var answer = desk.Write(transaction =>
        {
            var answer = status is null || heard == row.Heard || ChangeOf(filer, row, status) is not { } change
                ? new CityAnswer(VerdictResult.AlreadySo)
                : desk.Lead(transaction, row, change);
            transaction.Heard(row, heard, IsOpenHere(transaction, row.CaseId), time.GetUtcNow());
            return answer;
        });
        if (answer.Result is VerdictResult.AlreadySo)
            return;
        metrics.CityTold(answer.Result.ToString());
        if (answer is { Result: VerdictResult.Accepted, Standing: { } standing })
            log.CityTold(filer.Name, row.Reference, heard, standing.Number, standing.State);
        else
            Refused(filer, row, heard, answer);
    }

    private CaseChange? ChangeOf(FilerOptions filer, CityReferenceRow row, RequestStatus status)
    {
        var wasClosed = row.Heard?.StartsWith("closed", StringComparison.Ordinal) == true;
        var kind = status.IsOpen switch
        {
            false when !wasClosed => filer.ClosedMeans == "closed" ? ChangeKinds.Close : ChangeKinds.Handle,
            true when wasClosed => ChangeKinds.Return,
            _ => status.Notes is null ? null : ChangeKinds.Note,
        };
        return kind is null ? null : new CaseChange
        {
            Kind = kind,
            Actor = status.Agency ?? filer.Name,
            Reason = status.Notes ?? (kind == ChangeKinds.Return ? "opened again there" : null),
            At = kind != ChangeKinds.Note && status.UpdatedAt <= time.GetUtcNow() ? status.UpdatedAt : null,
            Department = status.Agency,
        };
    }

    /// <summary>What a case does not take now it takes no better at the next question: it is remembered as heard.</summary>
    private void Refused(FilerOptions filer, CityReferenceRow row, string heard, CityAnswer answer)
    {
        log.CityRefused(filer.Name, row.Reference, heard, answer.Detail);
        store.Write(transaction => transaction.Heard(row, heard, IsOpenHere(transaction, row.CaseId), time.GetUtcNow()));
    }

    private static bool IsOpenHere(StoreTransaction transaction, string caseId) =>
        transaction.Standing(caseId)!.State is not (CaseStates.Closed or CaseStates.Voided or CaseStates.Merged or CaseStates.Rejected);

    private static string Words(RequestStatus status) => (status.IsOpen ? "open" : "closed") + (status.Notes is { } notes ? $": {HttpAnswers.Shorten(notes)}" : "");
}
