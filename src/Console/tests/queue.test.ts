import { describe, expect, it } from "vitest";
import { ApiError } from "../src/api/client";
import type { Case } from "../src/api/types";
import { openingFilter } from "../src/review/filter";
import { ahead, needsMore, openingQueue, reduceQueue, type Queue, type QueueAction } from "../src/review/queue";

const at = (number: number, more: Partial<Case> = {}): Case => ({
  id: `c${number}`, number, state: "pending", problem: "garbage", openedAt: "", seenAt: "", agent: "east", camera: "gate", score: 0.8, threshold: 0.5, confidence: { prior: 0.5, posterior: 0.9, factors: [] }, reports: 1, subjects: [], judgement: null, ...more,
});
const play = (queue: Queue, ...actions: QueueAction[]) => actions.reduce(reduceQueue, queue);
const ids = (queue: Queue) => queue.items.map((item) => item.id);
const opened = (...numbers: number[]) => play(openingQueue, { type: "loaded", page: { items: numbers.map((n) => at(n)), total: numbers.length }, more: false });

describe("review queue", () => {
  it("selects the newest case when it is loaded", () => {
    const queue = opened(1, 3, 2);
    expect(ids(queue)).toEqual(["c3", "c2", "c1"]);
    expect(queue.selected).toBe("c3");
  });

  it("shows a new case without stealing the selection", () => {
    const queue = play(opened(1, 2), { type: "changed", case: at(3) });
    expect(ids(queue)).toEqual(["c3", "c2", "c1"]);
    expect(queue).toMatchObject({ selected: "c2", arrived: 1, total: 3 });
  });

  it("selects a new case where nothing was", () => {
    expect(play(opened(), { type: "changed", case: at(1) })).toMatchObject({ selected: "c1", arrived: 0 });
  });

  it("keeps a new case out that the filter does not want", () => {
    const queue = play(opened(1), { type: "filter", filter: { ...openingFilter, problem: "garbage" } }, { type: "loaded", page: { items: [at(1)], total: 1 }, more: false });
    expect(ids(play(queue, { type: "changed", case: at(2, { problem: "manhole-open" }) }))).toEqual(["c1"]);
  });

  it("goes to the case below after a verdict, and above at the end", () => {
    expect(play(opened(1, 2, 3), { type: "decided", id: "c3" })).toMatchObject({ selected: "c2", total: 2, decided: 1 });
    expect(play(opened(1, 2, 3), { type: "select", id: "c1" }, { type: "decided", id: "c1" }).selected).toBe("c2");
    expect(play(opened(1), { type: "decided", id: "c1" }).selected).toBeNull();
  });

  it("brings a refused verdict's case back to its place and leaves the selection", () => {
    const queue = play(opened(1, 2, 3), { type: "decided", id: "c3" }, { type: "restored", case: at(3), select: false, undone: true });
    expect(ids(queue)).toEqual(["c3", "c2", "c1"]);
    expect(queue).toMatchObject({ selected: "c2", total: 3, decided: 0 });
  });

  it("does not bring a case back that someone else decided", () => {
    const queue = play(opened(1, 2), { type: "decided", id: "c2" }, { type: "restored", case: at(2, { state: "filed" }), select: false, undone: true });
    expect(ids(queue)).toEqual(["c1"]);
    expect(queue.total).toBe(1);
  });

  it("selects the case of an undone verdict", () => {
    const queue = play(opened(1, 2, 3), { type: "decided", id: "c2" }, { type: "restored", case: at(2), select: true, undone: true });
    expect(queue).toMatchObject({ selected: "c2", total: 3, decided: 0 });
  });

  it("counts a case once when both its answer and its live message tell of the verdict", () => {
    const queue = play(opened(1, 2, 3), { type: "decided", id: "c3" }, { type: "changed", case: at(3, { state: "filed" }) });
    expect(queue).toMatchObject({ total: 2 });
    expect(ids(queue)).toEqual(["c2", "c1"]);
  });

  it("keeps the selected case in sight when another person decides it, until the reader moves on", () => {
    const decided = play(opened(1, 2), { type: "changed", case: at(2, { state: "filed" }) });
    expect(ids(decided)).toEqual(["c2", "c1"]);
    expect(decided.total).toBe(1);
    expect(ids(play(decided, { type: "step", by: 1 }))).toEqual(["c1"]);
  });

  it("takes another case away when another person decides it", () => {
    expect(ids(play(opened(1, 2, 3), { type: "changed", case: at(1, { state: "rejected" }) }))).toEqual(["c3", "c2"]);
  });

  it("goes on when a change takes the case out of the list, and stays where it does not", () => {
    const filed = { state: "filed" as const };
    const queue = play(openingQueue, { type: "filter", filter: { ...openingFilter, state: "filed" } }, { type: "loaded", page: { items: [at(3, filed), at(2, filed), at(1, filed)], total: 3 }, more: false });
    expect(play(queue, { type: "moved", case: at(3, { state: "dispatched" }) })).toMatchObject({ selected: "c2", total: 2, decided: 0 });
    expect(play(queue, { type: "moved", case: at(3, { ...filed, component: "x" }) })).toMatchObject({ selected: "c3", total: 3 });
  });

  it("stops at both ends", () => {
    const queue = opened(1, 2);
    expect(play(queue, { type: "step", by: -1 }).selected).toBe("c2");
    expect(play(queue, { type: "step", by: 1 }, { type: "step", by: 1 }).selected).toBe("c1");
  });

  it("adds older pages below and keeps the selection", () => {
    const first = play(openingQueue, { type: "loaded", page: { items: [at(9), at(8)], total: 4, next: 8 }, more: false }, { type: "step", by: 1 });
    const all = play(first, { type: "loaded", page: { items: [at(7), at(6)], total: 4 }, more: true });
    expect(ids(all)).toEqual(["c9", "c8", "c7", "c6"]);
    expect(all).toMatchObject({ selected: "c8", next: null });
  });

  it("asks for the next page before the reader comes to the end, and not where there is none", () => {
    const page = (next: number | null) => play(openingQueue, { type: "loaded", page: { items: Array.from({ length: 20 }, (_, i) => at(i + 1)), total: 40, next }, more: false });
    expect(needsMore(page(1))).toBe(false);
    expect(needsMore(play(page(1), { type: "select", id: "c5" }))).toBe(true);
    expect(needsMore(play(page(null), { type: "select", id: "c5" }))).toBe(false);
    expect(needsMore(play(page(1), { type: "select", id: "c5" }, { type: "failed", error: new ApiError(0, "unreachable") }))).toBe(false);
  });

  it("drops what a fresh list no longer has, but for the selected case", () => {
    const queue = play(opened(1, 2, 3), { type: "loaded", page: { items: [at(2)], total: 1 }, more: false });
    expect(ids(queue)).toEqual(["c3", "c2"]);
  });

  it("keeps showing what it has when loading fails", () => {
    expect(ids(play(opened(1), { type: "failed", error: new ApiError(0, "unreachable") }))).toEqual(["c1"]);
  });

  it("looks ahead in reading order", () => {
    expect(ahead(opened(1, 2, 3), 2).map((one) => one.id)).toEqual(["c2", "c1"]);
  });
});
