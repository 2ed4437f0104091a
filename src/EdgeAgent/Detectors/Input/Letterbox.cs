using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>
/// Writes frames into a network's input: one pass from luma and chroma to a planar tensor of colours, with no picture in between. Serves one task;
/// keeps its tables per picture size, so that nothing is allocated once a size has been seen.
/// </summary>
internal sealed class Letterbox
{
    /// <summary>Cameras have few sizes; a source that changes its size for ever must not fill the memory.</summary>
    private const int MaxSizes = 32;

    private readonly InputSpec _input;
    private readonly Dictionary<(int Width, int Height), PictureSampler> _sizes = [];
    private readonly Dictionary<(YuvMatrix Matrix, bool FullRange), ColourPlane[]> _colours = [];

    public Letterbox(InputSpec input)
    {
        _input = input;
        foreach (var matrix in (ReadOnlySpan<YuvMatrix>)[YuvMatrix.Bt601, YuvMatrix.Bt709])
        {
            _colours[(matrix, true)] = ColourPlane.Of(matrix, fullRange: true, input);
            _colours[(matrix, false)] = ColourPlane.Of(matrix, fullRange: false, input);
        }
    }

    /// <summary>Fills one picture's part of the input.</summary>
    /// <param name="frame">Is only read.</param>
    /// <param name="tensor">3 × height × width floats, all of which are written.</param>
    /// <returns>Where the picture lies in it.</returns>
    public PictureFit Fill(Frame frame, Span<float> tensor)
    {
        var plane = _input.Width * _input.Height;
        ArgumentOutOfRangeException.ThrowIfNotEqual(tensor.Length, 3 * plane);
        var sampler = SamplerFor(frame.Width, frame.Height);
        var colours = _colours[(frame.Info.Matrix, frame.Info.FullRange)];
        sampler.Fill(frame, colours, tensor);
        for (var i = 0; i < colours.Length; i++)
            PadAround(sampler.Fit, colours[i].Normalise(_input.Pad), tensor.Slice(i * plane, plane));
        return sampler.Fit;
    }

    private PictureSampler SamplerFor(int width, int height)
    {
        if (_sizes.TryGetValue((width, height), out var sampler))
            return sampler;
        if (_sizes.Count >= MaxSizes)
            _sizes.Clear();
        return _sizes[(width, height)] = new PictureSampler(width, height, _input);
    }

    private void PadAround(in PictureFit fit, float level, Span<float> plane)
    {
        plane[..(fit.Top * _input.Width)].Fill(level);
        plane[((fit.Top + fit.Height) * _input.Width)..].Fill(level);
        if (fit.Width == _input.Width)
            return;
        for (var line = fit.Top; line < fit.Top + fit.Height; line++)
        {
            var row = plane.Slice(line * _input.Width, _input.Width);
            row[..fit.Left].Fill(level);
            row[(fit.Left + fit.Width)..].Fill(level);
        }
    }
}
