import { describe, expect, it } from "vitest";
import type { CaseLimit } from "../src/api/types";
import { needsReason, movesOf, caseStates } from "../src/life/moves";
import { dueOf, secondsLeft, stateAt } from "../src/life/limits";
import { momentWords } from "../src/time/words";

describe("what can become of a case", () => {
  it("begins with the usual next step", () => {
    expect(["filed", "dispatched", "handled", "verified", "returned", "suspended"].map((state) => movesOf(state as never)[0])).toEqual(["dispatch", "handle", "verify", "close", "dispatch", "resume"]);
  });

  it("is nothing where it waits for a verdict or has ended", () => {
    for (const state of ["pending", "closed", "rejected", "merged", "voided"] as const) expect(movesOf(state), state).toEqual([]);
  });

  it("fits the digits of a keyboard", () => {
    for (const state of caseStates) expect(movesOf(state).length).toBeLessThanOrEqual(9);
  });

  it("needs words where it goes back, ends in error or stands still", () => {
    expect((["dispatch", "handle", "verify", "return", "close", "void", "suspend", "resume"] as const).filter(needsReason)).toEqual(["return", "void", "suspend"]);
  });
});

describe("a limit", () => {
  const now = Date.parse("2026-11-23T07:00:00Z");
  const limit = (more: Partial<CaseLimit> = {}): CaseLimit => ({ when: "w", closing: "c", limit: "4工作时", from: "2026-11-23T01:00:00Z", dueAt: "2026-11-23T07:30:00Z", state: "running", used: 0.8, isProvisional: false, ...more });

  it("counts down to when it is due", () => {
    expect(secondsLeft(limit(), now)).toBe(1800);
    expect(secondsLeft(limit({ dueAt: "2026-11-23T06:59:00Z" }), now)).toBe(-60);
  });

  it("runs out by the reader's clock, also where the bridge was asked before", () => {
    expect(stateAt(limit({ state: "due-soon" }), now)).toBe("due-soon");
    expect(stateAt(limit({ state: "due-soon", dueAt: "2026-11-23T07:00:00Z" }), now)).toBe("overdue");
  });

  it("stands still while the case is suspended", () => {
    const { dueAt: _, ...paused } = limit({ state: "paused" });
    expect(secondsLeft(paused, now)).toBeNull();
    expect(stateAt(paused, now)).toBe("paused");
  });

  it("is told in lists while it presses, and no more once the case was handled", () => {
    const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
    expect(dueOf({ due: "running", dueAt: at(90), dueSoonAt: at(30) }, now)).toBe("running");
    expect(dueOf({ due: "running", dueAt: at(20), dueSoonAt: at(-10) }, now)).toBe("due-soon");
    expect(dueOf({ due: "due-soon", dueAt: at(-1), dueSoonAt: at(-30) }, now)).toBe("overdue");
    expect(dueOf({ due: "paused" }, now)).toBe("paused");
    expect([dueOf({}, now), dueOf({ due: "met" }, now), dueOf({ due: "missed" }, now)]).toEqual([null, null, null]);
  });

  it("names the day where it is another one", () => {
    const today = new Date(2026, 10, 23, 9, 0);
    expect(momentWords("en", new Date(2026, 10, 23, 15, 5).toISOString(), today.getTime())).toBe("15:05");
    expect(momentWords("en", new Date(2026, 10, 24, 10, 0).toISOString(), today.getTime())).toBe("Tue 24 Nov 10:00");
    expect(momentWords("zh", new Date(2026, 10, 24, 10, 0).toISOString(), today.getTime())).toContain("24");
  });
});
