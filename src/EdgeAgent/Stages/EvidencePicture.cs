using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeAgent.Stages;

/// <summary>Encodes a frame as JPEG, scaled down to at most <paramref name="maxWidth"/> pixels.</summary>
internal delegate byte[] EncodeJpeg(Frame frame, int quality, int maxWidth);

/// <summary>One look at a finding, kept: the picture, and what is to be seen in it.</summary>
/// <param name="Jpeg">The picture.</param>
/// <param name="TakenAt">Camera time (UTC).</param>
/// <param name="Score">Best score in it.</param>
/// <param name="Subjects">Boxes in it.</param>
internal sealed record EvidencePicture(byte[] Jpeg, DateTimeOffset TakenAt, float Score, IReadOnlyList<Subject> Subjects);

/// <summary>Makes pictures that fit the wire.</summary>
/// <param name="encode">The encoder.</param>
/// <param name="quality">JPEG quality, 30..95.</param>
/// <param name="maxWidth">Widest picture in pixels.</param>
/// <param name="failed">Told when a picture cannot be had; the candidate then goes without.</param>
internal sealed class PictureMaker(EncodeJpeg encode, int quality, int maxWidth, Action<Exception> failed)
{
    private const int NarrowestWidth = 320;

    public EvidencePicture? Of(Finding finding)
    {
        var frame = finding.Scene.Look.Frame;
        try
        {
            for (var width = Math.Min(frame.Width, maxWidth); width >= NarrowestWidth || width == frame.Width; width /= 2)
            {
                var jpeg = encode(frame, quality, width);
                if (jpeg.Length <= ContractLimits.EvidenceBytes)
                    return new EvidencePicture(jpeg, finding.Scene.Moment.At, finding.Ruling.Score, finding.Ruling.Subjects);
            }

            failed(new InvalidDataException($"even at {NarrowestWidth} pixels the picture exceeds {ContractLimits.EvidenceBytes} bytes"));
        }
        catch (Exception error)
        {
            // The edge of the encoder: without a picture the candidate is still worth sending, and its sequence must not get a hole.
            failed(error);
        }

        return null;
    }
}
