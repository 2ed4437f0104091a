import type { Place } from "./types";

/** What a person can permit; `not-a-problem` is taught by a rejected case. */
export type EnteredKind = "permitted" | "works" | "season";

/** What is kept quiet, and in force. */
export interface Suppression {
  id: string;
  kind: EnteredKind | "not-a-problem";
  reason: string;
  author: string;
  from: string;
  until: string;
  /** Again every so many days; absent: once. */
  repeatDays?: number;
  expiresAt: string;
  /** Absent: any. */
  problem?: string;
  /** A circle on the ground, `errorRadius` metres wide. */
  area?: Place;
  /** The camera that a rejected case taught, and its zone. */
  source?: string;
  zone?: string;
  /** Candidates that it kept quiet. */
  kept: number;
  lastKeptAt?: string;
}

export interface NewSuppression {
  kind: EnteredKind;
  actor: string;
  reason: string;
  problem?: string;
  lon: number;
  lat: number;
  system: string;
  radius: number;
  from: string;
  until: string;
  repeatDays?: number;
  expiresAt?: string;
}
