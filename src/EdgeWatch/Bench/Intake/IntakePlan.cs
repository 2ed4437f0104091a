namespace EdgeWatch.Bench.Intake;

/// <summary>What is measured.</summary>
/// <param name="Folder">Where stores, logs and configuration lie; emptied at the start.</param>
/// <param name="Cases">Open cases that stand before it is measured.</param>
/// <param name="Candidates">Candidates of the measured run.</param>
/// <param name="Rate">Candidates a second while the time to the commit is measured.</param>
/// <param name="Window">For how long that is.</param>
/// <param name="Seed">Decides the flow.</param>
internal sealed record IntakePlan(string Folder, int Cases, int Candidates, int Rate, TimeSpan Window, int Seed);
