import type { CaseState } from "../api/types";

/** What a map tells apart: who has to do something about a case. */
export type StateGroup = "waits" | "underway" | "done" | "none";

const groups: Record<CaseState, StateGroup> = {
  pending: "waits", filed: "underway", dispatched: "underway", handled: "underway", verified: "underway", returned: "underway", suspended: "underway",
  closed: "done", rejected: "none", merged: "none", voided: "none",
};

export const stateGroups: readonly StateGroup[] = ["waits", "underway", "done", "none"];

export const groupOf = (state: CaseState): StateGroup => groups[state] ?? "none";

export const statesOf = (shown: readonly StateGroup[]): CaseState[] => (Object.keys(groups) as CaseState[]).filter((state) => shown.includes(groups[state]));

/** How many cases are in each group. */
export function countsOf(states: Partial<Record<CaseState, number>>): Record<StateGroup, number> {
  const counts: Record<StateGroup, number> = { waits: 0, underway: 0, done: 0, none: 0 };
  for (const [state, count] of Object.entries(states)) counts[groupOf(state as CaseState)] += count;
  return counts;
}
