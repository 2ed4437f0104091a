import { describe, expect, it } from "vitest";
import type { Case } from "../src/api/types";
import { isForTheBridge, isNarrow, matches, openingFilter, toQuery } from "../src/review/filter";
import { openingQueue, reduceQueue } from "../src/review/queue";

const now = new Date(2026, 10, 22, 9, 30, 20).getTime();
const one = (more: Partial<Case> = {}) => ({ id: "c1", number: 1, state: "pending", problem: "garbage", agent: "east", camera: "gate", ...more }) as Case;

describe("what the queue asks for", () => {
  it("is all that waits, unless a person narrows it", () => {
    expect(toQuery(openingFilter, now)).toEqual({ state: "pending", storm: "none" });
    expect(isNarrow(openingFilter)).toBe(false);
    expect(isNarrow({ ...openingFilter, text: "12" })).toBe(true);
  });

  it("names camera and agent apart, and leaves out blank texts", () => {
    expect(toQuery({ ...openingFilter, state: "all", camera: "east/gate", text: "  " }, now)).toEqual({ agent: "east", camera: "gate" });
    expect(toQuery({ ...openingFilter, text: " alley ", due: "overdue", box: { west: 1, south: 2, east: 3, north: 4 } }, now)).toEqual({ state: "pending", text: "alley", due: "overdue", sort: "due", box: "1,2,3,4" });
  });

  it("begins today at the reader's midnight, and other periods so many days ago", () => {
    expect(toQuery({ ...openingFilter, period: "today" }, now).from).toBe(new Date(2026, 10, 22).toISOString());
    expect(toQuery({ ...openingFilter, period: "7d" }, now).from).toBe(new Date(2026, 10, 15, 9, 30).toISOString());
  });

  it("takes whole days, the last one with its night", () => {
    const days = { ...openingFilter, period: "days" as const, fromDay: "2026-11-20", toDay: "2026-11-21" };
    expect(toQuery(days, now)).toEqual({ state: "pending", storm: "none", from: new Date(2026, 10, 20).toISOString(), to: new Date(2026, 10, 22).toISOString() });
    expect(toQuery({ ...days, toDay: "" }, now)).not.toHaveProperty("to");
  });
});

describe("a list of what is due", () => {
  it("stands in the bridge's order, the most pressing first", () => {
    const late = { ...openingQueue, filter: { ...openingFilter, state: "all" as const, due: "overdue" as const } };
    const listed = (number: number, dueAt: string) => one({ id: `c${number}`, number, state: "filed", dueAt });
    const first = reduceQueue(late, { type: "loaded", page: { items: [listed(7, "2026-11-22T01:00:00Z"), listed(9, "2026-11-22T02:00:00Z")], total: 3, next: 9 }, more: false });
    const all = reduceQueue(first, { type: "loaded", page: { items: [listed(8, "2026-11-22T03:00:00Z")], total: 3 }, more: true });
    expect(all.items.map(({ number }) => number)).toEqual([7, 9, 8]);
    expect(all.selected).toBe("c7");
  });
});

describe("a case that changes while a list is shown", () => {
  it("belongs by state, problem and camera", () => {
    expect(matches({ ...openingFilter, camera: "east/gate" }, one())).toBe(true);
    expect(matches({ ...openingFilter, camera: "east/other" }, one())).toBe(false);
    expect(matches({ ...openingFilter, state: "all", problem: "manhole-open" }, one())).toBe(false);
  });

  it("does not come by itself into a list that only the bridge can tell", () => {
    const searched = { ...openingFilter, text: "gate" };
    expect(isForTheBridge(searched)).toBe(true);
    const queue = reduceQueue({ ...openingQueue, filter: searched }, { type: "changed", case: one() });
    expect(queue.items).toEqual([]);
  });
});
