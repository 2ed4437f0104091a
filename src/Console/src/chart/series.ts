import type { CaseSeries, ReadingQuality } from "../api/types";

/** One reading on the axis: its time in milliseconds, and no value where the sensor could not measure. */
export interface Point {
  at: number;
  value: number | null;
  quality: ReadingQuality;
}

/** The readings of one quantity, oldest first, one for each time. */
export interface Series {
  quantity: string;
  unit: string;
  points: Point[];
}

export interface Span {
  from: number;
  to: number;
}

/** How many times longer than its neighbours an interval must be to count as a gap. */
const gapFactor = 3;

/** The readings of one quantity in order, each time once; what could not be measured has no value, whatever the wire carries. */
export function seriesOf({ quantity, unit, points }: Omit<CaseSeries, "source">): Series {
  const byTime = new Map<number, Point>();
  for (const { at, value, quality } of points) {
    const time = Date.parse(at);
    if (Number.isNaN(time)) continue;
    const measured = quality === "bad" ? null : value ?? null;
    byTime.set(time, { at: time, value: measured, quality: measured === null ? "bad" : quality });
  }
  return { quantity, unit, points: [...byTime.values()].sort((a, b) => a.at - b.at) };
}

/** The time that all series cover together, so that charts beside each other share it; a single reading gets a minute about it. */
export function spanOf(series: Series[]): Span | null {
  const times = series.flatMap(({ points }) => points.map((point) => point.at));
  if (times.length === 0) return null;
  const from = Math.min(...times);
  const to = Math.max(...times);
  return to - from >= 1000 ? { from, to } : { from: from - 30_000, to: to + 30_000 };
}

/**
 * The times in which no reading came although its neighbours lie close. Older readings may be thinned and a sensor may report more often in need, so an
 * interval is compared with those beside it, not with the average. `until` is the end of what is shown: a sensor that fell silent leaves a gap up to it.
 */
export function gapsOf(points: Point[], until?: number): Span[] {
  const times = points.map(({ at }) => at);
  if (until !== undefined && until > (times.at(-1) ?? until)) times.push(until);
  const step = (i: number) => (i > 0 && i < times.length ? times[i]! - times[i - 1]! : 0);
  const gaps: Span[] = [];
  for (let i = 1; i < times.length; i++) {
    const usual = Math.max(step(i - 1), step(i + 1));
    if (usual > 0 && step(i) > gapFactor * usual) gaps.push({ from: times[i - 1]!, to: times[i]! });
  }
  return gaps;
}

/** The parts that are drawn as one line each: broken at gaps and where the sensor could not measure. */
export function runsOf(points: Point[], gaps: Span[] = gapsOf(points)): Point[][] {
  const starts = new Set(gaps.map(({ to }) => to));
  const runs: Point[][] = [];
  let run: Point[] = [];
  for (const point of points) {
    if (run.length > 0 && (point.value === null || starts.has(point.at))) {
      runs.push(run);
      run = [];
    }
    if (point.value !== null) run.push(point);
  }
  if (run.length > 0) runs.push(run);
  return runs;
}

/** Which point lies nearest to a time; -1 without any. */
export function nearestTo(points: Point[], time: number): number {
  let best = -1;
  for (let i = 0; i < points.length; i++)
    if (best < 0 || Math.abs(points[i]!.at - time) < Math.abs(points[best]!.at - time)) best = i;
  return best;
}

/** Figures of a series for those who cannot see it; null where nothing was measured. */
export function figuresOf(points: Point[]): { lowest: number; highest: number; latest: Point } | null {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  const latest = points.findLast(({ value }) => value !== null);
  return latest ? { lowest: Math.min(...values), highest: Math.max(...values), latest } : null;
}
