using System.Security.Cryptography;
using System.Text.Json;
using EdgeWatch.CaseBridge.Life;

namespace EdgeWatch.CaseBridge.Filing.City;

/// <summary>What a platform says of one of its cases.</summary>
internal sealed record CityUpdate
{
    /// <summary>The platform's own id of this update: the same again changes nothing.</summary>
    public required string Id { get; init; }

    /// <summary>One of <see cref="CityStatuses"/>.</summary>
    public required string Status { get; init; }

    /// <summary>Who did it there.</summary>
    public required string Actor { get; init; }

    /// <summary>When it happened there; absent: now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Who handles it now; absent: as it was.</summary>
    public string? Department { get; init; }

    /// <inheritdoc cref="Department"/>
    public string? Handler { get; init; }

    /// <summary>What was said; needed to return, void or suspend.</summary>
    public string? Note { get; init; }

    /// <summary>Name of the destination that the reference belongs to; needed where two platforms bear the same one.</summary>
    public string? Platform { get; init; }

    /// <summary>Of all that it says.</summary>
    public string Digest() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, FilingDocument.Json)));
}

/// <summary>States of a case as platforms name them to us.</summary>
internal static class CityStatuses
{
    public const string Dispatched = "dispatched";
    public const string Handled = "handled";
    public const string Verified = "verified";
    public const string Closed = "closed";
    public const string Returned = "returned";
    public const string Voided = "voided";
    public const string Suspended = "suspended";
    public const string Resumed = "resumed";

    /// <summary>Changes no state: who handles it, or what was said.</summary>
    public const string Noted = "noted";

    public static IReadOnlyList<string> All { get; } = [Dispatched, Handled, Verified, Closed, Returned, Voided, Suspended, Resumed, Noted];

    /// <summary>The change that leads to a status; null where it is none of them.</summary>
    public static string? ChangeOf(string status) => status switch
    {
        Dispatched => ChangeKinds.Dispatch,
        Handled => ChangeKinds.Handle,
        Verified => ChangeKinds.Verify,
        Closed => ChangeKinds.Close,
        Returned => ChangeKinds.Return,
        Voided => ChangeKinds.Void,
        Suspended => ChangeKinds.Suspend,
        Resumed => ChangeKinds.Resume,
        Noted => ChangeKinds.Note,
        _ => null,
    };
}
