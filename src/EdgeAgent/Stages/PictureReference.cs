using System.Security.Cryptography;
using EdgeWatch.Contracts;

namespace EdgeWatch.EdgeAgent.Stages;

/// <summary>How a candidate points to the picture that travels apart from it.</summary>
internal static class PictureReference
{
    /// <param name="jpeg">The picture, as it will travel.</param>
    /// <param name="takenAt">Camera time (UTC).</param>
    /// <param name="now">Stamps the id.</param>
    public static EvidenceReference To(byte[] jpeg, DateTimeOffset takenAt, DateTimeOffset now)
    {
        var (width, height) = JpegSize.Of(jpeg);
        return new EvidenceReference
        {
            Id = Guid.CreateVersion7(now),
            MediaType = "image/jpeg",
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(jpeg)),
            Bytes = jpeg.Length,
            Width = width,
            Height = height,
            TakenAt = takenAt,
            Masked = false,
        };
    }
}
