import type { Camera, CameraState } from "../api/types";

const severity: Record<CameraState, number> = { refused: 0, stalled: 1, waiting: 2, connecting: 3, ended: 4, live: 5 };

/** Those in trouble first, then by agent and name. */
export function bySeverity(a: Camera, b: Camera): number {
  return Number(a.online) - Number(b.online)
    || (severity[a.state] ?? 0) - (severity[b.state] ?? 0)
    || a.agent.localeCompare(b.agent)
    || (a.name || a.camera).localeCompare(b.name || b.camera);
}

/** Share of the due looks that were made; null where none was due yet. */
export function looksShare({ looksDue, looksMade }: { looksDue: number; looksMade: number }): number | null {
  return looksDue > 0 ? Math.min(1, looksMade / looksDue) : null;
}
