using EdgeWatch.EdgeAgent.Detectors;

namespace EdgeWatch.EdgeAgent.Tests.Detectors;

/// <summary>
/// Average precision at IoU 0.5 per class: detections of all pictures by falling score, each matched to the best box of its class and picture that is
/// still free; area under the precision that is reached at or beyond each recall (Everingham et al., PASCAL VOC, from 2010 on).
/// </summary>
internal sealed class AveragePrecision
{
    private readonly List<(string Picture, string Class, Box Box)> _truth = [];
    private readonly List<(string Picture, Detection Detection)> _seen = [];

    public void Add(string picture, IEnumerable<(string Class, Box Box)> truth, IEnumerable<Detection> seen)
    {
        _truth.AddRange(truth.Select(thing => (picture, thing.Class, thing.Box)));
        _seen.AddRange(seen.Select(detection => (picture, detection)));
    }

    /// <summary>Of every class that the truth names.</summary>
    public IReadOnlyDictionary<string, double> PerClass() => _truth.Select(thing => thing.Class).Distinct().ToDictionary(name => name, Of);

    private double Of(string name)
    {
        var free = _truth.Where(thing => thing.Class == name).GroupBy(thing => thing.Picture).ToDictionary(group => group.Key, group => group.Select(thing => thing.Box).ToList());
        var total = free.Values.Sum(boxes => boxes.Count);
        var (hits, curve) = (0, new List<(double Recall, double Precision)>());
        foreach (var (picture, detection) in _seen.Where(seen => seen.Detection.Class == name).OrderByDescending(seen => seen.Detection.Score))
        {
            if (free.TryGetValue(picture, out var boxes) && boxes.Count > 0)
            {
                var best = boxes.MaxBy(box => box.IoU(detection.Box));
                if (best.IoU(detection.Box) >= 0.5f)
                {
                    boxes.Remove(best);
                    hits++;
                }
            }

            curve.Add(((double)hits / total, (double)hits / (curve.Count + 1)));
        }

        var (area, reached) = (0.0, 0.0);
        for (var i = 0; i < curve.Count; i++)
        {
            area += (curve[i].Recall - reached) * curve.Skip(i).Max(point => point.Precision);
            reached = curve[i].Recall;
        }

        return area;
    }
}
