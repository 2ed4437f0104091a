import type { CaseLimit, LimitState } from "../api/types";

/** The state of a limit by the reader's clock: one that was read some time ago may have run out since. */
export function stateAt({ state, dueAt }: Pick<CaseLimit, "state" | "dueAt">, now: number): LimitState {
  return state !== "paused" && dueAt && Date.parse(dueAt) <= now ? "overdue" : state;
}

/** Seconds until it is due, negative once it is; null while it is paused. */
export function secondsLeft({ state, dueAt }: Pick<CaseLimit, "state" | "dueAt">, now: number): number | null {
  return state === "paused" || !dueAt ? null : (Date.parse(dueAt) - now) / 1000;
}
