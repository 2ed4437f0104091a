using System.Security.Cryptography;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>An evidence store of which it is known whether it serves, before a picture waits for it.</summary>
/// <param name="store">The store; this one's to dispose.</param>
/// <param name="time">The clock.</param>
internal sealed class WatchedEvidence(IEvidenceStore store, TimeProvider time) : IEvidenceStore, IDisposable
{
    /// <summary>As large as a picture, so that a store without room cannot hide behind its last few pages.</summary>
    private const int ProbeBytes = 256 * 1024;

    private volatile StoreFault? _fault;

    /// <summary>Why the store does not serve; null while it does, as far as the last that was asked of it tells.</summary>
    public StoreFault? Fault => _fault;

    /// <remarks>That a picture is kept proves little, since the same one may have lain there: only <see cref="TryWriting"/> says that a fault is over.</remarks>
    public void Keep(string sha256, byte[] bytes)
    {
        try
        {
            store.Keep(sha256, bytes);
        }
        catch (StoreAwayException exception)
        {
            throw Told(exception);
        }
    }

    public async Task<Stream?> OpenAsync(string sha256, CancellationToken abort)
    {
        try
        {
            return await store.OpenAsync(sha256, abort);
        }
        catch (StoreAwayException exception)
        {
            throw Told(exception);
        }
    }

    public void Delete(string sha256)
    {
        try
        {
            store.Delete(sha256);
        }
        catch (StoreAwayException exception)
        {
            throw Told(exception);
        }
    }

    public IEnumerable<StoredFile> OlderThan(DateTimeOffset time) => store.OlderThan(time);

    /// <summary>
    /// Keeps bytes that no picture has and deletes them again; what comes of it stands in <see cref="Fault"/>. Where the process is killed in between, they are deleted as what no row
    /// names.
    /// </summary>
    public void TryWriting()
    {
        var bytes = RandomNumberGenerator.GetBytes(ProbeBytes);
        var name = Convert.ToHexStringLower(SHA256.HashData(bytes));
        try
        {
            store.Keep(name, bytes);
            store.Delete(name);
            _fault = null;
        }
        catch (StoreAwayException exception)
        {
            // It is in the fault.
            Told(exception);
        }
    }

    public void Dispose() => (store as IDisposable)?.Dispose();

    private StoreAwayException Told(StoreAwayException exception)
    {
        _fault = new StoreFault(exception.Kind, exception.Message, _fault?.Since ?? time.GetUtcNow());
        return exception;
    }
}
