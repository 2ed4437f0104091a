namespace EdgeWatch.Figures;

/// <summary>One measured number.</summary>
/// <param name="Name">Dotted name: <c>density.costPerCamera</c>.</param>
/// <param name="Value">The number.</param>
/// <param name="Unit">Its unit: <c>%</c>, <c>ms</c>, <c>1</c> for a ratio.</param>
internal sealed record Figure(string Name, double Value, string Unit);
