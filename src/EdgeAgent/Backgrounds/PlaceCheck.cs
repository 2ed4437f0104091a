using EdgeWatch.EdgeAgent.Detectors;

namespace EdgeWatch.EdgeAgent.Backgrounds;

/// <summary>Compares the place of a registered thing, and the ring about it, with the background.</summary>
internal static class PlaceCheck
{
    /// <summary>How far the ring begins and ends outside the thing's box, as a share of its size on every side.</summary>
    private const float RingBegins = 0.12f;
    private const float RingEnds = 0.6f;

    private const float LeastKnown = 0.7f;

    /// <summary>Share of the ring that may differ: a cover that was pushed aside lies there.</summary>
    private const float MostOfRing = 0.35f;

    /// <summary>Share of the ring in so different a light that nothing can be said.</summary>
    private const float MostGlare = 0.5f;
    private const float MostDull = 0.5f;

    /// <summary>Share of the thing's cells that must have edges which would show in this light.</summary>
    private const float LeastDistinct = 0.15f;

    /// <summary>Share of those edges that must be others now.</summary>
    private const float LeastChanged = 0.5f;

    public static PlaceSight See(LookBackground background, in Box thing)
    {
        var own = Count(background, CellBox.Around(thing, 0), default);
        var ring = Count(background, CellBox.Around(thing, RingEnds), CellBox.Around(thing, RingBegins));
        if (own.Explained > 0 || ring.Explained > MostOfRing * ring.Cells)
            return PlaceSight.Covered;
        if (own.Known < LeastKnown * own.Cells || ring.Known < LeastKnown * ring.Cells)
            return PlaceSight.Unknown;
        if (own.Glare + ring.Glare > MostGlare * (own.Known + ring.Known) && ring.Glare > MostGlare * ring.Known)
            return ring.Differs > MostOfRing * ring.Known ? PlaceSight.Covered : PlaceSight.Unlit;
        if (ring.Differs > MostOfRing * ring.Known)
            return PlaceSight.Covered;
        if (ring.Dull > MostDull * ring.Known)
            return PlaceSight.Blurred;
        if (own.Distinct < LeastDistinct * own.Cells)
            return PlaceSight.Unlit;
        return own.Changed >= LeastChanged * own.Distinct ? PlaceSight.Changed : PlaceSight.AsUsual;
    }

    private static Tally Count(LookBackground background, in CellBox box, in CellBox without)
    {
        var tally = default(Tally);
        for (var row = box.Top; row < box.Bottom; row++)
        {
            for (var column = box.Left; column < box.Right; column++)
            {
                if (!without.Contains(column, row))
                    tally.Add(background.Flags[row * CellGrid.Columns + column], background.Knows(row * CellGrid.Columns + column));
            }
        }

        return tally;
    }

    private struct Tally
    {
        public int Cells;
        public int Known;
        public int Explained;
        public int Differs;
        public int Glare;
        public int Dull;
        public int Distinct;
        public int Changed;

        public void Add(CellFlags flags, bool known)
        {
            Cells++;
            Explained += One(flags, CellFlags.Explained);
            if (!known)
                return;
            Known++;
            Differs += One(flags, CellFlags.Structure | CellFlags.Colour);
            Glare += One(flags, CellFlags.Glare);
            Dull += One(flags, CellFlags.Dull);
            Distinct += One(flags, CellFlags.Distinct);
            Changed += One(flags, CellFlags.Distinct) & One(flags, CellFlags.Structure);
        }

        private static int One(CellFlags flags, CellFlags asked) => flags.Has(asked) ? 1 : 0;
    }
}
