namespace EdgeWatch.CaseBridge.Store;

/// <summary>States of a case. docs/case-life.md has what leads from one to another.</summary>
internal static class CaseStates
{
    /// <summary>Waits for a person.</summary>
    public const string Pending = "pending";

    /// <summary>A person confirmed it, as reported or with another problem.</summary>
    public const string Filed = "filed";

    /// <summary>A department has it to handle.</summary>
    public const string Dispatched = "dispatched";

    /// <summary>Reported as handled; to be looked at again.</summary>
    public const string Handled = "handled";

    /// <summary>It was looked at again, and the problem is gone.</summary>
    public const string Verified = "verified";

    /// <summary>Done.</summary>
    public const string Closed = "closed";

    /// <summary>A person said that it is none.</summary>
    public const string Rejected = "rejected";

    /// <summary>It was filed in error.</summary>
    public const string Voided = "voided";

    /// <summary>A person said that another case is the same problem.</summary>
    public const string Merged = "merged";

    /// <summary>It was reported as handled and is not: to be handled again.</summary>
    public const string Returned = "returned";

    /// <summary>Put off (挂账): its clock stands still.</summary>
    public const string Suspended = "suspended";

    /// <summary>Those that take reports, as a list in SQL.</summary>
    public const string OpenSql = "'pending', 'filed', 'dispatched', 'handled', 'verified', 'returned', 'suspended'";

    /// <summary>Those in which handling is still owed, so that a due time matters, as a list in SQL.</summary>
    public const string OwedSql = "'filed', 'dispatched', 'returned', 'suspended'";

    public static IReadOnlyList<string> All { get; } = [Pending, Filed, Dispatched, Handled, Verified, Closed, Rejected, Voided, Merged, Returned, Suspended];

    /// <summary>Whether reports still join it.</summary>
    public static bool IsOpen(string state) => state is not (Rejected or Voided or Merged or Closed);

    /// <summary>Whether handling is still owed.</summary>
    public static bool IsOwed(string state) => state is Filed or Dispatched or Returned or Suspended;

    /// <summary>Whether it was said to be handled, so that a later report shows that it is not.</summary>
    public static bool IsSaidHandled(string state) => state is Handled or Verified or Closed;
}
