namespace EdgeWatch.CameraSimulator.Media;

/// <summary>Keeps the parameter sets that are in force, and puts them before every key picture that does not bring its own, so that a client can begin there.</summary>
internal sealed class ParameterSets
{
    private readonly VideoCodec _codec;
    private readonly NalKind[] _wanted;
    private List<ReadOnlyMemory<byte>> _inForce;

    /// <summary>Starts from what the file's header holds.</summary>
    public ParameterSets(VideoCodec codec, ReadOnlyMemory<byte> header)
    {
        _codec = codec;
        _wanted = codec == VideoCodec.H264
            ? [NalKind.SequenceParameterSet, NalKind.PictureParameterSet]
            : [NalKind.VideoParameterSet, NalKind.SequenceParameterSet, NalKind.PictureParameterSet];
        _inForce = OfInterest(NalUnit.Split(header));
    }

    /// <summary>The sets of the first key picture; null until it was seen with all of its sets.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>>? First { get; private set; }

    /// <summary>The units of a picture, without padding, with parameter sets where it is a key picture.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Complete(in EncodedPacket packet)
    {
        var units = NalUnit.Split(packet.Stream);
        var own = OfInterest(units);
        if (HoldsAll(own))
            _inForce = own;
        var others = units.Where(unit => Kind(unit) != NalKind.Padding);
        if (!packet.IsKey)
            return [.. others];
        if (HoldsAll(_inForce))
            First ??= _inForce;
        return [.. _inForce, .. others.Where(unit => !_wanted.Contains(Kind(unit)))];
    }

    private List<ReadOnlyMemory<byte>> OfInterest(List<ReadOnlyMemory<byte>> units) => [.. units.Where(unit => _wanted.Contains(Kind(unit))).OrderBy(Kind)];

    private bool HoldsAll(List<ReadOnlyMemory<byte>> sets) => _wanted.All(kind => sets.Exists(unit => Kind(unit) == kind));

    private NalKind Kind(ReadOnlyMemory<byte> unit) => NalUnit.KindOf(_codec, unit.Span);
}
