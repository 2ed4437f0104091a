using System.Text.RegularExpressions;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>
/// Which statements change what decisions on candidates rest on. Tables that no decision reads are named, so that a table that is forgotten here costs a decision made twice, never a wrong one.
/// </summary>
internal static partial class Disturbance
{
    private static readonly HashSet<string> Aside = new(StringComparer.Ordinal)
    {
        "fact_feed", "fact_progress", "fact_shares", "fact_keys", "daily_facts", "daily_reports", "daily_looks", "store_pulse", "store_epoch", "history", "evidence", "score_samples", "zero_reports", "aside",
        "agents", "settings_desired", "settings_changes", "filers", "filings", "city_references", "city_updates", "rechecks", "recheck_looks", "storms",
    };

    public static bool IsIn(string sql) => !Read().IsMatch(sql) && !(Written().Match(sql) is { Success: true } written && Aside.Contains(written.Groups["table"].Value));

    [GeneratedRegex(@"^\s*(SELECT|WITH RECURSIVE|SET LOCAL|SHOW)\b", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Read();

    [GeneratedRegex(@"^\s*(INSERT INTO|UPDATE|DELETE FROM) (?<table>[a-z_]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Written();
}
