using EdgeWatch.EdgeAgent.Onnx;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>
/// One opened model with everything that a run needs, made once: letterbox, tensors, head, suppression. Serves one task at a time; a round of
/// <see cref="Fill"/>, <see cref="Run"/> and <see cref="Read"/> allocates nothing but the detections that it returns.
/// </summary>
internal sealed class ModelRunner : IDisposable
{
    private readonly ModelFolder _folder;
    private readonly string _id;
    private readonly ModelTensors _tensors;
    private readonly Letterbox _letterbox;
    private readonly IDetectorHead _head;
    private readonly CandidateList _candidates;
    private readonly Suppression _suppression = new();
    private readonly string?[] _names;
    private readonly PictureFit[] _fits;

    /// <param name="folder">The model.</param>
    /// <param name="threads">Threads that one run uses.</param>
    /// <param name="floor">Least score that is reported; null: the manifest's.</param>
    /// <exception cref="ModelException">The weights are not what the manifest says.</exception>
    public ModelRunner(ModelFolder folder, int threads, float? floor = null)
    {
        var (manifest, labels) = (folder.Manifest, folder.Labels);
        (_folder, _id) = (folder, folder.Id);
        Floor = floor ?? manifest.Floor;
        _tensors = ModelTensors.Open(folder, threads);
        try
        {
            _head = KnownHeads.Create(manifest.Layout, new HeadContext(folder.WeightsPath, manifest.Input, labels.Count, _tensors.OutputsOfOne));
            if (_head.Binding.Space == BoxSpace.PicturePixels != _tensors.WantsPictureSize)
                throw new ModelException($"{folder.WeightsPath}: layout {manifest.Layout} and the weights' inputs ({_tensors.InputNames}) do not belong together. Correct layout in the manifest");
        }
        catch
        {
            _tensors.Dispose();
            throw;
        }

        _letterbox = new Letterbox(manifest.Input);
        _names = [.. labels.Select(label => manifest.Classes.FirstOrDefault(entry => entry.Label == label)?.Name)];
        _candidates = new CandidateList([.. _names.Select(name => name is not null)]);
        _fits = new PictureFit[_tensors.MaxBatch];
    }

    /// <summary>Detections below this score are not reported.</summary>
    public float Floor { get; }

    /// <summary>Most pictures in one run.</summary>
    public int MaxBatch => _tensors.MaxBatch;

    /// <summary>Puts a picture into a place of the batch; the frame is not needed afterwards.</summary>
    public void Fill(int place, Frame frame)
    {
        _fits[place] = _letterbox.Fill(frame, _tensors.Input(place));
        if (!_tensors.WantsPictureSize)
            return;
        // The picture's own size; that the boxes come back in it is what makes them independent of the stretch.
        _tensors.SetPictureSize(place, frame.Width, frame.Height);
        _fits[place] = new PictureFit(0, 0, frame.Width, frame.Height);
    }

    /// <summary>Runs the network over the first <paramref name="pictures"/> places.</summary>
    public void Run(int pictures) => _tensors.Run(pictures);

    /// <summary>What was seen in a place of the last run, best first.</summary>
    public Detection[] Read(int place)
    {
        var kept = Decode(place);
        if (kept.IsEmpty)
            return [];
        var detections = new Detection[kept.Length];
        for (var i = 0; i < kept.Length; i++)
        {
            var from = kept[i];
            var box = _fits[place].ToPicture(_candidates.X1[from], _candidates.Y1[from], _candidates.X2[from], _candidates.Y2[from]);
            detections[i] = new Detection(_names[_candidates.Classes[from]]!, Math.Min(_candidates.Scores[from], 1), box, _id);
        }

        return detections;
    }

    /// <summary>As <see cref="Read"/>, but leaves the result in this object's own lists: indices of what remains, best first.</summary>
    public ReadOnlySpan<int> Decode(int place)
    {
        var binding = _head.Binding;
        _candidates.Clear();
        _head.Decode(
            new HeadOutputs
            {
                Values = _tensors.Floats(binding.Values, place),
                Scores = binding.Scores < 0 ? [] : _tensors.Floats(binding.Scores, place),
                Labels = binding.Labels < 0 ? [] : _tensors.Longs(binding.Labels, place),
            },
            Floor,
            _candidates);
        return _suppression.Run(_candidates, binding.Overlapping ? _folder.Manifest.SuppressionIoU : null);
    }

    public void Dispose() => _tensors.Dispose();
}
