using System.Security.Cryptography;
using EdgeWatch.CaseBridge.Intake;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>The pictures of messages: each is kept in the evidence store before any row names it.</summary>
internal sealed class EvidenceFiles(IEvidenceStore store)
{
    /// <summary>Pictures in a folder.</summary>
    public EvidenceFiles(string folder)
        : this(new FolderEvidence(folder))
    {
    }

    /// <summary>Keeps the picture of a message, if it has one.</summary>
    /// <exception cref="StoreAwayException">The evidence store is full, not writable or away.</exception>
    public Message Keep(Message message) => message switch
    {
        PictureMessage picture => picture with { File = Keep(picture.Waiting.Payload) },
        SampleMessage { Sample.Picture: { } small } sample => sample with { File = Keep(small) },
        _ => message,
    };

    /// <inheritdoc cref="Keep(Message)"/>
    public StoredFile Keep(byte[] bytes)
    {
        var stored = new StoredFile(Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length);
        store.Keep(stored.Sha256, bytes);
        return stored;
    }

    /// <summary>The bytes of a picture; null where there are none. The caller disposes the stream.</summary>
    /// <exception cref="StoreAwayException">The evidence store is away.</exception>
    public Task<Stream?> OpenAsync(string sha256, CancellationToken abort) => store.OpenAsync(sha256, abort);
}
