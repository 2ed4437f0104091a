namespace EdgeWatch.EdgeAgent.Rules;

/// <summary>Which zones wait for their registered thing to be seen, for the status. Set by the camera's flow, asked from any thread.</summary>
internal sealed class KnownPlaces
{
    private string[] _awaited = [];

    /// <summary>Ids of zones; null where there are none.</summary>
    public IReadOnlyList<string>? NotYetKnown => Volatile.Read(ref _awaited) is { Length: > 0 } zones ? zones : null;

    public void Take(IReadOnlyCollection<ActiveRule> rules)
    {
        var count = 0;
        foreach (var active in rules)
            count += Waits(active) ? 1 : 0;

        // It changes rarely: the same list is kept from look to look.
        if (count != _awaited.Length || count > 0 && !_awaited.SequenceEqual(rules.Where(Waits).Select(active => active.Zone.Id)))
            Volatile.Write(ref _awaited, [.. rules.Where(Waits).Select(active => active.Zone.Id)]);
    }

    private static bool Waits(ActiveRule active) => active.Rule is AbsenceRule { IsKnown: false };
}
