/** Shapes of a case's life after the verdict: states, changes, codes, place in the registers, and limits. */

export type CaseState = "pending" | "filed" | "dispatched" | "handled" | "verified" | "closed" | "rejected" | "voided" | "merged" | "returned" | "suspended";

export type ChangeKind = "dispatch" | "handle" | "verify" | "return" | "close" | "void" | "suspend" | "resume" | "note";

/** What a person, or the city's platform, says has become of a case. */
export interface CaseChange {
  kind: ChangeKind;
  actor: string;
  reason?: string;
  department?: string;
  handler?: string;
  /** The id at the city's platform. */
  reference?: string;
  urgent?: boolean;
  /** Watched from above (督办). */
  supervised?: boolean;
}

/** What has become of a filed case. */
export interface Handling {
  filedAt?: string;
  dispatchedAt?: string;
  handledAt?: string;
  verifiedAt?: string;
  closedAt?: string;
  /** The latest look that reported it after it was said to be handled. */
  stillSeenAt?: string;
  /** How often it came back, and how often it was handled again after that. */
  returns?: number;
  reworks?: number;
  department?: string;
  handler?: string;
  reference?: string;
  urgent?: boolean;
  supervised?: boolean;
  dueAt?: string;
  dueSoonAt?: string;
  /** How its limit stands; once it was handled, whether that was in time. */
  due?: LimitState | "met" | "missed";
}

export interface CaseCode {
  standard: string;
  kind: string;
  code: string;
  zh: string;
  en?: string;
  /** `confirmed`, `unconfirmed`, or `city` for the city's own. */
  confidence: string;
  /** Why this one: `city-class`, `component-class`, `problem`, `counterpart`. */
  basis: string;
}

/** In the city's registers, as they were on the day that the case began. */
export interface CaseLocation {
  cell?: string;
  dutyGrid?: string;
  /** The case's own where it is registered (distance 0), else the nearest: a hint. */
  component?: { id: string; class: string; distance: number };
}

export type LimitState = "running" | "due-soon" | "paused" | "overdue";

export interface FilingCondition {
  when: string;
  closing: string;
  /** As the city's rules write it: `2紧急工作时`. */
  limit: string;
}

/** The condition that a case was filed under, with the profile that has it: `yunwan@2026.1`. */
export interface CaseFiling extends FilingCondition {
  profile?: string;
}

export interface CaseLimit extends FilingCondition {
  from: string;
  dueAt?: string;
  state: LimitState;
  /** Share of the limit that is used. */
  used: number;
  isProvisional: boolean;
}
