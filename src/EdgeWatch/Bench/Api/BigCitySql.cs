namespace EdgeWatch.Bench.Api;

/// <summary>The statements that make a <see cref="BigCity"/>, for cases of the numbers @First to @Last.</summary>
internal static class BigCitySql
{
    private const string Steps = "WITH RECURSIVE steps (n) AS (SELECT CAST(@First AS BIGINT) UNION ALL SELECT n + 1 FROM steps WHERE n < @Last)";

    public static IReadOnlyList<string> OfRegisters { get; } =
    [
        """
        WITH RECURSIVE steps (n) AS (SELECT CAST(0 AS BIGINT) UNION ALL SELECT n + 1 FROM steps WHERE n < @Agents - 1)
        INSERT INTO agents (agent, online, received_at, status) SELECT 'box-' || CAST(n AS TEXT), 1, 0, @AgentStatus FROM steps
        """,
        """
        WITH RECURSIVE steps (n) AS (SELECT CAST(0 AS BIGINT) UNION ALL SELECT n + 1 FROM steps WHERE n < @Agents * @CamerasOfAgent - 1)
        INSERT INTO cameras (agent, camera, name, state, since, status)
        SELECT 'box-' || CAST(n / @CamerasOfAgent AS TEXT), 'cam-' || CAST(n / @CamerasOfAgent AS TEXT) || '-' || CAST(n % @CamerasOfAgent AS TEXT),
            'Crossing ' || CAST(n AS TEXT), 'live', 0, @CameraStatus FROM steps
        """,
    ];

    /// <summary>Half of the agents lie in the middle ninth of the city; a few are three times as busy as most. Old cases are decided, of the newest 3 % most are open.</summary>
    public static IReadOnlyList<string> OfCases { get; } =
    [
        $"""
        {Steps}, drawn AS (
            SELECT n, n * 7919 % 10007 AS a, n * 104729 % 9973 AS b, n * 1299709 % 99991 AS c, n > @Cases - @Cases / 33 AS is_new FROM steps),
        placed AS (
            SELECT n, a, b, c, is_new, CASE WHEN a % 3 = 0 THEN b % (@Agents / 5) ELSE b % @Agents END AS agent, c % @CamerasOfAgent AS camera FROM drawn)
        INSERT INTO cases (number, id, state, problem, agent, kind, device, zone, component, lon, lat, error_radius, anchor_lon, anchor_lat, anchor_radius, place,
            since, opened_at, seen_at, cleared_at, decided_at, reports, shown_event, confidence, records)
        SELECT n, '01900000-0000-7000-8000-' || SUBSTR('000000000000' || CAST(n AS TEXT), LENGTH(CAST(n AS TEXT)) + 1),
            CASE WHEN is_new AND a % 10 < 6 THEN 'pending' WHEN is_new AND a % 10 < 9 THEN 'filed' WHEN a % 100 < 15 THEN 'rejected' ELSE 'closed' END,
            CASE WHEN c % 100 < 45 THEN @Garbage WHEN c % 100 < 75 THEN @Road WHEN c % 100 < 95 THEN @Bin WHEN c % 100 < 98 THEN @Manhole ELSE @Cover END,
            'box-' || CAST(agent AS TEXT),
            CASE WHEN c % 100 >= 98 THEN 'sensor' ELSE 'camera' END,
            CASE WHEN c % 100 >= 98 THEN 'cover-' || CAST(agent AS TEXT) || '-' || CAST(camera AS TEXT) ELSE 'cam-' || CAST(agent AS TEXT) || '-' || CAST(camera AS TEXT) END,
            'kerb',
            CASE WHEN c % 4 = 0 THEN '35990101' || SUBSTR('00000000' || CAST(n % 60000 AS TEXT), LENGTH(CAST(n % 60000 AS TEXT)) + 1) END,
            CASE WHEN b % 20 > 0 THEN @West + @Width * (CASE WHEN agent % 2 = 0 THEN 0.33 + (agent * 617 % 1000) / 3000.0 ELSE (agent * 617 % 1000) / 1000.0 END) * 0.96 + @Width * 0.04 * (camera * 7 % 40) / 40.0 + (a % 100) * 0.000005 END,
            CASE WHEN b % 20 > 0 THEN @South + @Height * (CASE WHEN agent % 2 = 0 THEN 0.33 + (agent * 389 % 1000) / 3000.0 ELSE (agent * 389 % 1000) / 1000.0 END) * 0.96 + @Height * 0.04 * (camera * 11 % 40) / 40.0 + (b % 100) * 0.000005 END,
            12, NULL, NULL, NULL, NULL,
            @Now - (@Cases - n) * @Span - 120000000, @Now - (@Cases - n) * @Span, @Now - (@Cases - n) * @Span + 600000000,
            CASE WHEN is_new THEN NULL ELSE @Now - (@Cases - n) * @Span + 7200000000 END, CASE WHEN is_new THEN NULL ELSE @Now - (@Cases - n) * @Span + 10800000000 END,
            1 + a % 3, '01900000-0000-7001-8000-' || SUBSTR('000000000000' || CAST(n AS TEXT), LENGTH(CAST(n AS TEXT)) + 1), 0.941, @Records
        FROM placed
        """,
        // PostgreSQL takes a division of whole numbers as whole, SQLite too; places come out of the same arithmetic on both.
        """
        UPDATE cases SET anchor_lon = lon, anchor_lat = lat, anchor_radius = error_radius,
            place = '{"lon":' || CAST(lon AS TEXT) || ',"lat":' || CAST(lat AS TEXT) || ',"system":"WGS84","errorRadius":12,"from":"calibration"}'
        WHERE number BETWEEN @First AND @Last AND lat IS NOT NULL
        """,
        """
        INSERT INTO incidents (incident, case_id, last_sequence, cleared_at, source, zone, problem, confidence, said_at, said_sequence, since)
        SELECT REPLACE(id, '7000-8', '7002-8'), id, reports, cleared_at, '/agents/' || agent || '/' || kind || 's/' || device, zone, problem, 0.9, seen_at, 1, since
        FROM cases WHERE number BETWEEN @First AND @Last
        """,
        """
        INSERT INTO case_events (event, case_id, incident, sequence, type, source, seen_at, received_at, score, threshold, confidence, decision, compared, evidence, original)
        SELECT REPLACE(shown_event, '7001-8000', '7001-800' || CAST(step.k AS TEXT)), id, REPLACE(id, '7000-8', '7002-8'), step.k + 1,
            'edgewatch.candidate.' || CASE WHEN step.k = 0 THEN 'opened' ELSE 'updated' END, '/agents/' || agent || '/' || kind || 's/' || device, seen_at, opened_at, 0.8, 0.55, 0.9,
            CASE WHEN step.k = 0 THEN 'NewProblem' ELSE 'SameIncident' END, 'no case near', CASE WHEN step.k = 0 THEN REPLACE(id, '7000-8', '7003-8') END,
            REPLACE(@Original, '00000000-0000-0000-0000-000000000000', REPLACE(shown_event, '7001-8000', '7001-800' || CAST(step.k AS TEXT)))
        FROM cases JOIN (SELECT 0 AS k UNION SELECT 1 UNION SELECT 2) step ON step.k < reports WHERE number BETWEEN @First AND @Last
        """,
        """
        INSERT INTO evidence (id, agent, case_id, event, ref_sha256, ref_bytes, width, height, taken_at, masked, file_sha256, file_bytes, received_at)
        SELECT REPLACE(id, '7000-8', '7003-8'), agent, id, shown_event, REPLACE(id, '-', '') || REPLACE(id, '-', ''), 150000, 1920, 1080, seen_at, 1, REPLACE(id, '-', '') || REPLACE(id, '-', ''), 150000, opened_at
        FROM cases WHERE number BETWEEN @First AND @Last
        """,
        """
        INSERT INTO history (id, case_id, at, actor, change, from_state, to_state, reason)
        SELECT number * 3 + step.k, id, opened_at + step.k * 3600000000, CASE WHEN step.k = 0 THEN '/agents/' || agent ELSE 'li' END,
            CASE WHEN step.k = 0 THEN 'opened' WHEN step.k = 1 THEN 'confirm' ELSE 'close' END, CASE WHEN step.k > 0 THEN 'pending' END, state, 'NewProblem: no case near'
        FROM cases JOIN (SELECT 0 AS k UNION SELECT 1 UNION SELECT 2) step ON step.k = 0 OR step.k = 1 AND state <> 'pending' OR step.k = 2 AND state = 'closed'
        WHERE number BETWEEN @First AND @Last
        """,
    ];
}
