using System.Text.Json.Nodes;
using EdgeWatch.Receiver;
using EdgeWatch.Terminal;

namespace EdgeWatch.Demo;

/// <summary>
/// Stands in for the people of a run without hands, and says at each step that it does: an operator who confirms cases and accepts what is proposed after the second look, and a clerk of the
/// city's platform who reports them handled. Everything goes by the interfaces that people and platforms use.
/// </summary>
/// <param name="desk">The bridge's API.</param>
/// <param name="platform">The city's platform.</param>
/// <param name="wanted">So many cases are taken the whole way.</param>
internal sealed class StandIn(CaseDesk desk, ReceiverHost platform, int wanted)
{
    private const string Operator = "stand-in operator";

    private readonly Dictionary<string, LoopCase> _taken = new(StringComparer.Ordinal);

    /// <summary>The cases on their way, and those that have gone it.</summary>
    public IReadOnlyCollection<LoopCase> Cases => _taken.Values;

    public int Closed => _taken.Values.Count(one => one.ClosedAt is not null);

    /// <summary>Does what is to be done now, one step for each case, by where the bridge says that it stands: a step whose answer was lost is not done twice, and one that failed is done by the next call.</summary>
    /// <exception cref="HttpRequestException">The bridge did not answer, or refused a step.</exception>
    public async Task StepAsync(CancellationToken stop)
    {
        if (_taken.Count < wanted)
            await TakeAsync(stop);
        foreach (var (id, before) in _taken.Where(entry => entry.Value.ClosedAt is null).ToArray())
        {
            var detail = await desk.ShowAsync(id, stop);
            _taken[id] = Read(before, detail);
            await GoOnAsync(_taken[id], detail, stop);
        }
    }

    private async Task TakeAsync(CancellationToken stop)
    {
        foreach (var pending in await desk.ListAsync("pending", stop))
        {
            var id = pending["id"]!.GetValue<string>();
            if (_taken.Count >= wanted || pending["evidence"] is null)
                continue;
            _taken[id] = new LoopCase
            {
                Id = id,
                Number = pending["number"]!.GetValue<long>(),
                Problem = pending["problem"]!.GetValue<string>(),
                OpenedAt = pending["openedAt"]!.GetValue<DateTimeOffset>(),
            };
        }
    }

    private Task GoOnAsync(LoopCase one, JsonNode detail, CancellationToken stop) => detail["state"]!.GetValue<string>() switch
    {
        "pending" => ConfirmAsync(one, stop),
        "filed" or "dispatched" or "returned" when one.Reference is { } reference => ReportAsync(one, reference, stop),
        "handled" => DecideAsync(one, detail["recheck"], stop),
        "verified" => ChangeAsync(one, "close", "closes it", null, stop),
        _ => Task.CompletedTask,
    };

    private Task ConfirmAsync(LoopCase one, CancellationToken stop)
    {
        Say(Operator, one, $"confirms {one.Problem}");
        return desk.JudgeAsync(one.Id, new JsonObject { ["kind"] = "confirm", ["actor"] = Operator }, stop);
    }

    /// <summary>The clerk's next step with the request; what is reported is what the platform's buttons say.</summary>
    private async Task ReportAsync(LoopCase one, string reference, CancellationToken stop)
    {
        var request = platform.Requests.FirstOrDefault(request => request.Id == reference);
        if (request is { Steps: [.., { Told: { } told }] } && !BridgeCaller.IsHeard(told))
            throw new HttpRequestException($"request {reference} is {request.Stage}, and the bridge did not hear of it: {told}");
        var next = request?.Stage switch { "received" or "returned" => "dispatched", "dispatched" => "handled", "handled" => "returned", _ => null };
        if (next is null)
            return;
        Say("stand-in clerk", one, $"reports request {reference} {next}");
        await platform.StepAsync(reference, next, next == "returned" ? "not done, says the case" : null, stop);
    }

    private async Task DecideAsync(LoopCase one, JsonNode? recheck, CancellationToken stop)
    {
        var proposal = recheck?["proposal"]?.GetValue<string>();
        if (recheck?["state"]?.GetValue<string>() != "proposed" || proposal is null)
            return;
        var words = recheck["words"]!.GetValue<string>();
        if (proposal == "verified")
            await ChangeAsync(one, "verify", $"accepts that it is verified ({words})", null, stop);
        else
            await ChangeAsync(one, "return", $"accepts that it is returned ({words})", words, stop);
    }

    private Task ChangeAsync(LoopCase one, string kind, string says, string? reason, CancellationToken stop)
    {
        Say(Operator, one, says);
        return desk.ChangeAsync(one.Id, new JsonObject { ["kind"] = kind, ["actor"] = Operator, ["reason"] = reason }, stop);
    }

    private static LoopCase Read(LoopCase before, JsonNode detail)
    {
        var recheck = detail["recheck"];
        return before with
        {
            FiledAt = detail["filedAt"]?.GetValue<DateTimeOffset>(),
            Reference = detail["reference"]?.GetValue<string>(),
            HandledAt = detail["handledAt"]?.GetValue<DateTimeOffset>() ?? before.HandledAt,
            ClosedAt = detail["closedAt"]?.GetValue<DateTimeOffset>(),
            DueAt = detail["dueAt"]?.GetValue<DateTimeOffset>(),
            Due = detail["due"]?.GetValue<string>(),
            Returns = detail["returns"]?.GetValue<long>() ?? 0,
            Proposal = recheck?["proposal"]?.GetValue<string>(),
            ProposedAt = recheck?["decidedAt"]?.GetValue<DateTimeOffset>(),
            Words = recheck?["words"]?.GetValue<string>(),
            StillThere = recheck?["stillThere"]?.GetValue<double>(),
            Before = recheck?["before"]?.GetValue<string>(),
            After = recheck?["after"]?.GetValue<string>(),
            SameView = recheck?["sameView"]?.GetValue<bool>() ?? false,
        };
    }

    private static void Say(string who, LoopCase one, string what) => Screen.Instance.Line($"{who}: {what}, case {one.Number}");
}
