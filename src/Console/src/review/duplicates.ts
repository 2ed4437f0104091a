import type { Case, Place } from "../api/types";
import { firstSourceOf } from "./sources";

export interface Likely {
  of: Case;
  /** Reported first by the same camera or sensor. */
  sameSource: boolean;
  sameProblem: boolean;
  /** Metres, where both places are known in one coordinate system. */
  distance: number | null;
}

/** Open cases that this one may repeat, the likeliest first: same source, same problem, near, recent. */
export function likelyDuplicates(of: Case, others: Case[]): Likely[] {
  return others
    .filter((other) => other.id !== of.id && (other.state === "pending" || other.state === "filed"))
    .map((other) => ({
      of: other,
      sameSource: firstSourceOf(other).path === firstSourceOf(of).path,
      sameProblem: other.problem === of.problem,
      distance: metresBetween(of.place, other.place),
    }))
    .sort((a, b) => rank(b) - rank(a) || b.of.number - a.of.number);
}

function rank({ sameSource, sameProblem, distance }: Likely): number {
  return Number(sameSource) * 3 + Number(sameProblem) * 2 + (distance === null ? 0 : Math.max(0, 3 - distance / 50));
}

/** Distance on the ground; null where a place is missing or the two are in different systems, whose numbers may not be compared. */
export function metresBetween(a: Place | undefined, b: Place | undefined): number | null {
  if (!a || !b || a.system !== b.system) return null;
  const rad = Math.PI / 180;
  const x = (b.lon - a.lon) * rad * Math.cos(((a.lat + b.lat) / 2) * rad);
  const y = (b.lat - a.lat) * rad;
  return Math.hypot(x, y) * 6_371_000;
}
