import type { Case, CaseLimit, LimitState } from "../api/types";

/** The state of a limit by the reader's clock: one that was read some time ago may have run out since. */
export function stateAt({ state, dueAt }: Pick<CaseLimit, "state" | "dueAt">, now: number): LimitState {
  return state !== "paused" && dueAt && Date.parse(dueAt) <= now ? "overdue" : state;
}

/** Seconds until it is due, negative once it is; null while it is paused. */
export function secondsLeft({ state, dueAt }: Pick<CaseLimit, "state" | "dueAt">, now: number): number | null {
  return state === "paused" || !dueAt ? null : (Date.parse(dueAt) - now) / 1000;
}

/** How the limit of a listed case stands by the reader's clock; null without one, and once it was handled. */
export function dueOf({ due, dueAt, dueSoonAt }: Pick<Case, "due" | "dueAt" | "dueSoonAt">, now: number): LimitState | null {
  if (due === undefined || due === "met" || due === "missed") return null;
  if (due === "paused" || !dueAt) return due;
  if (Date.parse(dueAt) <= now) return "overdue";
  return dueSoonAt && Date.parse(dueSoonAt) <= now ? "due-soon" : "running";
}
