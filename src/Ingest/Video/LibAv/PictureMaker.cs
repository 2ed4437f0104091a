namespace EdgeWatch.Ingest.Video.LibAv;

/// <summary>
/// Makes <see cref="Frame"/>s of decoded pictures: planar 4:2:0 of 8 bits as it lies in the decoder's buffers, anything else converted into buffers
/// that are used again. Not safe for more than one thread; its frames may be disposed on any.
/// </summary>
internal sealed unsafe class PictureMaker : IDisposable
{
    private ScalerHandle? _scaler;
    private ConvertedFrames? _converted;
    private (int Width, int Height, int Format, bool FullRange) _from;

    /// <summary>Makes a frame; takes over <paramref name="decoded"/>.</summary>
    /// <param name="decoded">From <see cref="FramePool.Shared"/>, filled.</param>
    /// <param name="camera">Camera id.</param>
    /// <param name="sequence">Looks made, this one included.</param>
    /// <param name="takenAt">The camera's time (UTC).</param>
    public Frame Make(nint decoded, string camera, long sequence, DateTimeOffset takenAt)
    {
        var picture = (AvFrame*)decoded;
        var fullRange = IsFullRange(picture);
        var info = new FrameInfo(camera, sequence, takenAt, picture->Width, picture->Height, fullRange, Matrix(picture, fullRange));
        if (picture->Format is AvConstant.Yuv420P or AvConstant.YuvJ420P && picture->Stride[0] > 0)
            return new Frame(info, Planes(picture), FramePool.Shared);

        try
        {
            var converted = Convert(picture, fullRange);
            return new Frame(info, Planes(converted), _converted!);
        }
        finally
        {
            FramePool.Shared.Release(decoded);
        }
    }

    public void Dispose()
    {
        _scaler?.Dispose();
        _converted?.Dispose();
    }

    // Pictures in RGB (PNG) and grey use the whole range, as JPEG does; so does what says so.
    private static bool IsFullRange(AvFrame* picture) =>
        picture->Format == AvConstant.YuvJ420P || picture->ColorRange == AvConstant.ColorRangeJpeg || IsRgb(picture->Format);

    private static bool IsRgb(int format)
    {
        var description = AvUtil.GetPixelFormat(format);
        return description is not null && (description->Flags & AvConstant.PixelFormatRgb) != 0;
    }

    // 1 is BT.709, 5 and 6 are BT.601, 9 and 10 are BT.2020, whose coefficients are nearer to BT.709. A stream that does not say follows its size, as
    // players assume; a picture in full range is a JPEG, which is BT.601, or was converted from RGB with BT.601.
    private static YuvMatrix Matrix(AvFrame* picture, bool fullRange) => picture->ColorSpace switch
    {
        1 or 9 or 10 => YuvMatrix.Bt709,
        5 or 6 => YuvMatrix.Bt601,
        _ => !fullRange && picture->Height >= 720 ? YuvMatrix.Bt709 : YuvMatrix.Bt601,
    };

    private static FramePlanes Planes(AvFrame* picture) =>
        new(picture->Data[0], picture->Data[1], picture->Data[2], picture->Stride[0], picture->Stride[1], (nint)picture);

    private AvFrame* Convert(AvFrame* picture, bool fullRange)
    {
        var from = (picture->Width, picture->Height, picture->Format, fullRange);
        if (_scaler is null || from != _from)
            Prepare(from);
        var target = (AvFrame*)_converted!.Rent();
        SwScale.Scale(
            _scaler!, (nint*)&picture->Data, (int*)&picture->Stride, 0, picture->Height, (nint*)&target->Data, (int*)&target->Stride);
        return target;
    }

    private void Prepare((int Width, int Height, int Format, bool FullRange) from)
    {
        const int Bt601 = 5;
        const int One = 1 << 16;
        Dispose();
        var target = from.FullRange ? AvConstant.YuvJ420P : AvConstant.Yuv420P;
        var context = SwScale.GetContext(from.Width, from.Height, from.Format, from.Width, from.Height, target, AvConstant.ScaleBilinear, 0, 0, null);
        if (context == 0)
            throw new VideoException($"pictures of {from.Width}×{from.Height} in pixel format {from.Format} cannot be converted to 4:2:0");
        _scaler = new ScalerHandle(context);
        var range = from.FullRange ? 1 : 0;
        var table = SwScale.GetCoefficients(Bt601);
        SwScale.SetColorspaceDetails(_scaler, table, range, table, range, 0, One, One);
        _converted = new ConvertedFrames(from.Width, from.Height, target);
        _from = from;
    }
}

/// <summary>Frames with buffers of one size, used again until the size changes.</summary>
internal sealed unsafe class ConvertedFrames(int width, int height, int format) : IFrameOwner, IDisposable
{
    private const int IdleLimit = 4;
    private readonly Lock _gate = new();
    private readonly Stack<nint> _idle = new(IdleLimit);
    private bool _closed;

    public nint Rent()
    {
        lock (_gate)
        {
            if (_idle.TryPop(out var idle))
                return idle;
        }

        var frame = AvUtil.AllocateFrame();
        AvError.Allocated((nint)frame);
        (frame->Width, frame->Height, frame->Format) = (width, height, format);
        AvError.Check(AvUtil.GetFrameBuffer(frame, 0), $"allocating a picture of {width}×{height}");
        return (nint)frame;
    }

    public void Release(nint handle)
    {
        lock (_gate)
        {
            if (!_closed && _idle.Count < IdleLimit)
            {
                _idle.Push(handle);
                return;
            }
        }

        AvUtil.FreeFrame(ref handle);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            while (_idle.TryPop(out var idle))
                AvUtil.FreeFrame(ref idle);
        }
    }
}
