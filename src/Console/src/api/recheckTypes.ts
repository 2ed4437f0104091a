import type { Subject } from "./types";

export type RecheckState = "waiting" | "looking" | "proposed" | "impossible" | "settled";
export type RecheckProposal = "verified" | "returned";
export type RecheckAnswer = "seen" | "not-seen" | "cannot-tell";

/** What was seen when a case that was reported handled was looked at again. */
export interface Recheck {
  state: RecheckState;
  handledAt: string;
  from?: string;
  until?: string;
  nextAt?: string;
  /** Looks of each camera that count, and how many of them must agree. */
  asked?: number;
  agreeing?: number;
  proposal?: RecheckProposal;
  /** What each camera and sensor saw, or why nothing is proposed, in English. */
  words?: string;
  /** How likely the problem is still there, 0..1. */
  stillThere?: number;
  decidedAt?: string;
  /** Pictures from before it was reported handled, and since. */
  before?: string;
  after?: string;
  /** The two are of one camera in one view. */
  sameView: boolean;
  /** What a person made of it. */
  settled?: { at: string; by: string; to: string; accepted?: boolean };
  looks: RecheckLook[];
}

export interface RecheckLook {
  source: string;
  askedAt: string;
  /** Absent while none has come. */
  answer?: RecheckAnswer;
  /** Why it could not tell; `reported` where it was not asked but reported the problem again. */
  why?: string;
  /** In English. */
  found: string;
  at?: string;
  likelihoodRatio: number;
  seen?: Subject;
  evidence?: string;
}
