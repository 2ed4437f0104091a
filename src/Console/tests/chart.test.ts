import { describe, expect, it } from "vitest";
import type { CaseSeries } from "../src/api/types";
import { rangeOf, tickWords, timeTicks, valueTicks } from "../src/chart/axis";
import { frameOf, pathOf, placeMarks } from "../src/chart/frame";
import { figuresOf, gapsOf, nearestTo, runsOf, seriesOf, spanOf, type Point } from "../src/chart/series";

const start = Date.parse("2026-11-22T02:00:00Z");
type Reading = CaseSeries["points"][number];
const reading = (seconds: number, value: number | null, more: Partial<Reading> = {}): Reading =>
  ({ value, quality: value === null ? "bad" : "good", at: new Date(start + seconds * 1000).toISOString(), ...more });
const tiltOf = (points: Reading[]) => seriesOf({ quantity: "tilt", unit: "deg", points });
const pointsOf = (...readings: Reading[]): Point[] => tiltOf(readings).points;
const every = (seconds: number[]) => pointsOf(...seconds.map((at) => reading(at, 1)));

describe("a series of readings", () => {
  it("begins with the oldest reading", () => {
    expect(pointsOf(reading(20, 3), reading(0, 1)).map(({ value }) => value)).toEqual([1, 3]);
  });

  it("holds a reading once that two reports carry", () => {
    expect(pointsOf(reading(0, 1), reading(10, 2), reading(10, 2))).toHaveLength(2);
  });

  it("keeps that a sensor could not measure, without a value", () => {
    expect(pointsOf(reading(0, 1), reading(10, 0, { quality: "bad" })).at(-1)).toEqual({ at: start + 10_000, value: null, quality: "bad" });
  });

  it("leaves out a reading whose time is none", () => {
    expect(pointsOf(reading(0, 1, { at: "yesterday" }))).toEqual([]);
  });

  it("shares its span with the others, and has one for a single reading", () => {
    expect(spanOf([tiltOf([reading(0, 1)]), tiltOf([reading(60, 1)])])).toEqual({ from: start, to: start + 60_000 });
    expect(spanOf([tiltOf([reading(0, 1)])])).toEqual({ from: start - 30_000, to: start + 30_000 });
    expect(spanOf([])).toBeNull();
  });

  it("gives its figures without what could not be measured", () => {
    expect(figuresOf(pointsOf(reading(0, 4), reading(10, 2), reading(20, null)))).toMatchObject({ lowest: 2, highest: 4, latest: { value: 2 } });
    expect(figuresOf(pointsOf(reading(0, null)))).toBeNull();
  });

  it("finds the reading nearest to the pointer", () => {
    expect(nearestTo(every([0, 10, 20]), start + 14_000)).toBe(1);
    expect(nearestTo(every([0, 10, 20]), start + 999_000)).toBe(2);
    expect(nearestTo([], start)).toBe(-1);
  });
});

describe("gaps", () => {
  it("are where nothing came for much longer than beside it", () => {
    expect(gapsOf(every([0, 10, 20, 100, 110]))).toEqual([{ from: start + 20_000, to: start + 100_000 }]);
  });

  it("are not seen where a sensor reports more often in need, or older readings were thinned", () => {
    expect(gapsOf(every([0, 3600, 7200, 7210, 7220, 7230]))).toEqual([]);
  });

  it("break the line, as does a reading that failed", () => {
    const points = pointsOf(...[0, 10, 20].map((at) => reading(at, 1)), reading(30, null), ...[40, 50, 200, 210].map((at) => reading(at, 2)));
    expect(runsOf(points).map((run) => run.length)).toEqual([3, 2, 2]);
  });
});

describe("axes", () => {
  const tilt = (...values: number[]) => tiltOf(values.map((value, i) => reading(i * 10, value)));

  it("begin at zero where the quantity does, and hold the limit", () => {
    const range = rangeOf(tilt(2, 12), 15);
    expect(range.low).toBe(0);
    expect(range.high).toBeGreaterThan(15);
  });

  it("do not blow up noise about a steady value", () => {
    const range = rangeOf(tilt(0.3, 0.4));
    expect(range.high - range.low).toBeGreaterThanOrEqual(5);
  });

  it("show a share of a hundred whole", () => {
    expect(rangeOf({ ...tilt(80, 90), quantity: "fill-level" })).toEqual({ low: 0, high: 100 });
  });

  it("stay finite without any value", () => {
    const range = rangeOf({ quantity: "other", unit: "1", points: [] });
    expect(range.high).toBeGreaterThan(range.low);
  });

  it("have round values", () => {
    expect(valueTicks({ low: 0, high: 27 }, 3)).toEqual([0, 10, 20]);
    expect(valueTicks({ low: 3.12, high: 3.68 }, 3)).toEqual([3.2, 3.4, 3.6]);
    expect(valueTicks({ low: 1, high: 1 }, 3)).toEqual([]);
  });

  it("have round times, never more than asked for plus one", () => {
    const { ticks, step } = timeTicks({ from: start + 7_000, to: start + 307_000 }, 5);
    expect(step).toBe(60_000);
    expect(ticks.map((at) => (at - start) / 1000)).toEqual([60, 120, 180, 240, 300]);
    expect(timeTicks({ from: start, to: start + 400 * 86_400_000 }, 4).ticks.length).toBeLessThan(20);
  });

  it("name times as finely as the steps need", () => {
    const time = new Date(2026, 10, 22, 9, 5, 30).getTime();
    expect(tickWords("en", time, 10_000)).toBe("09:05:30");
    expect(tickWords("zh", time, 60_000)).toBe("09:05");
    expect(tickWords("en", new Date(2026, 10, 22).getTime(), 3_600_000)).toBe("22 Nov");
  });
});

describe("a chart's frame", () => {
  const frame = frameOf({ width: 300, height: 120, span: { from: 0, to: 100 }, range: { low: 0, high: 10 }, words: ["10°"], markRows: 0 });

  it("maps the corners of the data to the corners of the plot, and a pixel back to its time", () => {
    expect([frame.x(0), frame.x(100), frame.y(0), frame.y(10)]).toEqual([frame.left, frame.right, frame.bottom, frame.top]);
    expect(frame.timeOf(frame.x(42))).toBeCloseTo(42);
  });

  it("draws a truth value in steps and a measure as a line", () => {
    const run: Point[] = [{ at: 0, value: 0, quality: "good" }, { at: 50, value: 10, quality: "good" }];
    expect(pathOf(run, frame, true)).toMatch(/^M[\d. ]+H[\d.]+V[\d.]+$/);
    expect(pathOf(run, frame, false)).toMatch(/^M[\d. ]+L[\d. ]+$/);
  });

  it("gives marks that lie close rows of their own, and turns words away from the edge", () => {
    const marks = placeMarks([{ at: 10, label: "camera looked" }, { at: 12, label: "began" }, { at: 99, label: "gone" }], frame.x, frame.left, frame.right);
    expect(marks.map(({ row }) => row)).toEqual([0, 1, 0]);
    expect(marks.at(-1)!.anchor).toBe("end");
  });
});
