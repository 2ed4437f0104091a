using EdgeWatch.EdgeAgent.Detectors;

namespace EdgeWatch.EdgeAgent.Samples;

/// <summary>
/// Knows which boxes have stood in a camera's picture for how many looks. A parked car would otherwise fill the budget with one picture over and over:
/// the n-th look at the same box is drawn with 1/n of the probability, which is a fact of the past and so leaves the weights exact.
/// </summary>
internal sealed class StandingBoxes
{
    private const float SameBox = 0.7f;
    private const int MostBoxes = 128;
    private const int MostLooks = 256;

    /// <summary>A detector misses now and then; a box is forgotten after this many looks without it.</summary>
    private const int Patience = 3;

    private readonly List<Standing> _boxes = [];

    /// <summary>Counts this look at the box; returns how many looks in a row it has stood, from 1, at most 256.</summary>
    public int Looks(in Detection detection)
    {
        for (var i = 0; i < _boxes.Count; i++)
        {
            var known = _boxes[i];
            if (known.SeenNow || known.Class != detection.Class || known.Box.IoU(detection.Box) < SameBox)
                continue;

            // The new box, so that something slow is followed and not lost.
            _boxes[i] = known with { Box = detection.Box, Looks = Math.Min(MostLooks, known.Looks + 1), Missed = 0, SeenNow = true };
            return _boxes[i].Looks;
        }

        if (_boxes.Count < MostBoxes)
            _boxes.Add(new Standing(detection.Class, detection.Box, 1, 0, true));
        return 1;
    }

    /// <summary>Ends a look.</summary>
    public void EndLook()
    {
        for (var i = _boxes.Count - 1; i >= 0; i--)
        {
            var box = _boxes[i];
            if (!box.SeenNow && box.Missed >= Patience)
                _boxes.RemoveAt(i);
            else
                _boxes[i] = box with { Missed = box.SeenNow ? 0 : box.Missed + 1, SeenNow = false };
        }
    }

    private readonly record struct Standing(string Class, Box Box, int Looks, int Missed, bool SeenNow);
}
