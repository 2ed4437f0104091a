using EdgeWatch.Evaluation.Scoring;

namespace EdgeWatch.Evaluation.Data;

/// <summary>One split of labelled pictures, its own names turned into ours.</summary>
/// <param name="Name">Name of its folder, by which models/datasets.yaml knows it.</param>
/// <param name="Split">train, val or test; of a COCO file, what its name says.</param>
/// <param name="Classes">The classes that it labels, as in the manifests. What it does not label is not judged on its pictures.</param>
/// <param name="Gaps">Those of them that it labels only in part.</param>
/// <param name="LeftOut">Its own names that lead to no class of ours.</param>
/// <param name="Pictures">In a fixed order.</param>
internal sealed record DataSet(
    string Name, string Split, IReadOnlyList<string> Classes, IReadOnlyList<string> Gaps, IReadOnlyList<string> LeftOut, IReadOnlyList<LabelledPicture> Pictures)
{
    public static DataSet Of(string name, string split, ClassMap map, IEnumerable<string> ownNames, IReadOnlyList<LabelledPicture> pictures)
    {
        var meanings = ownNames.Select(own => (Own: own, Meaning: map.Of(own))).ToArray();
        return new(
            name,
            split,
            [.. meanings.Select(pair => pair.Meaning.Class).OfType<string>().Distinct(StringComparer.Ordinal)],
            map.Gaps,
            [.. meanings.Where(pair => pair.Meaning.Kind == MeaningKind.LeaveOut).Select(pair => pair.Own)],
            pictures);
    }
}

/// <summary>A picture and what is in it.</summary>
/// <param name="Path">A JPEG or PNG file.</param>
/// <param name="Boxes">What is labelled, without what the data set's map leaves out.</param>
internal sealed record LabelledPicture(string Path, IReadOnlyList<LabelledBox> Boxes);

/// <summary>One labelled box.</summary>
/// <param name="Class">As in the manifests; null: a region in which no class is judged.</param>
/// <param name="Box">In picture coordinates, 0..1.</param>
/// <param name="Crowd">Several things in one box (COCO's iscrowd): what is found in it is neither right nor wrong.</param>
/// <param name="Area">Pixels of the original picture that the thing covers, where the data set says so; null: those of the box.</param>
internal sealed record LabelledBox(string? Class, Rectangle Box, bool Crowd = false, double? Area = null);
