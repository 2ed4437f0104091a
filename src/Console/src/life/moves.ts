import type { CaseState, ChangeKind } from "../api/types";

export const caseStates: readonly CaseState[] = ["pending", "filed", "dispatched", "handled", "verified", "returned", "suspended", "closed", "rejected", "merged", "voided"];

// The first is the usual next step: key 1 takes a case on, whatever its state.
const moves: Record<CaseState, readonly ChangeKind[]> = {
  pending: [],
  filed: ["dispatch", "handle", "suspend", "void"],
  dispatched: ["handle", "suspend", "void"],
  returned: ["dispatch", "handle", "suspend", "void"],
  handled: ["verify", "return", "close", "void"],
  verified: ["close", "return"],
  suspended: ["resume"],
  closed: [],
  rejected: [],
  merged: [],
  voided: [],
};

/** What can become of a case in this state, the usual next step first; as the bridge allows it, where it said so. */
export function movesOf(state: CaseState, allowed?: readonly ChangeKind[]): readonly ChangeKind[] {
  const usual = moves[state] ?? [];
  return allowed ? [...usual.filter((kind) => allowed.includes(kind)), ...allowed.filter((kind) => !usual.includes(kind))] : usual;
}

export type ChangeField = "department" | "handler" | "reference";

const fields: Partial<Record<ChangeKind, readonly ChangeField[]>> = { dispatch: ["department", "reference"], handle: ["handler"], note: ["department", "handler", "reference"] };

/** What is asked for besides a reason. */
export const fieldsOf = (kind: ChangeKind): readonly ChangeField[] => fields[kind] ?? [];

/** Whether a case may not make this move without words on why. */
export const needsReason = (kind: ChangeKind): boolean => kind === "return" || kind === "void" || kind === "suspend";
