using EdgeWatch.CaseBridge.Store;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CaseBridge.Filing;

/// <summary>
/// Sends what waits for one destination, one after another: claim, send, mark. The claim is written down before anything is sent, so that a bridge that is killed between sending and marking
/// leaves a filing behind that is sent again under the same key.
/// </summary>
/// <param name="options">The destination's options.</param>
/// <param name="filer">The destination.</param>
/// <param name="tools">What every lane works with.</param>
internal sealed class FilerLane(FilerOptions options, ICaseFiler filer, FilingTools tools)
{
    /// <summary>First question for the reference of a filing that was taken under a token.</summary>
    private static readonly TimeSpan TokenDelay = TimeSpan.FromSeconds(5);

    /// <summary>Beyond the wait for an answer: what stands before and after it within an attempt.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(60);

    public FilerOptions Options => options;

    public ICaseFiler Filer => filer;

    /// <summary>Sends the next filing that is due.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="StoreAwayException">Nothing was sent, or it was and is not marked: it is sent again.</exception>
    public async Task<bool> SendNextAsync(CancellationToken stop)
    {
        var now = tools.Time.GetUtcNow();
        if (!tools.Store.Read(transaction => transaction.HasDue(options.Name, tools.Owner, now)))
            return false;
        var (row, filing) = tools.Store.Write(transaction =>
        {
            var row = transaction.Claim(options.Name, tools.Owner, LeaseOf(options), now, next => tools.Documents.Write(transaction, next).ToJson());
            return (row, row?.ToFiling(transaction.ReferenceOf(row.CaseId, options.Name)));
        });
        if (row is null)
            return false;
        var answer = await filer.SendAsync(filing!, stop);
        Mark(row, answer, tools.Time.GetUtcNow());
        return true;
    }

    /// <summary>An attempt may ask first whether an earlier one arrived, and then send: two answers to wait for.</summary>
    public static TimeSpan LeaseOf(FilerOptions options) => (2 * options.Timeout) + Margin;

    private void Mark(FilingRow row, FilingAnswer answer, DateTimeOffset now)
    {
        switch (answer)
        {
            case FilingAnswer.Accepted accepted:
                if (tools.Store.Write(transaction => transaction.MarkSent(row, accepted.Reference, accepted.Words, now)))
                {
                    tools.Metrics.Filed(options.Name, row.Kind, "sent", now - row.QueuedAt.FromStore());
                    tools.Log.FilingSent(row.Id, row.Kind, row.CaseId, options.Name, accepted.Reference ?? "none", row.Attempts);
                }

                break;
            case FilingAnswer.Taken taken:
                tools.Store.Write(transaction => transaction.MarkTaken(row, taken.Token, now + TokenDelay));
                tools.Metrics.Filed(options.Name, row.Kind, "taken");
                break;
            case FilingAnswer.Later later when now - (row.TriedAt ?? row.QueuedAt).FromStore() < options.GiveUpAfter:
                Pause(row, later, now);
                break;
            case FilingAnswer.Later later:
                Bury(row, $"given up after {row.Attempts} attempts: {later.Words}", later.MayHaveArrived || row.Unsure == 1, now);
                break;
            case FilingAnswer.Refused refused:
                Bury(row, refused.Words, unsure: false, now);
                break;
        }
    }

    private void Pause(FilingRow row, FilingAnswer.Later later, DateTimeOffset now)
    {
        var pause = tools.Store.Write(transaction =>
        {
            var failures = later.HoldsAll ? transaction.FailuresOf(options.Name) + 1 : row.Attempts;
            var pause = FilingPause.After(options.RetryDelay, options.RetryLimit, failures, later.After, tools.Dice.NextDouble());
            transaction.MarkLater(row, later, now + pause);
            return pause;
        });
        tools.Metrics.Filed(options.Name, row.Kind, later.HoldsAll ? "away" : "failed");
        tools.Log.FilingNotSent(row.Id, row.CaseId, options.Name, row.Attempts, pause, later.Words);
    }

    private void Bury(FilingRow row, string words, bool unsure, DateTimeOffset now)
    {
        tools.Store.Write(transaction => transaction.MarkDead(row, words, unsure, now));
        tools.Metrics.Filed(options.Name, row.Kind, "dead");
        tools.Log.FilingDead(row.Id, row.Kind, row.CaseId, options.Name, words);
    }
}

/// <summary>What every lane works with.</summary>
/// <param name="Store">The store.</param>
/// <param name="Documents">Writes what is told of a case.</param>
/// <param name="Metrics">Counts.</param>
/// <param name="Time">The clock.</param>
/// <param name="Dice">For the jitter.</param>
/// <param name="Log">The log.</param>
internal sealed record FilingTools(CaseStore Store, FilingDocumentWriter Documents, BridgeMetrics Metrics, TimeProvider Time, Random Dice, ILogger Log)
{
    /// <summary>This run of this bridge: two bridges may bear one id, and a bridge that starts again is another owner of lanes.</summary>
    public string Owner { get; } = Guid.NewGuid().ToString("N");
}
