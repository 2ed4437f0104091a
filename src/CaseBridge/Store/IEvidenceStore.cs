namespace EdgeWatch.CaseBridge.Store;

/// <summary>A picture that is kept.</summary>
/// <param name="Sha256">64 lower-case hexadecimal digits; its name.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record StoredFile(string Sha256, long Bytes);

/// <summary>
/// Where pictures lie, each by the SHA-256 of its bytes: the same picture lies there once, and any number of bridges and threads may use it at a time. What cannot be reached or
/// written now throws <see cref="StoreAwayException"/> with the remedy; the same work is done again later.
/// </summary>
internal interface IEvidenceStore
{
    /// <summary>Keeps a picture. When this returns it outlives a power cut, and is never found half written.</summary>
    void Keep(string sha256, byte[] bytes);

    /// <summary>The picture's bytes; null where there is none. The caller disposes the stream.</summary>
    Task<Stream?> OpenAsync(string sha256, CancellationToken abort);

    /// <summary>Deletes a picture; one that is not there is no fault.</summary>
    void Delete(string sha256);

    /// <summary>Every picture that has lain here since before the given time, in no order, read as it goes.</summary>
    IEnumerable<StoredFile> OlderThan(DateTimeOffset time);
}
