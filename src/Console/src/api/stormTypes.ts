/** Cases of one problem that many sources opened at once: one item to review. */
export interface Storm {
  id: string;
  problem: string;
  /** When the first and the latest of their conditions began. */
  from: string;
  until: string;
  openedAt: string;
  cases: number;
  /** Members that wait for a verdict. */
  pending: number;
  sources: number;
  /** Cases that a quarter of an hour at this time of the day usually brings. */
  usual: number;
}

export interface StormVerdict {
  kind: "confirm" | "correct" | "reject";
  actor: string;
  reason?: string;
  problem?: string;
  /** The members that it is for; absent: all that wait. */
  cases?: string[];
}

export interface StormAnswer {
  accepted: number;
  refused: { case: string; detail: string }[];
}
