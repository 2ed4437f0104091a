import { useEffect, useState } from "react";
import { api } from "../api/client";
import type { Box, GridCell } from "../api/types";

/** The outlines of the unit grid cells in sight and around it, where they are few enough to draw. They change once in years: what was read is kept until the view leaves it. */
export function useMapCells(box: Box | null): GridCell[] {
  const [known, setKnown] = useState<{ area: Box; cells: GridCell[]; all: boolean }>();
  const needed = box !== null && !(known?.all && isWithin(box, known.area));
  const key = needed ? `${box.west} ${box.south} ${box.east} ${box.north}` : "";

  useEffect(() => {
    if (!needed) return;
    const abort = new AbortController();
    const area = widened(box);
    api.cells(area, abort.signal).then(
      ({ total, items }) => { if (!abort.signal.aborted) setKnown({ area, cells: items, all: items.length === total }); },
      // A map without outlines is still a map; the next move asks again.
      () => {},
    );
    return () => abort.abort();
    // `key` names what is asked.
  }, [key]);

  return known?.cells ?? [];
}

const isWithin = (one: Box, other: Box) => one.west >= other.west && one.south >= other.south && one.east <= other.east && one.north <= other.north;

/** Half as much again on each side, so that a short drag asks nothing. */
export function widened({ west, south, east, north }: Box): Box {
  const [dx, dy] = [(east - west) / 2, (north - south) / 2];
  return { west: Math.max(-180, west - dx), south: Math.max(-85, south - dy), east: Math.min(180, east + dx), north: Math.min(85, north + dy) };
}
