namespace EdgeWatch.Evaluation.Scoring;

/// <summary>
/// What was found of one class in one picture, held against what is labelled: COCO's matching (pycocotools, COCOeval.evaluateImg). In falling score each
/// detection takes the free box that it fits best, at or above the overlap; boxes that are ignored are taken only where no other fits, and a
/// detection that takes one, or that takes none and is of another size, is neither right nor wrong.
/// </summary>
internal sealed class PictureMatch
{
    /// <summary>Detections of one class in one picture beyond this are not judged, worst first (COCO's maxDets).</summary>
    public const int MaxDetections = 100;

    private const int None = -1;

    private readonly FoundBox[] _found;
    private readonly (TruthBox Box, bool Ignored, int Index)[] _truth;
    private readonly double[,] _fits;
    private readonly SizeRange _size;

    private PictureMatch(IEnumerable<FoundBox> found, IReadOnlyList<TruthBox> truth, SizeRange size)
    {
        _size = size;
        // OrderBy is stable: of equal scores the one reported first comes first, as with numpy's mergesort.
        _found = [.. found.OrderByDescending(box => box.Score).Take(MaxDetections)];
        _truth = [.. truth.Select((box, index) => (box, box.Crowd || !size.Contains(box.Area), index)).OrderBy(entry => entry.Item2)];
        _fits = new double[_found.Length, _truth.Length];
        for (var found_at = 0; found_at < _found.Length; found_at++)
        {
            for (var at = 0; at < _truth.Length; at++)
                _fits[found_at, at] = _found[found_at].Box.Fit(_truth[at].Box.Box, _truth[at].Box.Crowd);
        }
    }

    /// <summary>Boxes that are to be found: those of the size that are no crowd.</summary>
    public int Boxes => _truth.Count(entry => !entry.Ignored);

    /// <summary>Matches at every overlap of <see cref="Overlaps.All"/>.</summary>
    /// <param name="found">Of one class in one picture; boxes in pixels.</param>
    /// <param name="truth">The same.</param>
    /// <param name="size">What is judged.</param>
    public static MatchedPicture Of(IEnumerable<FoundBox> found, IReadOnlyList<TruthBox> truth, SizeRange size)
    {
        var match = new PictureMatch(found, truth, size);
        return new MatchedPicture(match.Boxes, match._found, [.. Overlaps.All.Select(match.At)]);
    }

    private MatchedBox[] At(double overlap)
    {
        var taken = new bool[_truth.Length];
        var matched = new MatchedBox[_found.Length];
        for (var found = 0; found < _found.Length; found++)
        {
            var best = Best(found, overlap, taken);
            if (best == None)
            {
                matched[found] = new(_size.Contains(_found[found].Box.Area) ? Outcome.Wrong : Outcome.Ignored, None);
                continue;
            }

            taken[best] = true;
            matched[found] = new(_truth[best].Ignored ? Outcome.Ignored : Outcome.Right, _truth[best].Index);
        }

        return matched;
    }

    private int Best(int found, double overlap, bool[] taken)
    {
        var best = None;
        var least = Math.Min(overlap, 1 - 1e-10);
        for (var at = 0; at < _truth.Length; at++)
        {
            if (taken[at] && !_truth[at].Box.Crowd)
                continue;
            // The ignored ones come last: whoever fits a real box does not look at them.
            if (best != None && !_truth[best].Ignored && _truth[at].Ignored)
                break;
            if (_fits[found, at] >= least)
                (best, least) = (at, _fits[found, at]);
        }

        return best;
    }
}

/// <summary>A detection. Its box is in pixels of the original picture.</summary>
internal readonly record struct FoundBox(Rectangle Box, float Score);

/// <summary>A labelled box, in pixels of the original picture.</summary>
/// <param name="Box">Where.</param>
/// <param name="Area">Pixels that the thing covers.</param>
/// <param name="Crowd">Nothing is judged in it, and any number of detections may lie there.</param>
internal readonly record struct TruthBox(Rectangle Box, double Area, bool Crowd);

/// <summary>The matches of one class in one picture.</summary>
/// <param name="Boxes">Boxes that are to be found.</param>
/// <param name="Found">Detections, best first.</param>
/// <param name="ByOverlap">For each overlap, what became of each detection.</param>
internal sealed record MatchedPicture(int Boxes, IReadOnlyList<FoundBox> Found, IReadOnlyList<MatchedBox[]> ByOverlap);

/// <summary>What became of a detection.</summary>
/// <param name="Outcome">Whether it counts.</param>
/// <param name="Truth">Index of the labelled box that it took; −1 for none.</param>
internal readonly record struct MatchedBox(Outcome Outcome, int Truth);

/// <summary>Whether a detection counts.</summary>
internal enum Outcome
{
    /// <summary>It fits a labelled box.</summary>
    Right,

    /// <summary>It fits none that was free.</summary>
    Wrong,

    /// <summary>It lies in a crowd, or is of another size.</summary>
    Ignored,
}
