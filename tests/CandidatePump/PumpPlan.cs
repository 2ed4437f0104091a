namespace EdgeWatch.CandidatePump;

/// <summary>What one life of the pump is told.</summary>
/// <param name="BrokerPort">Port of the broker on this machine.</param>
/// <param name="Folder">Where outbox and journals are kept over all lives.</param>
/// <param name="Seed">Decides what is reported.</param>
/// <param name="PerSecond">Candidates a second, all cameras together.</param>
internal sealed record PumpPlan(int BrokerPort, string Folder, int Seed, int PerSecond)
{
    public static PumpPlan Parse(string[] arguments) => arguments is [var port, var folder, var seed, var rate]
        ? new PumpPlan(int.Parse(port), folder, int.Parse(seed), int.Parse(rate))
        : throw new ArgumentException("usage: CandidatePump BROKER-PORT FOLDER SEED CANDIDATES-PER-SECOND");
}
