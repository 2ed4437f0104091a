import type { Camera, CameraState } from "../api/types";

const severity: Record<CameraState, number> = { refused: 0, blind: 1, stalled: 2, waiting: 3, connecting: 4, ended: 5, live: 6 };

/** What a camera is shown as; of one whose agent is away nothing is known. */
export type ShownState = CameraState | "offline";
export const shownState = ({ online, state }: { online: boolean; state: CameraState }): ShownState => (online ? state : "offline");

/** How many cameras there are of each state that occurs, trouble first. */
export function countStates(cameras: Camera[]): [ShownState, number][] {
  const counts = new Map<ShownState, number>();
  for (const one of [...cameras].sort(bySeverity)) counts.set(shownState(one), (counts.get(shownState(one)) ?? 0) + 1);
  return [...counts];
}

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
