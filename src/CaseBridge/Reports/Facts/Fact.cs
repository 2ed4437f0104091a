namespace EdgeWatch.CaseBridge.Reports.Facts;

/// <summary>What a count is told apart by; empty where it is not known.</summary>
/// <param name="Street">First nine digits of the cell: district and street.</param>
/// <param name="Cell">Unit grid cell, as the register had it on the day that the problem began.</param>
/// <param name="DutyGrid">Duty grid, likewise.</param>
/// <param name="Problem">Our own name of the class.</param>
/// <param name="Code">The class of the city's standard, with its name.</param>
/// <param name="Kind">Who reported first: <c>camera</c>, <c>sensor</c> or another source.</param>
/// <param name="Agent">The agent of it.</param>
/// <param name="Device">Camera or sensor.</param>
/// <param name="Models">Models that the agent looked with, joined by '+'.</param>
internal sealed record FactKey(string Street, string Cell, string DutyGrid, string Problem, string Code, string Kind, string Agent, string Device, string Models);

/// <summary>So many of a measure on a day of the city.</summary>
internal readonly record struct Fact(string Measure, DateOnly Day, FactKey Key, long Count);
