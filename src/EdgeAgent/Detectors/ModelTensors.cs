using EdgeWatch.EdgeAgent.Onnx;

namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>A session with its input and output memory, sized for the largest batch, and one prepared call per batch size.</summary>
internal sealed class ModelTensors : IDisposable
{
    private readonly OnnxSession _session;
    private readonly OnnxTensor[] _inputs;
    private readonly OnnxTensor[] _outputs;
    private readonly Batch[] _batches;
    private readonly int _pictures;
    private readonly int _sizes;

    private ModelTensors(OnnxSession session, int pictures, int sizes, InputSpec input, int maxBatch)
    {
        (_session, _pictures, _sizes) = (session, pictures, sizes);
        _inputs = MakeInputs(session, pictures, input, maxBatch);
        using (var one = new Batch(_inputs, 1))
            OutputsOfOne = OnnxCall.Probe(session, one.Tensors);
        MaxBatch = maxBatch;
        if (maxBatch > 1)
            CheckBatches();
        _outputs = [.. OutputsOfOne.Select(output => new OnnxTensor(output.Element, [maxBatch, .. output.Shape[1..]]))];
        _batches = [.. Enumerable.Range(1, maxBatch).Select(count => new Batch(session, _inputs, _outputs, count))];
    }

    public int MaxBatch { get; }

    /// <summary>True where the network is told the size of the original picture and gives boxes in its pixels.</summary>
    public bool WantsPictureSize => _sizes >= 0;

    public string InputNames => string.Join("; ", _session.Inputs);

    /// <summary>The outputs of a run with one picture, all dimensions known.</summary>
    public IReadOnlyList<OnnxTensorInfo> OutputsOfOne { get; }

    /// <summary>Opens the weights and holds them against manifest and labels.</summary>
    /// <exception cref="ModelException">They do not fit.</exception>
    public static ModelTensors Open(ModelFolder folder, int threads)
    {
        var session = OpenSession(folder, threads);
        try
        {
            WeightsCheck.Names(folder, session.Metadata("names"));
            var (pictures, sizes) = WeightsCheck.Inputs(folder, session.Inputs);
            var free = session.Inputs[pictures].Shape[0] < 0;
            return new ModelTensors(session, pictures, sizes, folder.Manifest.Input, free ? folder.Manifest.MaxBatch : 1);
        }
        catch (Exception error) when (error is OnnxException or ArgumentException)
        {
            session.Dispose();
            throw new ModelException($"{folder.WeightsPath} does not run as the manifest describes it: {error.Message}. Correct input or maxBatch there, or export the weights anew", error);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>The input of a place: 3 × height × width floats.</summary>
    public Span<float> Input(int place) => Item(_inputs[_pictures].Floats, place);

    public void SetPictureSize(int place, int width, int height)
    {
        var size = Item(_inputs[_sizes].Longs, place);
        (size[0], size[1]) = (width, height);
    }

    public void Run(int pictures) => _batches[pictures - 1].Run();

    public ReadOnlySpan<float> Floats(int output, int place) => Item(_outputs[output].Floats, place);

    public ReadOnlySpan<long> Longs(int output, int place) => Item(_outputs[output].Longs, place);

    public void Dispose()
    {
        foreach (var part in (IEnumerable<IDisposable>)[.. _batches, .. _outputs, .. _inputs, _session])
            part.Dispose();
    }

    /// <summary>Some exports declare a free batch dimension and have baked 1 into the graph all the same.</summary>
    private void CheckBatches()
    {
        using var two = new Batch(_inputs, 2);
        var found = OnnxCall.Probe(_session, two.Tensors);
        if (!found.Zip(OutputsOfOne).All(pair => pair.First.Shape.SequenceEqual([2, .. pair.Second.Shape[1..]])))
            throw new OnnxException($"two pictures in one run give {string.Join("; ", found)}, one gives {string.Join("; ", OutputsOfOne)}; set maxBatch to 1");
    }

    private static OnnxSession OpenSession(ModelFolder folder, int threads)
    {
        try
        {
            return OnnxSession.Open(folder.WeightsPath, threads);
        }
        catch (OnnxException error)
        {
            // Without an inner error it is the library that is missing, and the message says the remedy.
            throw new ModelException(error.InnerException is null ? error.Message : $"{error.Message}. Export the weights anew, or remove the model", error);
        }
    }

    private static OnnxTensor[] MakeInputs(OnnxSession session, int pictures, InputSpec input, int maxBatch) =>
    [
        .. session.Inputs.Select((_, index) => index == pictures
            ? new OnnxTensor(OnnxElement.Float, maxBatch, 3, input.Height, input.Width)
            : new OnnxTensor(OnnxElement.Int64, maxBatch, 2)),
    ];

    private Span<T> Item<T>(Span<T> all, int place) => all.Slice(place * (all.Length / MaxBatch), all.Length / MaxBatch);

    /// <summary>The first so many places of all tensors, and the call that runs them.</summary>
    private sealed class Batch : IDisposable
    {
        private readonly OnnxTensor[] _outputs;
        private readonly OnnxCall? _call;

        public Batch(OnnxTensor[] inputs, int count)
        {
            Tensors = [.. inputs.Select(tensor => tensor.First(count))];
            _outputs = [];
        }

        public Batch(OnnxSession session, OnnxTensor[] inputs, OnnxTensor[] outputs, int count)
            : this(inputs, count)
        {
            _outputs = [.. outputs.Select(tensor => tensor.First(count))];
            _call = new OnnxCall(session, Tensors, _outputs);
        }

        public OnnxTensor[] Tensors { get; }

        public void Run() => _call!.Run();

        public void Dispose()
        {
            _call?.Dispose();
            foreach (var tensor in Tensors.Concat(_outputs))
                tensor.Dispose();
        }
    }
}
