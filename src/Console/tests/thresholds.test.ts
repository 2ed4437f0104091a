import { describe, expect, it } from "vitest";
import type { Score, ThresholdSetting } from "../src/api/types";
import { settled } from "../src/camera/settling";
import { allDayOf, bandsOf, classesOf, covers, editable, isBandValid, nearest, passing, stackDots, weightedPassing, withAllDay, withBands } from "../src/camera/thresholds";
import { withoutSent } from "../src/camera/useSettingsDraft";

const sample = (score: number, samplingProbability = 1): Score => ({ id: `s${score}`, takenAt: "", score, threshold: 0.5, samplingProbability, model: "m", hasPicture: false });
const night: ThresholdSetting = { class: "overflow", minScore: 0.7, fromHour: 22, toHour: 6 };

describe("counts", () => {
  const scores = [sample(0.2, 0.1), sample(0.5), sample(0.6, 0.5), sample(0.9)];

  it("let a score at the threshold pass", () => {
    expect(passing(scores, 0.5)).toBe(3);
    expect(passing(scores, 0.51)).toBe(2);
    expect(passing([], 0.5)).toBe(0);
  });

  it("weigh a sample by how seldom it is drawn", () => {
    expect(weightedPassing(scores, 0.5)).toBe(4);
    expect(weightedPassing(scores, 0)).toBe(14);
  });

  it("find the sample that the line decides next", () => {
    expect(nearest(scores, 0.58)?.score).toBe(0.6);
    expect(nearest([], 0.5)).toBeUndefined();
  });
});

describe("dots", () => {
  it("stack in the column of their score", () => {
    const dots = stackDots([sample(0.51), sample(0.55), sample(1)], 10);
    expect(dots.map(({ column, row }) => [column, row])).toEqual([[5, 0], [5, 1], [9, 0]]);
  });
});

describe("threshold settings", () => {
  const settings: ThresholdSetting[] = [{ class: "garbage", minScore: 0.4 }, night];

  it("change one class and leave the others and its hours", () => {
    const changed = withAllDay(settings, "overflow", 0.6049);
    expect(allDayOf(changed, "overflow")).toBe(0.6);
    expect(allDayOf(changed, "garbage")).toBe(0.4);
    expect(bandsOf(changed, "overflow")).toEqual([night]);
  });

  it("replace an earlier value instead of piling up", () => {
    expect(withAllDay(withAllDay(settings, "garbage", 0.5), "garbage", 0.6).filter((one) => one.class === "garbage")).toEqual([{ class: "garbage", minScore: 0.6 }]);
  });

  it("change the hours of one class and leave its all-day value", () => {
    const changed = withBands(withAllDay(settings, "overflow", 0.5), "overflow", []);
    expect(bandsOf(changed, "overflow")).toEqual([]);
    expect(allDayOf(changed, "overflow")).toBe(0.5);
  });

  it("take null hours, as the wire may have them, for all day", () => {
    expect(allDayOf([{ class: "a", minScore: 0.3, fromHour: null, toHour: null } as unknown as ThresholdSetting], "a")).toBe(0.3);
  });

  it("go over midnight", () => {
    expect([21, 22, 0, 5, 6].map((hour) => covers(night, hour))).toEqual([false, true, true, true, false]);
  });

  it("refuse hours that are none", () => {
    expect(isBandValid(night)).toBe(true);
    expect(isBandValid({ ...night, toHour: 22 })).toBe(false);
    expect(isBandValid({ ...night, fromHour: 24 })).toBe(false);
    expect(isBandValid({ class: "a", minScore: 0.5, fromHour: 3 })).toBe(false);
  });

  it("start from what is in force for the judged classes, as the first list replaces the agent's own", () => {
    const camera = { zones: [{ id: "z", polygon: [], rules: [{ rule: "state", problem: "garbage", classes: ["garbage"] }] }], thresholds: { bin: 0.5, garbage: 0.4500000178813934 } };
    expect(editable(camera as never, null)).toEqual([{ class: "garbage", minScore: 0.45 }]);
    expect(editable(camera as never, settings)).toBe(settings);
  });

  it("list judged classes before the rest of a model's", () => {
    const camera = { zones: [{ id: "z", polygon: [], rules: [{ rule: "state", problem: "garbage", classes: ["garbage"] }] }], thresholds: { bin: 0.5, garbage: 0.5 } };
    expect(classesOf(camera as never, [])).toEqual(["garbage", "bin"]);
  });
});

describe("a revision that was sent", () => {
  const view = { desired: null, revision: 7, inForce: 6, received: 6, refused: [] };

  it("waits until the agent has seen it", () => {
    expect(settled(view, 7)).toEqual({ state: "waiting" });
    expect(settled(null, 7)).toEqual({ state: "waiting" });
  });

  it("is in force when the agent says so, also with a later one", () => {
    expect(settled({ ...view, inForce: 7, received: 7 }, 7)).toEqual({ state: "inForce" });
    expect(settled({ ...view, inForce: 9, received: 9 }, 7)).toEqual({ state: "inForce" });
  });

  it("is refused by name", () => {
    const refused = [{ camera: "gate", key: "thresholds[0].minScore", value: "2", remedy: "0..1" }];
    expect(settled({ ...view, received: 7, refused }, 7)).toEqual({ state: "refused", refusals: refused });
    expect(settled({ ...view, refused }, 7)).toEqual({ state: "waiting" });
  });

  it("leaves in the draft what was edited again since", () => {
    const zones = [{ id: "a", polygon: [] }];
    expect(withoutSent({ cadence: 5, zones }, { cadence: 5, zones })).toEqual({});
    expect(withoutSent({ cadence: 6, zones }, { cadence: 5, zones })).toEqual({ cadence: 6 });
  });
});
