using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeAgent.Stages;

/// <summary>A look as a picture that somebody asked for.</summary>
/// <param name="Jpeg">The picture.</param>
/// <param name="TakenAt">Camera time (UTC).</param>
/// <param name="Subjects">What the models saw in it, all above their floor.</param>
/// <param name="Visibility">Whether anything can be told from it.</param>
internal sealed record LookPicture(byte[] Jpeg, DateTimeOffset TakenAt, IReadOnlyList<Subject> Subjects, Visibility Visibility);

/// <summary>
/// The latest look of one camera, for snapshots: a copy scaled down to at most <see cref="MaxWidth"/> pixels in memory of its own, so that no decoder memory is
/// held; encoded only when somebody asks. Who asks for a new look gets the next one in full size.
/// </summary>
internal sealed class LatestLook(EncodeJpeg encode, int quality)
{
    /// <summary>Half a full-HD picture: 0.8 MB a camera.</summary>
    public const int MaxWidth = 960;

    private readonly Lock _gate = new();
    private readonly List<TaskCompletionSource<LookPicture>> _waiting = [];
    private byte[] _y = [];
    private byte[] _u = [];
    private byte[] _v = [];
    private FrameInfo _info;
    private IReadOnlyList<Detection> _detections = [];
    private Visibility _visibility;
    private LookPicture? _encoded;

    /// <summary>Camera time of the latest look (UTC); null before the first.</summary>
    public DateTimeOffset? TakenAt
    {
        get
        {
            lock (_gate)
                return _info.Width == 0 ? null : _info.TakenAt;
        }
    }

    /// <summary>Called for every look, while its frame is alive.</summary>
    public void Remember(Frame frame, IReadOnlyList<Detection> detections, Visibility visibility)
    {
        TaskCompletionSource<LookPicture>[] waiting;
        lock (_gate)
        {
            Copy(frame);
            (_detections, _visibility, _encoded) = (detections, visibility, null);
            waiting = [.. _waiting];
            _waiting.Clear();
        }

        if (waiting.Length == 0)
            return;
        try
        {
            var picture = new LookPicture(encode(frame, quality, frame.Width), frame.TakenAt, SubjectsOf(detections), visibility);
            foreach (var asker in waiting)
                asker.TrySetResult(picture);
        }
        catch (Exception error)
        {
            // The encoder's failure is the askers' to hear of, not the flow's.
            foreach (var asker in waiting)
                asker.TrySetException(error);
        }
    }

    /// <summary>The latest look; null before the first.</summary>
    public LookPicture? Picture()
    {
        lock (_gate)
        {
            if (_encoded is not null || _info.Width == 0)
                return _encoded;
            using var frame = HeapFrame.Copy(_info, _y, _u, _v);
            return _encoded = new LookPicture(encode(frame, quality, frame.Width), _info.TakenAt, SubjectsOf(_detections), _visibility);
        }
    }

    /// <summary>The next look.</summary>
    public async Task<LookPicture> NextAsync(CancellationToken abort)
    {
        var asker = new TaskCompletionSource<LookPicture>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
            _waiting.Add(asker);
        try
        {
            return await asker.Task.WaitAsync(abort);
        }
        finally
        {
            lock (_gate)
                _waiting.Remove(asker);
        }
    }

    private static Subject[] SubjectsOf(IReadOnlyList<Detection> detections) =>
        [.. detections.Take(ContractLimits.Subjects).Select(one => new Subject(one.Class, one.Score, one.Box.X1, one.Box.Y1, one.Box.X2, one.Box.Y2))];

    private void Copy(Frame frame)
    {
        var factor = (frame.Width + MaxWidth - 1) / MaxWidth;
        var (width, height) = (frame.Width / factor, frame.Height / factor);
        var (halfWidth, halfHeight) = ((width + 1) / 2, (height + 1) / 2);
        _info = frame.Info with { Width = width, Height = height };
        Scale(frame.Y, frame.LumaStride, ref _y, width, height, factor);
        Scale(frame.U, frame.ChromaStride, ref _u, halfWidth, halfHeight, factor);
        Scale(frame.V, frame.ChromaStride, ref _v, halfWidth, halfHeight, factor);
    }

    private static void Scale(ReadOnlySpan<byte> plane, int stride, ref byte[] to, int width, int height, int factor)
    {
        if (to.Length != width * height)
            to = new byte[width * height];
        for (var y = 0; y < height; y++)
        {
            var row = to.AsSpan(y * width, width);
            if (factor == 1)
                plane.Slice(y * stride, width).CopyTo(row);
            else
                Average(plane, stride, row, y * factor, factor);
        }
    }

    /// <summary>One row of averages over blocks of factor × factor. Blocks at the lower edge may lack rows where height and factor do not go up.</summary>
    private static void Average(ReadOnlySpan<byte> plane, int stride, Span<byte> row, int top, int factor)
    {
        var bottom = Math.Min(top + factor, plane.Length / stride);
        for (var x = 0; x < row.Length; x++)
        {
            var (sum, left) = (0, x * factor);
            for (var y = top; y < bottom; y++)
            {
                foreach (var value in plane.Slice(y * stride + left, Math.Min(factor, stride - left)))
                    sum += value;
            }

            row[x] = (byte)(sum / ((bottom - top) * Math.Min(factor, stride - left)));
        }
    }
}
