export type FilingState = "waiting" | "sent" | "dead" | "withdrawn" | "discarded";

/** One thing to tell one of the city's platforms. */
export interface Filing {
  /** The idempotency key of every attempt. */
  id: string;
  case: string;
  number: number;
  problem: string;
  filer: string;
  /** `file`, `void` or `close`. */
  kind: string;
  state: FilingState;
  reason?: string;
  queuedAt: string;
  /** Of a waiting one: when it is sent, at the earliest. */
  dueAt?: string;
  attempts: number;
  /** An attempt may have arrived although no answer came back. */
  mayHaveArrived: boolean;
  /** The platform's id of the case. */
  reference?: string;
  /** The platform's latest words. */
  answer?: string;
  settledAt?: string;
  settledBy?: string;
}

/** How a destination fares. */
export interface Filer {
  filer: string;
  /** Why nothing is sent now; absent where all is well. */
  trouble?: string;
  /** When it is tried again. */
  resumeAt?: string;
  /** When a bridge last had it in its settings. */
  seenAt: string;
}

export interface FilingPage {
  items: Filing[];
  states: Partial<Record<FilingState, number>>;
  filers: Filer[];
  /** Goes into `before` for the next page; absent on the last one. */
  next?: string;
}

/** Under which id a case is known at a platform. */
export interface CaseReference {
  platform: string;
  reference: string;
  /** `filed` there by us, or opened there and `imported`. */
  origin: string;
  since: string;
  /** The platform's latest status, in its own words. */
  heard?: string;
}
