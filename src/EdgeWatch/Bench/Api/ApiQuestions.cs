using System.Globalization;

namespace EdgeWatch.Bench.Api;

/// <summary>One kind of request.</summary>
/// <param name="Name">In figures: <c>list.state</c>.</param>
/// <param name="Share">How often it is asked, beside the others.</param>
/// <param name="Address">A path with its query, at random.</param>
internal sealed record ApiQuestion(string Name, int Share, Func<Random, string> Address);

/// <summary>What operators and pages ask: the queue most of all, then lists with filters, maps and single cases.</summary>
internal sealed class ApiQuestions(BigCity city, long cases)
{
    /// <summary>Cells of the bench's register, each way.</summary>
    public const int CellsAcross = 150;

    public IReadOnlyList<ApiQuestion> All =>
    [
        new("list.queue", 20, _ => "/api/cases?state=pending"),
        new("list.all", 3, _ => "/api/cases"),
        new("list.state", 6, random => $"/api/cases?state={Pick(random, "filed", "rejected", "closed")}"),
        new("list.problem", 6, random => $"/api/cases?problem={Problem(random)}"),
        new("list.stateAndProblem", 6, random => $"/api/cases?state={Pick(random, "pending", "filed", "closed")}&problem={Problem(random)}"),
        new("list.agent", 5, random => $"/api/cases?agent={BigCity.AgentOf(random.Next(BigCity.Agents))}"),
        new("list.agentAndState", 4, random => $"/api/cases?agent={BigCity.AgentOf(random.Next(BigCity.Agents))}&state=pending"),
        new("list.camera", 5, random => $"/api/cases?camera={Camera(random)}"),
        new("list.sensor", 2, random => $"/api/cases?sensor={Camera(random).Replace("cam-", "cover-", StringComparison.Ordinal)}"),
        new("list.time", 5, random => $"/api/cases?{Days(random)}"),
        new("list.timeStateAndProblem", 4, random => $"/api/cases?{Days(random)}&state=closed&problem={Problem(random)}"),
        new("list.deepPage", 3, random => $"/api/cases?state=closed&before={random.NextInt64(1, cases)}"),
        new("list.cell", 5, random => $"/api/cases?cell={CellCode(random.Next(CellsAcross * CellsAcross))}"),
        new("list.number", 3, random => $"/api/cases?text={random.NextInt64(1, cases)}"),
        new("list.component", 2, random => string.Create(CultureInfo.InvariantCulture, $"/api/cases?text=35990101{random.Next(15_000) * 4:D8}")),
        new("list.name", 2, random => $"/api/cases?text=crossing+{random.Next(1000, BigCity.Agents * BigCity.CamerasOfAgent)}"),
        new("list.page500", 1, _ => "/api/cases?state=filed&limit=500"),
        new("map.city", 4, _ => Map(0, 0, 1, 1, 11, "")),
        new("map.cityOpen", 4, _ => Map(0, 0, 1, 1, 11, "&state=pending,filed")),
        new("map.district", 8, random => Map(random.NextDouble() * 0.7, random.NextDouble() * 0.7, 0.3, 0.3, 14, "&state=pending,filed")),
        new("map.quarter", 8, random => Map(random.NextDouble() * 0.9, random.NextDouble() * 0.9, 0.1, 0.1, 16, "")),
        new("map.street", 4, random => Map(random.NextDouble() * 0.98, random.NextDouble() * 0.98, 0.02, 0.02, 18, "")),
        new("case", 15, random => $"/api/cases/{BigCity.IdOf(random.NextInt64(1, cases + 1))}"),
    ];

    /// <summary>A code of a unit grid cell: division, street, community, serial.</summary>
    public static string CellCode(int number) => string.Create(CultureInfo.InvariantCulture, $"359901{(number / 9000) + 1:D3}{(number / 90 % 100) + 1:D3}{(number % 90) + 1:D3}");

    private static string Pick(Random random, params string[] choices) => choices[random.Next(choices.Length)];

    private static string Problem(Random random) => BigCity.Problems[random.Next(BigCity.Problems.Count)];

    private static string Camera(Random random) => BigCity.CameraOf(random.Next(BigCity.Agents), random.Next(BigCity.CamerasOfAgent));

    private string Days(Random random)
    {
        var from = city.OpenedAt(random.NextInt64(1, cases)).UtcDateTime;
        return $"from={from:O}&to={from.AddDays(random.Next(1, 30)):O}";
    }

    private static string Map(double east, double north, double width, double height, int zoom, string filter) => string.Create(
        CultureInfo.InvariantCulture,
        $"/api/map?west={BigCity.West + (BigCity.Width * east):F6}&south={BigCity.South + (BigCity.Height * north):F6}&east={BigCity.West + (BigCity.Width * (east + width)):F6}&north={BigCity.South + (BigCity.Height * (north + height)):F6}&zoom={zoom}{filter}");
}
